import { PictureError } from '../fault.ts';
import type { Pass } from './header.ts';

/** Undoes a row's filter in place; `before` is the row above it, `step` a pixel's bytes, at least 1. */
function unfilter(filter: number, row: Uint8Array, before: Uint8Array, step: number): void {
  switch (filter) {
    case 0:
      return;
    case 1:
      for (let i = step; i < row.length; i += 1) row[i]! += row[i - step]!;
      return;
    case 2:
      for (let i = 0; i < row.length; i += 1) row[i]! += before[i]!;
      return;
    case 3:
      for (let i = 0; i < row.length; i += 1) row[i]! += ((i < step ? 0 : row[i - step]!) + before[i]!) >> 1;
      return;
    case 4:
      for (let i = 0; i < row.length; i += 1) {
        const left = i < step ? 0 : row[i - step]!;
        const corner = i < step ? 0 : before[i - step]!;
        row[i]! += paeth(left, before[i]!, corner);
      }
      return;
    default:
      throw new PictureError('damaged');
  }
}

function paeth(left: number, above: number, corner: number): number {
  const toLeft = Math.abs(above - corner);
  const toAbove = Math.abs(left - corner);
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

/** Makes rows of the bytes that come out of the file's compression, piece by piece; never more than two are kept. */
export class Rows {
  #pass = 0;
  #y = 0;
  #filter = -1;
  #filled = 0;
  #row: Uint8Array;
  #before: Uint8Array;

  constructor(
    private readonly passes: readonly Pass[],
    private readonly step: number,
    private readonly take: (row: Uint8Array, y: number, pass: Pass) => void,
  ) {
    this.#row = new Uint8Array(passes[0]!.bytes);
    this.#before = new Uint8Array(passes[0]!.bytes);
  }

  get done(): boolean {
    return this.#pass === this.passes.length;
  }

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && !this.done;) {
      if (this.#filter < 0) {
        this.#filter = bytes[at]!;
        at += 1;
        continue;
      }
      const part = bytes.subarray(at, at + this.#row.length - this.#filled);
      this.#row.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === this.#row.length) this.#finish();
    }
  }

  #finish(): void {
    const pass = this.passes[this.#pass]!;
    unfilter(this.#filter, this.#row, this.#before, this.step);
    this.take(this.#row, this.#y, pass);
    [this.#row, this.#before] = [this.#before, this.#row];
    this.#filter = -1;
    this.#filled = 0;
    this.#y += 1;
    if (this.#y < pass.height) return;
    this.#y = 0;
    this.#pass += 1;
    const { bytes = 0 } = this.passes[this.#pass] ?? {};
    this.#row = new Uint8Array(bytes);
    this.#before = new Uint8Array(bytes);
  }
}
