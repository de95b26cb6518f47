import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dla } from '../cli/cli.ts';
import { textOf } from './imports.ts';

// What the pages of documentation hold: tables, fenced blocks, sessions of a terminal.

export interface Fence {
  readonly language: string;
  readonly text: string;
}

export const fencesOf = (page: string): readonly Fence[] =>
  [...textOf(page).matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, text]) => ({
    language: language!,
    text: text!,
  }));

/** The rows of every table whose first column is headed so, as texts of their cells. */
export function tablesOf(page: string, heading: string): readonly (readonly (readonly string[])[])[] {
  const cells = (line: string): string[] =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim());
  const tables = [...textOf(page).matchAll(/(?:^\|.*\|\n)+/gm)].map(([table]) => table.trim().split('\n').map(cells));
  return tables.filter(([header]) => header![0] === heading).map((rows) => rows.slice(2));
}

/** The texts between backticks. */
export const codesOf = (text: string): readonly string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);

export interface Step {
  readonly command: string;
  /** What the page says that it prints. */
  readonly prints: string;
}

export const stepsOf = (session: string): readonly Step[] =>
  session
    .split(/^\$ /m)
    .slice(1)
    .map((step) => {
      const [command, ...lines] = step.split('\n');
      return { command: command!, prints: lines.join('\n') };
    });

/** Whether a command printed what the page says: `…` is any end of a line, or on a line of its own any lines. */
export function isPrinted({ prints }: Step, text: string): boolean {
  const pattern = prints
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/^…\n/gm, '(?:.*\\n)*?')
    .replaceAll('…', '.*');
  return new RegExp(`^${pattern}$`).test(text);
}

/** As `sed 's/a/b/; s/c/d/' FILE`, with texts instead of patterns. */
const edited = (file: string, script: string): string =>
  script.split('; ').reduce((text, rule) => {
    const [, from, to] = rule.split('/');
    return text.replace(new RegExp(`^(.*?)${from}`, 'gm'), `$1${to}`);
  }, textOf(file));

/** Runs commands one after the other, in this process: what each printed. What they write goes to `folder`. */
export function terminal(folder: string): (command: string) => Promise<string> {
  let code = 0;
  return async (command) => {
    if (command === 'echo $?') return `${code}\n`;
    if (command.startsWith('ls '))
      return `${readdirSync(join(folder, command.slice(3)))
        .sort()
        .join('\n')}\n`;
    const found = /^(?:sed '([^']+)' (\S+) \| )?dla (.+)$/.exec(command);
    if (!found) throw new Error(`this is not run here: ${command}`);
    const [, script, file, words] = found;
    const written = (word: string, before = ''): string =>
      /^--(?:save|out)$/.test(before) ? join(folder, word) : word;
    const args = words!.split(' ').map((word, at, all) => written(word, all[at - 1]));
    const answer = await dla(args, script === undefined ? '' : edited(file!, script));
    code = answer.code;
    return answer.out + answer.err.map((line) => `${line}\n`).join('');
  };
}
