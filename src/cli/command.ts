import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Io } from './io.ts';

/** Wrong usage: what was expected of the command line. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>;

export interface Parsed<O extends Options> {
  readonly positionals: readonly string[];
  readonly values: ReturnType<typeof parseArgs<{ options: O }>>['values'];
}

/** What `dla NAME` does. */
export interface Command {
  /** The arguments as a person types them. */
  readonly usage: string;
  readonly summary: string;
  run(args: readonly string[], io: Io): Promise<void>;
}

interface Definition<O extends Options> {
  readonly usage: string;
  readonly summary: string;
  /** How many arguments that are no options. */
  readonly positionals: number;
  readonly options: O;
  readonly run: (parsed: Parsed<O>, io: Io) => Promise<void> | void;
}

/** A command that takes exactly what it says; all else is a {@link UsageError}. */
export function defineCommand<const O extends Options>({ run, options, ...definition }: Definition<O>): Command {
  return {
    usage: definition.usage,
    summary: definition.summary,
    async run(args, io) {
      const parsed = parse(args, options);
      if (parsed.positionals.length !== definition.positionals)
        throw new UsageError(
          `expected ${definition.positionals} argument${definition.positionals === 1 ? '' : 's'}, got ${parsed.positionals.length}`,
        );
      await run(parsed, io);
    },
  };
}

function parse<O extends Options>(args: readonly string[], options: O): Parsed<O> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message.split('\n')[0]);
  }
}

/** One of a few words, or a {@link UsageError}. */
export function oneOf<T extends string>(option: string, allowed: readonly T[], value: string): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw new UsageError(`--${option} is ${allowed.join(' or ')}, not ${JSON.stringify(value)}`);
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
  if (!sound(height) || !sound(width))
    throw new UsageError(`--size is HxW with whole numbers from 1 to 65536, not ${JSON.stringify(value)}`);
  return { height, width };
}

/** NaN and infinities as texts: JSON has no numbers for them, and null would say nothing. */
const plain = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

/** JSON on one line for a program, or indented for a person, lists of plain values on one line. */
export function toJson(value: unknown, oneLine = false): string {
  if (oneLine) return `${JSON.stringify(value, plain)}\n`;
  const lists = /\[\n\s+([^[\]{}]*?)\n\s+\]/g;
  const text = JSON.stringify(value, plain, 2);
  return `${text.replace(lists, (_, entries: string) => `[${entries.replace(/,\n\s+/g, ', ')}]`)}\n`;
}

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
