import { words } from '#lib/messages/messages.ts';
import { defineCommand, json, parseSize, size, toJson } from '../command.ts';
import { count as countNetwork } from '../../library/count.ts';
import { readNetwork } from '../network.ts';

export const count = defineCommand({
  words: () => words.cli.commands.count,
  positionals: 1,
  options: { ...json, ...size },
  async run({ positionals: [argument], values }, io) {
    const { network } = await readNetwork(argument!, io, parseSize(values.size));
    io.out(toJson(countNetwork(network), values.json));
  },
});
