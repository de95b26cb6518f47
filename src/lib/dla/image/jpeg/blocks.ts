import { PictureError } from '../fault.ts';
import type { BitReader, HuffmanTable } from './huffman.ts';

/** Where the coefficients of a block stand, in the order in which a file has them: row · 8 + column. */
// prettier-ignore
export const ZIGZAG = Uint8Array.of(
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55,
  62, 63,
);

/** What a scan knows of a component while it is read. */
export interface Coding {
  readonly direct: HuffmanTable | undefined;
  readonly alternating: HuffmanTable | undefined;
  /** The last direct coefficient: the next one is a difference. */
  last: number;
}

/** What a scan is about: coefficients `first` to `final`, and their bits from `low` up, refined where `high` is not 0. */
export interface Band {
  readonly first: number;
  readonly final: number;
  readonly high: number;
  readonly low: number;
}

/** Reads the coefficients of one block from `at` on in `values`. */
export type ReadBlock = (reader: BitReader, coding: Coding, values: Int16Array, at: number) => void;

const tableOf = (table: HuffmanTable | undefined): HuffmanTable => {
  if (!table) throw new PictureError('damaged');
  return table;
};

function difference(reader: BitReader, coding: Coding): number {
  const size = reader.symbol(tableOf(coding.direct));
  if (size > 15) throw new PictureError('damaged');
  return (coding.last += reader.signed(size));
}

/** Of a frame that is not progressive: the whole block; `values` are 0 before. */
export const wholeBlock: ReadBlock = (reader, coding, values, at) => {
  values[at] = difference(reader, coding);
  const table = tableOf(coding.alternating);
  for (let place = 1; place < 64; place += 1) {
    const symbol = reader.symbol(table);
    const size = symbol & 15;
    if (size === 0) {
      if (symbol !== 0xf0) return;
      place += 15;
      continue;
    }
    place += symbol >> 4;
    if (place > 63) throw new PictureError('damaged');
    values[at + ZIGZAG[place]!] = reader.signed(size);
  }
};

/** How a scan of a progressive frame reads its blocks; what is returned keeps the run of blocks that end early. */
export function progressiveBlock(band: Band): { readonly read: ReadBlock; readonly restart: () => void } {
  if (band.first === 0)
    return { read: band.high === 0 ? firstDirect(band) : refineDirect(band), restart: () => undefined };
  return band.high === 0 ? firstAlternating(band) : refineAlternating(band);
}

const firstDirect =
  ({ low }: Band): ReadBlock =>
  (reader, coding, values, at) => {
    values[at] = difference(reader, coding) << low;
  };

const refineDirect =
  ({ low }: Band): ReadBlock =>
  (reader, _coding, values, at) => {
    if (reader.bit() === 1) values[at]! |= 1 << low;
  };

function firstAlternating({ first, final, low }: Band) {
  let ended = 0;
  const read: ReadBlock = (reader, { alternating }, values, at) => {
    if (ended > 0) {
      ended -= 1;
      return;
    }
    const table = tableOf(alternating);
    for (let place = first; place <= final; place += 1) {
      const symbol = reader.symbol(table);
      const run = symbol >> 4;
      const size = symbol & 15;
      if (size === 0) {
        if (run < 15) {
          ended = (1 << run) + reader.bits(run) - 1;
          return;
        }
        place += 15;
        continue;
      }
      place += run;
      if (place > 63) throw new PictureError('damaged');
      values[at + ZIGZAG[place]!] = reader.signed(size) << low;
    }
  };
  return { read, restart: () => (ended = 0) };
}

function refineAlternating({ first, final, low }: Band) {
  const plus = 1 << low;
  let ended = 0;
  /** One more bit for a coefficient that is not 0. */
  const refine = (reader: BitReader, values: Int16Array, index: number): void => {
    const value = values[index]!;
    if (reader.bit() === 1 && (Math.abs(value) & plus) === 0) values[index] = value < 0 ? value - plus : value + plus;
  };
  const read: ReadBlock = (reader, { alternating }, values, at) => {
    let place = first;
    const table = ended > 0 ? undefined : tableOf(alternating);
    for (; table && place <= final; place += 1) {
      const symbol = reader.symbol(table);
      let run = symbol >> 4;
      const size = symbol & 15;
      if (size > 1) throw new PictureError('damaged');
      if (size === 0 && run < 15) {
        ended = (1 << run) + reader.bits(run);
        break;
      }
      const value = size === 0 ? 0 : reader.bit() === 1 ? plus : -plus;
      for (; place <= final; place += 1) {
        const index = at + ZIGZAG[place]!;
        if (values[index] !== 0) refine(reader, values, index);
        else if (run === 0) break;
        else run -= 1;
      }
      if (value === 0) continue;
      if (place > final) throw new PictureError('damaged');
      values[at + ZIGZAG[place]!] = value;
    }
    if (ended === 0) return;
    for (; place <= final; place += 1) {
      const index = at + ZIGZAG[place]!;
      if (values[index] !== 0) refine(reader, values, index);
    }
    ended -= 1;
  };
  return { read, restart: () => (ended = 0) };
}
