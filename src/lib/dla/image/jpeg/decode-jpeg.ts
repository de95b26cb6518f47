import { exifOrientation } from '../exif.ts';
import { checkPixels, PictureError } from '../fault.ts';
import type { Pixels } from '../resample.ts';
import { ZIGZAG } from './blocks.ts';
import { colourSpace, writeColours } from './colour.ts';
import { readFrame, type Frame } from './frame.ts';
import { huffmanTable, type HuffmanTable } from './huffman.ts';
import { finish, readScan, storeOf, type Store } from './scan.ts';
import { rowsOf } from './upsample.ts';

const [SOF0, DHT, JPG, DAC, SOF15] = [0xc0, 0xc4, 0xc8, 0xcc, 0xcf];
const [RST0, SOI, EOI, SOS, DQT, DRI] = [0xd0, 0xd8, 0xd9, 0xda, 0xdb, 0xdd];
const [APP0, APP1, APP14] = [0xe0, 0xe1, 0xee];

/** Programs write ten or so; each looks at every block, and a file of nothing but empty ones would look for hours. */
const MOST_SCANS = 100;

/** Reads the segments of a file, one after another. */
class JpegFile {
  readonly direct = new Map<number, HuffmanTable>();
  readonly alternating = new Map<number, HuffmanTable>();
  readonly quantisation = new Map<number, Uint16Array>();
  interval = 0;
  jfif = false;
  adobe: number | undefined;
  orientation = 1;
  frame: Frame | undefined;
  stores: readonly Store[] = [];
  private scans = 0;

  constructor(
    private readonly data: Uint8Array,
    private readonly at: string,
  ) {}

  /** Reads up to the end of the picture. */
  read(): void {
    const { data } = this;
    let at = 2;
    for (;;) {
      while (at < data.length && data[at] !== 0xff) at += 1;
      while (data[at] === 0xff) at += 1;
      const marker = data[at];
      if (marker === undefined) throw new PictureError('truncated');
      at += 1;
      if (marker === EOI) return;
      if (marker === 0 || marker === 1 || (marker >= RST0 && marker <= SOI)) continue;
      const length = at + 1 < data.length ? (data[at]! << 8) | data[at + 1]! : 0;
      if (length < 2 || at + length > data.length) throw new PictureError('truncated');
      const body = data.subarray(at + 2, at + length);
      at += length;
      if (marker === SOS) {
        this.scans += 1;
        if (!this.frame) throw new PictureError('header');
        if (this.scans > MOST_SCANS) throw new PictureError('damaged');
        at = readScan(data, at, body, this.frame, this.stores, this);
      } else this.segment(marker, body);
    }
  }

  private segment(marker: number, body: Uint8Array): void {
    if (marker === DHT) this.huffman(body);
    else if (marker === DQT) this.quantise(body);
    else if (marker === DRI) this.interval = ((body[0] ?? 0) << 8) | (body[1] ?? 0);
    else if (marker >= SOF0 && marker <= SOF15 && marker !== JPG && marker !== DAC) this.start(marker, body);
    else if (marker === APP0 && starts(body, 'JFIF\0') && body.length >= 12) this.jfif = true;
    else if (marker === APP1 && starts(body, 'Exif\0\0')) this.orientation = exifOrientation(body.subarray(6));
    else if (marker === APP14 && starts(body, 'Adobe') && body.length >= 12) this.adobe = body[11];
  }

  private start(marker: number, body: Uint8Array): void {
    if (this.frame) throw new PictureError('header');
    const frame = readFrame(marker, body);
    checkPixels(frame.width, frame.height, this.at);
    // Every block takes a bit at least: a short file that claims a large picture gets no memory for it.
    const blocks = frame.components.reduce(
      (sum, { width, height }) => sum + Math.ceil(width / 8) * Math.ceil(height / 8),
      0,
    );
    if (blocks > this.data.length * 8) throw new PictureError('truncated');
    this.frame = frame;
    this.stores = frame.components.map((component) => storeOf(component, frame.progressive));
  }

  private huffman(body: Uint8Array): void {
    for (let at = 0; at < body.length;) {
      const head = body[at]!;
      const counts = body.subarray(at + 1, at + 17);
      const size = counts.reduce((sum, count) => sum + count, 0);
      const symbols = body.subarray(at + 17, at + 17 + size);
      if (head > 0x1f || (head & 15) > 3 || size > 256 || symbols.length < size) throw new PictureError('damaged');
      (head < 16 ? this.direct : this.alternating).set(head & 15, huffmanTable(counts, symbols));
      at += 17 + size;
    }
  }

  private quantise(body: Uint8Array): void {
    for (let at = 0; at < body.length;) {
      const wide = body[at]! >> 4 > 0;
      const end = at + 1 + (wide ? 128 : 64);
      if (end > body.length) throw new PictureError('damaged');
      const table = new Uint16Array(64);
      for (let place = 0; place < 64; place += 1) {
        const from = at + 1 + (wide ? 2 * place : place);
        table[ZIGZAG[place]!] = wide ? (body[from]! << 8) | body[from + 1]! : body[from]!;
      }
      this.quantisation.set(body[at]! & 15, table);
      at = end;
    }
  }
}

const starts = (body: Uint8Array, text: string): boolean =>
  [...text].every((letter, index) => body[index] === letter.charCodeAt(0));

/**
 * A JPEG (baseline, extended or progressive, 8 bits, Huffman) as 8-bit RGB, not turned: to the bit what Pillow's
 * `open(…).convert("RGB")` gives with libjpeg-turbo. Throws a PictureError, or an IssueError about `at` where it is too large.
 */
export function decodeJpeg(data: Uint8Array, at: string): { readonly pixels: Pixels; readonly orientation: number } {
  const file = new JpegFile(data, at);
  file.read();
  const { frame, stores, orientation } = file;
  // libjpeg would fill with grey what no scan has said.
  if (!frame || stores.some(({ quantisation }) => !quantisation)) throw new PictureError('truncated');
  const space = colourSpace(
    stores.map(({ id }) => id),
    file,
  );
  const { width, height } = frame;
  const rows = stores.map((store) => rowsOf(finish(store), frame));
  // A row may be longer than the picture by less than the largest sampling factor.
  const lines = stores.map(() => new Uint8Array(width + 8));
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    rows.forEach((write, index) => write(y, lines[index]!));
    writeColours(space, lines, width, pixels, y * width * 3);
  }
  return { pixels: { width, height, channels: 3, data: pixels }, orientation };
}
