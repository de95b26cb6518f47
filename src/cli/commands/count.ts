import { words } from '#lib/messages/messages.ts';
import { defineCommand, json, parseSize, size, toJson } from '../command.ts';
import { countNetwork, countRows } from '../counts.ts';
import { readNetwork } from '../network.ts';

export const count = defineCommand({
  words: () => words.cli.commands.count,
  positionals: 1,
  options: { ...json, ...size },
  async run({ positionals: [argument], values }, io) {
    const network = await readNetwork(argument!, io, parseSize(values.size));
    io.out(toJson({ ...countNetwork(network), levels: countRows(network) }, values.json));
  },
});
