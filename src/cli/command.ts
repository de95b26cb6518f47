import { ownValue } from '#lib/own-key.ts';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { words } from '#lib/messages/messages.ts';
import type { Io } from './io.ts';

/** Wrong usage: what was expected of the command line. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>;

export interface Parsed<O extends Options> {
  readonly positionals: readonly string[];
  readonly values: ReturnType<typeof parseArgs<{ options: O }>>['values'];
}

export interface CommandWords {
  /** The arguments as a person types them. */
  readonly usage: string;
  readonly summary: string;
}

/** What `dla NAME` does. */
export interface Command {
  /** Asked for when they are said, in the language of that moment. */
  readonly words: () => CommandWords;
  run(args: readonly string[], io: Io): Promise<void>;
}

interface Definition<O extends Options> {
  readonly words: () => CommandWords;
  /** How many arguments that are no options: so many, or from the first to the second. */
  readonly positionals: number | readonly [least: number, most: number];
  readonly options: O;
  readonly run: (parsed: Parsed<O>, io: Io) => Promise<void> | void;
}

/** A command that takes exactly what it says; all else is a {@link UsageError}. */
export function defineCommand<const O extends Options>({
  run,
  options,
  positionals,
  ...definition
}: Definition<O>): Command {
  return {
    ...definition,
    async run(args, io) {
      const parsed = parse(args, options);
      const [least, most] = typeof positionals === 'number' ? [positionals, positionals] : positionals;
      const count = parsed.positionals.length;
      if (count < least || count > most) throw new UsageError(words.cli.wrong.arguments(least, most, count));
      await run(parsed, io);
    },
  };
}

function parse<O extends Options>(args: readonly string[], options: O): Parsed<O> {
  const config = { args: [...args], options, allowPositionals: true };
  // Looked through before: what Node says of wrong usage is English.
  for (const token of parseArgs({ ...config, strict: false, tokens: true }).tokens)
    if (token.kind === 'option') checkOption(token, options);
  return parseArgs({ ...config, strict: true });
}

interface OptionToken {
  readonly name: string;
  /** As it was typed, `--size`. */
  readonly rawName: string;
  readonly value: string | undefined;
  /** Whether its value stands behind an `=`. */
  readonly inlineValue: boolean | undefined;
}

function checkOption({ name, rawName, value, inlineValue }: OptionToken, options: Options): void {
  const said = words.cli.wrong;
  const type = ownValue(options, name)?.type;
  if (type === undefined) throw new UsageError(said.unknownOption(rawName));
  if (type === 'boolean') {
    if (value !== undefined) throw new UsageError(said.takesNoValue(rawName));
    return;
  }
  if (value === undefined) throw new UsageError(said.noValue(rawName));
  if (!inlineValue && /^-./.test(value)) throw new UsageError(said.dashValue(rawName, value));
}

/** One of a few words, or a {@link UsageError}. */
export function oneOf<T extends string>(option: string, allowed: readonly T[], value: string): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw new UsageError(words.cli.wrong.oneOf(`--${option}`, allowed, value));
  return found;
}

export interface Size {
  readonly height: number;
  readonly width: number;
}

/** `HxW` as whole numbers from 1 to 65,536. */
export function parseSize(value: string | undefined): Size | undefined {
  if (value === undefined) return undefined;
  const [, height, width] = (/^(\d+)x(\d+)$/.exec(value) ?? []).map(Number);
  const sound = (extent: number | undefined): extent is number =>
    extent !== undefined && extent >= 1 && extent <= 65_536;
  if (!sound(height) || !sound(width)) throw new UsageError(words.cli.wrong.size(value));
  return { height, width };
}

/** NaN and infinities as strings: JSON has no numbers for them, and null would say nothing. */
const plain = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

/** JSON on one line for a program, or indented for a person, lists of plain values on one line. */
export function toJson(value: unknown, oneLine = false): string {
  if (oneLine) return `${JSON.stringify(value, plain)}\n`;
  const lists = /\[\n\s+([^[\]{}]*?)\n\s+\]/g;
  const text = JSON.stringify(value, plain, 2);
  return `${text.replace(lists, (_, entries: string) => `[${entries.replace(/,\n\s+/g, ', ')}]`)}\n`;
}

/** A number with its thousands apart. */
export const grouped = (value: number): string => value.toLocaleString(words.locale);

/** Columns of equal width, two spaces between them; those of numbers end at the same place. */
export function table(lines: readonly (readonly string[])[], numbers: readonly number[]): string {
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) => {
      const padded = line.map((cell, column) =>
        numbers.includes(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
      );
      return `${padded.join('  ').trimEnd()}\n`;
    })
    .join('');
}

export const json = { json: { type: 'boolean' } } as const;
export const size = { size: { type: 'string' } } as const;
