import { refuse } from './refuse.ts';

/** What a file of any size may cost: little beside a browser, and more than a list of 30,000 tensors takes. */
const FLOOR = 64 * 1024 * 1024;
/** Bytes of memory for a byte of the file. A list of names alone takes 6 (safetensors) to 15 (pickles), its tensors less. */
const FACTOR = 8;

/** Most bytes that anything read from a file of that size may take. */
export const mostBytes = (fileSize: number): number => FLOOR + FACTOR * fileSize;

/**
 * What opening a file may cost, in proportion to its size: bytes of memory, and work counted as bytes. A file that is
 * small and grows is refused with `weights-budget` before it has grown.
 */
export class Budget {
  readonly #limit: number;
  #spent = 0;

  constructor(
    fileSize: number,
    private readonly at: string,
  ) {
    this.#limit = mostBytes(fileSize);
  }

  spend(cost: number): void {
    this.#spent += cost;
    if (this.#spent > this.#limit) refuse('weights-budget', this.at, { expected: this.#limit });
  }
}
