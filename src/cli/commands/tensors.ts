import { words } from '#lib/messages/messages.ts';
import { defineCommand, json } from '../command.ts';
import { readNetwork } from '../network.ts';

export const tensors = defineCommand({
  words: () => words.cli.commands.tensors,
  positionals: 1,
  options: json,
  async run({ positionals: [network], values }, io) {
    const { source } = await readNetwork(network!, io);
    const rows = source.tensors.map(({ name, shape }) => JSON.stringify([name, shape]));
    io.out(values.json ? `[${rows.join(',')}]\n` : `[\n  ${rows.join(',\n  ')}\n]\n`);
  },
});
