import { decodePicture, type Picture, type PictureNote } from '#lib/dla/image/decode.ts';
import { checkPixels } from '#lib/dla/image/fault.ts';
import { IssueError } from '#lib/issue.ts';
import { coloursOf } from './straight-colours.ts';

/** The largest file that is read as a picture: more than a hundred million pixels take that are not packed. */
const MOST_BYTES = 1_000_000_000;

/**
 * PNG and JPEG as everywhere else; what only the browser can show (WebP, AVIF, GIF) by the browser, upright, and said: colours as the
 * file has them, those under transparent pixels too. Rejects what is no image, with an IssueError about `at` for what is broken, too
 * large, or transparent where the browser keeps no colours under that.
 */
export async function decodeInBrowser(file: Blob, at: string): Promise<Picture> {
  if (file.size > MOST_BYTES)
    throw new IssueError([{ kind: 'file-too-large', at, expected: MOST_BYTES, received: file.size }]);
  const own = decodePicture(new Uint8Array(await file.arrayBuffer()), at);
  if (own) return own;
  const bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  const { width, height } = bitmap;
  checkPixels(width, height, at);
  const straight = coloursOf(bitmap);
  const data = straight ?? paintedColours(bitmap);
  bitmap.close();
  const rgb = new Uint8Array(width * height * 3);
  let opaque = true;
  for (let from = 0, to = 0; from < data.length; from += 4) {
    for (let c = 0; c < 3; c += 1) rgb[to++] = data[from + c]!;
    opaque &&= data[from + 3] === 255;
  }
  if (!opaque && !straight) throw new IssueError([{ kind: 'image-colours-lost', at, received: file.type }]);
  const notes: PictureNote[] = [{ kind: 'by-browser', format: file.type }];
  if (!opaque) notes.push({ kind: 'alpha-left-out' });
  return { pixels: { width, height, channels: 3, data: rgb }, notes };
}

/** By a canvas, which multiplies colours by their alpha and back: right of opaque pixels alone. */
function paintedColours(bitmap: ImageBitmap): Uint8ClampedArray {
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
}
