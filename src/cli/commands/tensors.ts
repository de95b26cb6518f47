import { defineCommand, json } from '../command.ts';
import { readNetwork } from '../network.ts';

export const tensors = defineCommand({
  usage: 'tensors NETWORK [--json]',
  summary: "names and shapes of all weights in the order of PyTorch's state_dict",
  positionals: 1,
  options: json,
  async run({ positionals: [network], values }, io) {
    const { source } = await readNetwork(network!, io);
    const rows = source.tensors.map(({ name, shape }) => JSON.stringify([name, shape]));
    io.out(values.json ? `[${rows.join(',')}]\n` : `[\n  ${rows.join(',\n  ')}\n]\n`);
  },
});
