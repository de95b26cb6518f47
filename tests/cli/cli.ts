import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { main } from '../../src/cli/main.ts';

export interface Answer {
  readonly code: number;
  readonly out: string;
  /** Messages, one an entry. */
  readonly err: readonly string[];
}

/** Runs a command line in this process; `input` is its standard input. */
export async function dla(
  args: readonly string[],
  input: string | Uint8Array = '',
  language?: string,
): Promise<Answer> {
  const out: Uint8Array[] = [];
  const err: string[] = [];
  const code = await main(args, {
    language,
    stdin: () => Promise.resolve(Buffer.from(input)),
    out: (result) => out.push(Buffer.from(result)),
    err: (message) => err.push(message),
  });
  return { code, out: Buffer.concat(out).toString(), err };
}

/** The JSON that a command prints; it must say nothing else. */
export async function dlaJson<T>(args: readonly string[], input?: string): Promise<T> {
  const { code, out, err } = await dla(args, input);
  if (code !== 0 || err.length > 0) throw new Error(`exit ${code}: ${err.join('\n')}`);
  return JSON.parse(out) as T;
}

export const dataFile = (name: string): string =>
  fileURLToPath(new URL(`../golden/data/${name}.json`, import.meta.url));

/** The text of the graph document in a `graph-*` golden file. */
export const goldenText = (name: string): string =>
  JSON.stringify((JSON.parse(readFileSync(dataFile(name), 'utf8')) as { document: unknown }).document);
