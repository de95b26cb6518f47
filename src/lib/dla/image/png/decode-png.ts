import { Unzlib } from 'fflate';
import { exifOrientation } from '../exif.ts';
import { checkPixels, PictureError } from '../fault.ts';
import type { Pixels } from '../resample.ts';
import { chunksOf } from './chunks.ts';
import { colourWriter, type LeftOut } from './colours.ts';
import { passesOf, readHeader, type PngHeader } from './header.ts';
import { Rows } from './rows.ts';

/** The most that a byte of deflated data becomes. */
const MOST_GROWTH = 1032;

/** Bytes that are inflated at once, so that not more than a few megabytes come of them. */
const PIECE = 16_384;

/**
 * A PNG of any kind and depth as 8-bit RGB, not turned: to the bit what Pillow's `open(…).convert("RGB")` gives. Throws a
 * PictureError, or an IssueError about `at` where it is too large.
 */
export function decodePng(
  data: Uint8Array,
  at: string,
): { readonly pixels: Pixels; readonly orientation: number } & Readonly<LeftOut> {
  let header: PngHeader | undefined;
  let palette: Uint8Array | undefined;
  let transparent = new Uint8Array();
  let orientation = 1;
  const packed: Uint8Array[] = [];
  for (const { name, body } of chunksOf(data)) {
    if (!header && name !== 'IHDR') throw new PictureError('header');
    if (name === 'IHDR') header = readHeader(body);
    else if (name === 'PLTE') palette = body;
    else if (name === 'tRNS') transparent = body.slice();
    else if (name === 'eXIf') orientation = exifOrientation(body);
    else if (name === 'IDAT') packed.push(body);
  }
  if (!header || packed.length === 0) throw new PictureError('truncated');
  if (header.kind === 'palette' && !palette) throw new PictureError('palette');
  const { width, height, depth, samples } = header;
  checkPixels(width, height, at);
  const passes = passesOf(header);
  const size = passes.reduce((sum, pass) => sum + pass.height * (pass.bytes + 1), 0);
  if (size > packed.reduce((sum, { length }) => sum + length, 0) * MOST_GROWTH) throw new PictureError('truncated');

  const pixels = new Uint8Array(width * height * 3);
  const left: LeftOut = { alpha: false, deepGrey: false };
  const write = colourWriter(header, { palette: palette ?? new Uint8Array(), transparent }, left);
  const rows = new Rows(passes, Math.max(1, (samples * depth) >> 3), (row, y, pass) => {
    const start = ((pass.top + y * pass.down) * width + pass.left) * 3;
    write(row, pass.width, pixels, start, pass.across * 3);
  });
  inflate(packed, rows);
  if (!rows.done) throw new PictureError('truncated');
  return { pixels: { width, height, channels: 3, data: pixels }, orientation, ...left };
}

/** Stops where there are rows enough: what follows is nobody's. */
function inflate(packed: readonly Uint8Array[], rows: Rows): void {
  const stream = new Unzlib((bytes) => rows.push(bytes));
  try {
    for (const body of packed)
      for (let at = 0; at < body.length && !rows.done; at += PIECE) stream.push(body.subarray(at, at + PIECE));
    if (!rows.done) stream.push(new Uint8Array(), true);
  } catch (error) {
    if (error instanceof PictureError) throw error;
    throw new PictureError('damaged');
  }
}
