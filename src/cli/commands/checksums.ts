import { words } from '#lib/messages/messages.ts';
import { defineCommand, json, parseSize, size, toJson } from '../command.ts';
import { readNetwork } from '../network.ts';
import { nodeValues, summaryOf } from '../node-values.ts';

export const checksums = defineCommand({
  words: () => words.cli.commands.checksums,
  positionals: 1,
  options: { ...size, ...json },
  async run({ positionals: [argument], values }, io) {
    const { source } = await readNetwork(argument!, io, parseSize(values.size));
    const rows = (await nodeValues(source)).map(({ id, name, shape, data }) => ({
      id,
      name,
      shape,
      ...summaryOf(data),
    }));
    io.out(toJson(rows, values.json));
  },
});
