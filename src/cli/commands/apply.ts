import { parseScript, runScript } from '#lib/dla/script/file.ts';
import { startOf } from '#lib/dla/script/script.ts';
import { unwrap } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import { defineCommand, oneOf, UsageError } from '../command.ts';
import { readBytes, readNetwork } from '../network.ts';
import { writeNetwork } from './show.ts';

export const apply = defineCommand({
  words: () => words.cli.commands.apply,
  positionals: 1,
  options: { script: { type: 'string' }, as: { type: 'string' } },
  async run({ positionals: [network], values: options }, io) {
    if (options.script === undefined) throw new UsageError(words.cli.wrong.noScript);
    if (network === '-' && options.script === '-') throw new UsageError(words.cli.wrong.twoFromInput);
    const as = options.as === undefined ? undefined : oneOf('as', ['config', 'graph'], options.as);
    const file = await readNetwork(network!, io);
    const script = unwrap(parseScript(options.script === '-' ? await io.stdin() : await readBytes(options.script)));
    const { document, config } = unwrap(runScript(startOf(file), script)).at(-1)!;
    const end = config ? ({ kind: 'config', config } as const) : ({ kind: 'graph', document } as const);
    io.out(writeNetwork(end, as ?? script.gives ?? file.kind));
  },
});
