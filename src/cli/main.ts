import { isKeyOf } from '#lib/own-key.ts';
import { IssueError } from '#lib/issue.ts';
import { sayIssue, speak, words } from '#lib/messages/messages.ts';
import { apply } from './commands/apply.ts';
import { check } from './commands/check.ts';
import { compare } from './commands/compare.ts';
import { comparePort } from './commands/compare-port.ts';
import { checksums } from './commands/checksums.ts';
import { count } from './commands/count.ts';
import { diff } from './commands/diff.ts';
import { exportNetwork } from './commands/export.ts';
import { gradient } from './commands/gradient.ts';
import { hash } from './commands/hash.ts';
import { lesson } from './commands/lesson.ts';
import { link } from './commands/link.ts';
import { identify } from './commands/identify.ts';
import { importNetwork } from './commands/import.ts';
import { list } from './commands/list.ts';
import { reach } from './commands/reach.ts';
import { run } from './commands/run.ts';
import { show } from './commands/show.ts';
import { sweep } from './commands/sweep.ts';
import { tensors } from './commands/tensors.ts';
import { unlink } from './commands/unlink.ts';
import { UsageError, type Command } from './command.ts';
import type { Io } from './io.ts';
import { readLanguage } from './language.ts';
import { Refused } from './refused.ts';

const commands = {
  list,
  show,
  check,
  count,
  tensors,
  run,
  gradient,
  reach,
  diff,
  apply,
  compare,
  sweep,
  hash,
  checksums,
  'compare-port': comparePort,
  lesson,
  link,
  unlink,
  identify,
  import: importNetwork,
  export: exportNetwork,
} satisfies { readonly [name: string]: Command };

const allHelp = (): string => words.cli.allHelp(Object.values(commands).map((command) => command.words()));

/**
 * Runs a command line. Returns the exit code: 0 done, 1 the input is at fault, 2 wrong usage, 3 what was to agree does not.
 * Never throws.
 */
export async function main(typed: readonly string[], io: Io): Promise<0 | 1 | 2 | 3> {
  const said = words.cli;
  const { args, language, wrong } = readLanguage(typed, io.language);
  await speak(language);
  const [name, ...rest] = args;
  const command = name !== undefined && isKeyOf(commands, name) ? commands[name] : undefined;
  try {
    if (args.includes('--help') || args.includes('-h') || name === 'help') {
      io.out(command ? said.help(command.words()) : allHelp());
      return 0;
    }
    if (wrong) throw new UsageError(wrong());
    if (!command) throw new UsageError(name === undefined ? said.wrong.noCommand : said.wrong.unknownCommand(name));
    await command.run(rest, io);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(said.failed(error.message));
      io.err(command ? said.usage(command.words().usage) : allHelp().trimEnd());
      return 2;
    }
    if (error instanceof IssueError) for (const issue of error.issues) io.err(sayIssue(issue));
    else if (!(error instanceof Refused))
      io.err(said.failed(String(error instanceof Error ? error.message : error).split('\n')[0]!));
    return error instanceof Refused ? error.code : 1;
  }
}
