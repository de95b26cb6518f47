import { crc32 } from '#lib/checksum.ts';
import { PictureError } from '../fault.ts';

/** A part of a PNG file, by its four letters. */
export interface Chunk {
  readonly name: string;
  readonly body: Uint8Array;
}

const SIGNATURE = 8;

/**
 * The chunks of a file up to its end mark, or to where the file ends: Pillow takes a picture that is whole without it.
 * Throws a PictureError where a checksum is not its body's.
 */
export function* chunksOf(data: Uint8Array): Generator<Chunk> {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  for (let at = SIGNATURE; ;) {
    if (at + 8 > data.length) return;
    const length = view.getUint32(at);
    const name = String.fromCharCode(...data.subarray(at + 4, at + 8));
    if (at + 12 + length > data.length) {
      yield { name, body: data.subarray(at + 8, at + 8 + length) };
      return;
    }
    if (crc32(data.subarray(at + 4, at + 8 + length)) !== view.getUint32(at + 8 + length))
      throw new PictureError('checksum');
    if (name === 'IEND') return;
    yield { name, body: data.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}
