import { buildNetwork } from '#lib/dla/network/build.ts';
import type { NetworkFile } from '#lib/dla/network/file.ts';
import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { serialiseConfig } from '#lib/dla/network/parse.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import { unwrap } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import { defineCommand, oneOf } from '../command.ts';
import { readNetwork } from '../network.ts';

/** The file of a network, defaults written out. Throws an IssueError where no config makes a graph document. */
export function writeNetwork(file: NetworkFile, as: 'config' | 'graph' = file.kind): string {
  if (as === 'graph') {
    const document = file.kind === 'config' ? buildNetwork(file.config) : file.document;
    return serialiseGraph(document, { defaults: true });
  }
  return serialiseConfig(file.kind === 'config' ? file.config : unwrap(readConfig(file.document)));
}

export const show = defineCommand({
  words: () => words.cli.commands.show,
  positionals: 1,
  options: { as: { type: 'string' } },
  async run({ positionals: [network], values }, io) {
    const as = values.as === undefined ? undefined : oneOf('as', ['config', 'graph'], values.as);
    io.out(writeNetwork(await readNetwork(network!, io), as));
  },
});
