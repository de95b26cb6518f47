import type { NetworkFile } from '#lib/dla/network/file.ts';
import { words } from '#lib/messages/messages.ts';
import { networkOf, serialise } from '../../library/network.ts';
import { defineCommand, oneOf } from '../command.ts';
import { readNetwork } from '../network.ts';

/** The file of a network, defaults written out. Throws an IssueError where no config makes a graph document. */
export const writeNetwork = (file: NetworkFile, as: 'config' | 'graph' = file.kind): string =>
  serialise(networkOf(file), as);

export const show = defineCommand({
  words: () => words.cli.commands.show,
  positionals: 1,
  options: { as: { type: 'string' } },
  async run({ positionals: [network], values }, io) {
    const as = values.as === undefined ? undefined : oneOf('as', ['config', 'graph'], values.as);
    io.out(writeNetwork(await readNetwork(network!, io), as));
  },
});
