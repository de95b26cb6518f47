import type { Result } from '#lib/issue.ts';
import type { Random } from '../random.ts';

/** What comes from outside: bytes of a file, or a text that was pasted or typed. */
export type Given = Uint8Array | string;

/** A kind of thing that comes from outside, and how cases of it are made and read. */
export interface Format {
  readonly name: string;
  /** Of all cases, in parts of the whole: what is read in no time is tried more often. */
  readonly share: number;
  make(random: Random): Given;
  /** Reads it as the product does, and looks at what came of it; a test of the outcome throws. */
  read(given: Given): Result<unknown> | Promise<Result<unknown>>;
}

export const bytesOf = (given: Given): Uint8Array =>
  typeof given === 'string' ? new TextEncoder().encode(given) : given;

export const textOf = (given: Given): string => (typeof given === 'string' ? given : new TextDecoder().decode(given));
