import { PictureError } from '../fault.ts';

/** Bits that are looked up at once. */
const AHEAD = 9;

/** A Huffman table, ready for reading. */
export interface HuffmanTable {
  /** By the next `AHEAD` bits: length · 256 + symbol of a code that is no longer; 0 where there is none. */
  readonly short: Uint16Array;
  /** The largest code of each length; −1 where there is none. */
  readonly most: Int32Array;
  /** What is added to a code of each length to find its symbol. */
  readonly offset: Int32Array;
  readonly symbols: Uint8Array;
}

/** A table from the number of codes of each length, 1 to 16, and the symbols in the order of their codes. */
export function huffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const short = new Uint16Array(1 << AHEAD);
  const most = new Int32Array(18).fill(-1);
  const offset = new Int32Array(18);
  let code = 0;
  let place = 0;
  for (let length = 1; length <= 16; length += 1) {
    const count = counts[length - 1]!;
    if (code + count > 1 << length) throw new PictureError('damaged');
    offset[length] = place - code;
    for (let index = 0; index < count; index += 1, code += 1, place += 1) {
      if (length > AHEAD) continue;
      const from = code << (AHEAD - length);
      short.fill((length << 8) | symbols[place]!, from, from + (1 << (AHEAD - length)));
    }
    if (count > 0) most[length] = code - 1;
    code <<= 1;
  }
  return { short, most, offset, symbols };
}

/** Reads the bits of a scan, up to the next marker. What is read beyond it is a fault. */
export class BitReader {
  #bits = 0;
  #count = 0;
  /** Zeros that stand in the buffer for what the data does not have. */
  #missing = 0;

  constructor(
    private readonly data: Uint8Array,
    private at: number,
  ) {}

  /** Makes at least 25 bits ready. */
  #fill(): void {
    while (this.#count <= 24) {
      let byte = this.data[this.at];
      if (byte === 0xff) {
        let next = this.at + 1;
        while (this.data[next] === 0xff) next += 1;
        if (this.data[next] === 0) this.at = next + 1;
        else byte = undefined;
      } else if (byte !== undefined) this.at += 1;
      if (byte === undefined) this.#missing += 8;
      this.#bits = (this.#bits << 8) | (byte ?? 0);
      this.#count += 8;
    }
  }

  #drop(count: number): void {
    this.#count -= count;
    if (this.#count < this.#missing) throw new PictureError('truncated');
  }

  /** The next bits as a whole number, at most 16. */
  bits(count: number): number {
    if (count === 0) return 0;
    if (this.#count < count) this.#fill();
    const value = (this.#bits >>> (this.#count - count)) & ((1 << count) - 1);
    this.#drop(count);
    return value;
  }

  bit(): number {
    if (this.#count === 0) this.#fill();
    const value = (this.#bits >>> (this.#count - 1)) & 1;
    this.#drop(1);
    return value;
  }

  /** A number of so many bits that begins with 0 where it is negative. */
  signed(count: number): number {
    if (count === 0) return 0;
    const value = this.bits(count);
    return value < 1 << (count - 1) ? value - (1 << count) + 1 : value;
  }

  symbol(table: HuffmanTable): number {
    if (this.#count < 16) this.#fill();
    const found = table.short[(this.#bits >>> (this.#count - AHEAD)) & ((1 << AHEAD) - 1)]!;
    if (found !== 0) {
      this.#drop(found >> 8);
      return found & 255;
    }
    for (let length = AHEAD + 1; length <= 16; length += 1) {
      const code = (this.#bits >>> (this.#count - length)) & ((1 << length) - 1);
      if (code > table.most[length]!) continue;
      this.#drop(length);
      return table.symbols[code + table.offset[length]!]!;
    }
    throw new PictureError('damaged');
  }

  /** Goes behind the next restart marker, which is the one of that number. */
  restart(number: number): void {
    this.#bits = this.#count = this.#missing = 0;
    this.at = this.end();
    if (this.data[this.at + 1] !== 0xd0 + number)
      throw new PictureError(this.at < this.data.length ? 'damaged' : 'truncated');
    this.at += 2;
  }

  /** Where the next marker begins; the length of the data where there is none. */
  end(): number {
    for (let at = this.at; at + 1 < this.data.length; at += 1)
      if (this.data[at] === 0xff && this.data[at + 1] !== 0 && this.data[at + 1] !== 0xff) return at;
    return this.data.length;
  }
}
