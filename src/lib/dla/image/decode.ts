import { IssueError } from '#lib/issue.ts';
import { PictureError } from './fault.ts';
import { decodeJpeg } from './jpeg/decode-jpeg.ts';
import { decodePng } from './png/decode-png.ts';
import type { Pixels } from './resample.ts';

/** What is worth saying of how a picture was read: plain data. */
export type PictureNote =
  /** Viewers turn it by this Exif orientation (2 to 8); Pillow, timm and torchvision do not, and so do we not. */
  | { readonly kind: 'not-turned'; readonly orientation: number }
  /** It has pixels that are not opaque; their colours were taken as they stand. */
  | { readonly kind: 'alpha-left-out' }
  /** Its 16-bit greys are cut at 255, as Pillow cuts them. */
  | { readonly kind: 'deep-grey-cut' }
  /** The browser decoded it, by its own rules. */
  | { readonly kind: 'by-browser'; readonly format: string };

/** A picture in 8-bit RGB. */
export interface Picture {
  readonly pixels: Pixels;
  readonly notes: readonly PictureNote[];
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];

/**
 * A PNG or JPEG as Pillow's `open(…).convert("RGB")` reads it, wherever this runs; undefined where the bytes are neither.
 * Throws an IssueError about `at` for what is broken or too large.
 */
export function decodePicture(bytes: Uint8Array, at: string): Picture | undefined {
  const starts = (signature: readonly number[]): boolean => signature.every((byte, index) => bytes[index] === byte);
  const decode = starts(PNG) ? decodePng : starts(JPEG) ? decodeJpeg : undefined;
  if (!decode) return undefined;
  try {
    const { pixels, orientation, ...left } = { alpha: false, deepGrey: false, ...decode(bytes, at) };
    const notes: PictureNote[] = [];
    if (orientation !== 1) notes.push({ kind: 'not-turned', orientation });
    if (left.alpha) notes.push({ kind: 'alpha-left-out' });
    if (left.deepGrey) notes.push({ kind: 'deep-grey-cut' });
    return { pixels, notes };
  } catch (error) {
    if (error instanceof PictureError) throw new IssueError([{ kind: 'image-broken', at, received: error.fault }]);
    throw error;
  }
}
