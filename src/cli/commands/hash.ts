import { hashesOf } from '#lib/dla/exchange/source.ts';
import { words } from '#lib/messages/messages.ts';
import { defineCommand, json, toJson } from '../command.ts';
import { readNetwork } from '../network.ts';

export const hash = defineCommand({
  words: () => words.cli.commands.hash,
  positionals: 1,
  options: json,
  async run({ positionals: [argument], values }, io) {
    const { source } = await readNetwork(argument!, io);
    const hashes = hashesOf(source);
    io.out(values.json ? toJson(hashes, true) : words.cli.hash(hashes));
  },
});
