import { defineCommand, json, parseSize, size, toJson } from '../command.ts';
import { countNetwork, countRows } from '../counts.ts';
import { readNetwork } from '../network.ts';

export const count = defineCommand({
  usage: 'count NETWORK [--size HxW] [--json]',
  summary: 'parameters, MACs, activations and tensors, and shape and receptive field of every level or output',
  positionals: 1,
  options: { ...json, ...size },
  async run({ positionals: [argument], values }, io) {
    const network = await readNetwork(argument!, io, parseSize(values.size));
    io.out(toJson({ ...countNetwork(network), levels: countRows(network) }, values.json));
  },
});
