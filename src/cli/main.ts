import { IssueError } from '#lib/issue.ts';
import { sayIssue } from '#lib/messages/messages.ts';
import { check } from './commands/check.ts';
import { count } from './commands/count.ts';
import { diff } from './commands/diff.ts';
import { exportNetwork } from './commands/export.ts';
import { gradient } from './commands/gradient.ts';
import { list } from './commands/list.ts';
import { run } from './commands/run.ts';
import { show } from './commands/show.ts';
import { tensors } from './commands/tensors.ts';
import { UsageError, type Command } from './command.ts';
import type { Io } from './io.ts';
import { Refused } from './refused.ts';

const commands: Readonly<Record<string, Command>> = {
  list,
  show,
  check,
  count,
  tensors,
  run,
  gradient,
  diff,
  export: exportNetwork,
};

const usage = (): string =>
  `Usage: dla COMMAND …

${Object.values(commands)
  .map(({ usage, summary }) => `  dla ${usage}\n      ${summary}\n`)
  .join('')}
NETWORK is the id of a preset (dla list), the path of a config or graph file, or - for standard input.
`;

/** Runs a command line. Returns the exit code: 0 done, 1 the input is at fault, 2 wrong usage. Never throws. */
export async function main(args: readonly string[], io: Io): Promise<0 | 1 | 2> {
  const [name, ...rest] = args;
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  try {
    if (args.includes('--help') || args.includes('-h') || name === 'help') {
      io.out(command ? `Usage: dla ${command.usage}\n${command.summary}\n` : usage());
      return 0;
    }
    if (!command)
      throw new UsageError(name === undefined ? 'a command is missing' : `there is no command ${JSON.stringify(name)}`);
    await command.run(rest, io);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(`dla: ${error.message}`);
      io.err(command ? `Usage: dla ${command.usage}` : usage().trimEnd());
      return 2;
    }
    if (error instanceof IssueError) for (const issue of error.issues) io.err(sayIssue(issue));
    else if (!(error instanceof Refused))
      io.err(`dla: ${String(error instanceof Error ? error.message : error).split('\n')[0]!}`);
    return 1;
  }
}
