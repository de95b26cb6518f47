import { decodePicture, type Picture } from '#lib/dla/image/decode.ts';
import { checkPixels } from '#lib/dla/image/fault.ts';

/**
 * PNG and JPEG as everywhere else; what only the browser can show (WebP, AVIF, GIF) by the browser, upright, and said.
 * Rejects what is no image, with an IssueError about `at` for what is broken or too large.
 */
export async function decodeInBrowser(file: Blob, at: string): Promise<Picture> {
  const own = decodePicture(new Uint8Array(await file.arrayBuffer()), at);
  if (own) return own;
  const bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  const { width, height } = bitmap;
  checkPixels(width, height, at);
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; from < data.length; from += 4) for (let c = 0; c < 3; c += 1) rgb[to++] = data[from + c]!;
  return { pixels: { width, height, channels: 3, data: rgb }, notes: [{ kind: 'by-browser', format: file.type }] };
}
