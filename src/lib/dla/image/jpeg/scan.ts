import { PictureError } from '../fault.ts';
import { progressiveBlock, wholeBlock, type Band, type Coding, type ReadBlock } from './blocks.ts';
import type { Component, Frame } from './frame.ts';
import { BitReader, type HuffmanTable } from './huffman.ts';
import { inverseDct } from './inverse-dct.ts';
import type { Plane } from './upsample.ts';

/** The tables that stand before a scan, by number. */
export interface Tables {
  readonly direct: ReadonlyMap<number, HuffmanTable>;
  readonly alternating: ReadonlyMap<number, HuffmanTable>;
  /** Row · 8 + column. */
  readonly quantisation: ReadonlyMap<number, Uint16Array>;
  /** Units between two restart markers; 0 for none. */
  readonly interval: number;
}

/** A component while its file is read. */
export interface Store extends Plane {
  /** Its table as it stood when its first scan began. */
  quantisation: Uint16Array | undefined;
  /** Of a progressive frame: all coefficients, block after block. */
  coefficients: Int16Array | undefined;
}

/** Takes a component's samples into account; a progressive frame's coefficients, 0 at first, too. */
export function storeOf(component: Component, progressive: boolean): Store {
  const size = component.columns * component.rows * 64;
  return {
    ...component,
    samples: new Uint8ClampedArray(progressive ? 0 : size),
    quantisation: undefined,
    coefficients: progressive ? new Int16Array(size) : undefined,
  };
}

/** Reads a scan: its header's body, and the data from `at` on. Says where the next marker is. */
export function readScan(
  data: Uint8Array,
  at: number,
  body: Uint8Array,
  frame: Frame,
  stores: readonly Store[],
  tables: Tables,
): number {
  const count = body[0] ?? 0;
  if (count < 1 || count > stores.length || body.length < 4 + 2 * count) throw new PictureError('header');
  const parts = Array.from({ length: count }, (_, index) => {
    const [id, numbers] = body.subarray(1 + 2 * index, 3 + 2 * index);
    const store = stores.find((each) => each.id === id);
    if (!store) throw new PictureError('header');
    const coding: Coding = {
      direct: tables.direct.get(numbers! >> 4),
      alternating: tables.alternating.get(numbers! & 15),
      last: 0,
    };
    store.quantisation ??= tables.quantisation.get(store.table);
    return { store, coding };
  });
  const [first, final, bits] = body.subarray(1 + 2 * count, 4 + 2 * count);
  const band = bandOf(frame, { first: first!, final: final!, high: bits! >> 4, low: bits! & 15 }, count);
  const { read, restart } = frame.progressive ? progressiveBlock(band) : { read: wholeBlock, restart: () => undefined };

  const reader = new BitReader(data, at);
  let units = 0;
  /** To be called before each unit. */
  const next = (): void => {
    if (tables.interval > 0 && units > 0 && units % tables.interval === 0) {
      reader.restart((units / tables.interval - 1) % 8);
      for (const { coding } of parts) coding.last = 0;
      restart();
    }
    units += 1;
  };
  if (parts.length === 1) {
    const { store, coding } = parts[0]!;
    const columns = Math.ceil(store.width / 8);
    const rows = Math.ceil(store.height / 8);
    for (let row = 0; row < rows; row += 1)
      for (let column = 0; column < columns; column += 1) {
        next();
        put(reader, read, store, coding, row, column);
      }
    return reader.end();
  }
  for (let unitRow = 0; unitRow < frame.unitRows; unitRow += 1)
    for (let unit = 0; unit < frame.unitColumns; unit += 1) {
      next();
      for (const { store, coding } of parts)
        for (let row = 0; row < store.down; row += 1)
          for (let column = 0; column < store.across; column += 1)
            put(reader, read, store, coding, unitRow * store.down + row, unit * store.across + column);
    }
  return reader.end();
}

/** The coefficients of a scan; in a frame that is not progressive always all. */
function bandOf({ progressive }: Frame, band: Band, components: number): Band {
  if (!progressive) return { first: 0, final: 63, high: 0, low: 0 };
  const { first, final, high, low } = band;
  const direct = first === 0 ? final === 0 : components === 1 && final >= first && final < 64;
  if (!direct || low > 13 || (high !== 0 && high !== low + 1)) throw new PictureError('header');
  return band;
}

const scratch = new Int16Array(64);

/** One block: into the coefficients of a progressive frame, else as samples at once. */
function put(reader: BitReader, read: ReadBlock, store: Store, coding: Coding, row: number, column: number): void {
  if (store.coefficients) {
    read(reader, coding, store.coefficients, (row * store.columns + column) * 64);
    return;
  }
  scratch.fill(0);
  read(reader, coding, scratch, 0);
  inverseDct(scratch, 0, tableOf(store), store.samples, (row * store.columns * 8 + column) * 8, store.columns * 8);
}

const tableOf = ({ quantisation }: Store): Uint16Array => {
  if (!quantisation) throw new PictureError('damaged');
  return quantisation;
};

/** The samples of a component; coefficients are let go. */
export function finish(store: Store): Plane {
  const { coefficients, columns, rows } = store;
  if (!coefficients) return store;
  const samples = new Uint8ClampedArray(columns * rows * 64);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      inverseDct(
        coefficients,
        (row * columns + column) * 64,
        tableOf(store),
        samples,
        (row * columns * 8 + column) * 8,
        columns * 8,
      );
  store.coefficients = undefined;
  return { ...store, samples };
}
