import encodeQR from 'qr';
import { describe, expect, it } from 'vitest';
import { codeReader } from './scan.ts';

/** A code as a camera would see it: dark on light, some pixels for each of its squares. */
function pictureOf(text: string, scale: number): ImageData {
  const rows = encodeQR(text, 'raw', { ecc: 'low', border: 4 });
  const side = rows.length * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1)
      if (rows[Math.floor(y / scale)]![Math.floor(x / scale)])
        data.fill(20, (y * side + x) * 4, (y * side + x) * 4 + 3);
  return { width: side, height: side, data, colorSpace: 'srgb' };
}

describe('[class] a camera', () => {
  it('reads the code of a student’s screen, and finds none where there is none', async () => {
    const read = await codeReader({});
    expect(await read(pictureOf('R52Y-YYYJ-PM', 5))).toBe('R52Y-YYYJ-PM');
    const empty = pictureOf('R52Y', 4);
    empty.data.fill(255);
    expect(await read(empty)).toBeUndefined();
  });

  it('reads with what the browser has, where that knows such codes', async () => {
    const having = (formats: readonly string[]) => ({
      BarcodeDetector: class {
        static getSupportedFormats = () => Promise.resolve(formats);
        detect = () => Promise.resolve([{ rawValue: 'from the browser' }]);
      },
    });
    const picture = pictureOf('R52Y', 4);
    expect(await (await codeReader(having(['qr_code'])))(picture)).toBe('from the browser');
    expect(await (await codeReader(having(['ean_13'])))(picture)).toBe('R52Y');
  });
});
