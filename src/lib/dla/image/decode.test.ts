import { IssueError } from '#lib/issue.ts';
import { pictures } from '#tests/images/pictures.ts';
import { describe, expect, test } from 'vitest';
import { decodePicture } from './decode.ts';
import { exifOrientation } from './exif.ts';
import { MOST_PIXELS } from './fault.ts';

const all = pictures();
const bytesOf = (name: string): Uint8Array => all.find((each) => each.name === name)!.bytes.slice();

/** What is refused, and why. */
function refusal(bytes: Uint8Array): unknown {
  try {
    decodePicture(bytes, 'picture');
  } catch (error) {
    if (error instanceof IssueError) return error.issues[0];
    throw error;
  }
  return undefined;
}

describe('pictures are read as Pillow reads them, to the bit', () => {
  test('the folder has every kind', () => expect(all.length).toBeGreaterThan(25));

  test.each(all.map((each) => [each.name, each] as const))('%s (N2, N3, N4)', (name, { bytes, notes, ...wanted }) => {
    const { pixels, notes: found } = decodePicture(bytes, name)!;
    expect([pixels.width, pixels.height, pixels.channels]).toEqual([wanted.width, wanted.height, 3]);
    expect(pixels.data).toEqual(wanted.rgb);
    expect(found).toEqual(notes);
  });

  test('what is neither PNG nor JPEG is left to others', () => {
    expect(decodePicture(new Uint8Array(), 'picture')).toBeUndefined();
    expect(decodePicture(new TextEncoder().encode('GIF89a…'), 'picture')).toBeUndefined();
  });
});

describe('what cannot be read is refused by an issue, never by chance', () => {
  test('a JPEG that ends early, wherever it ends (N2)', () => {
    for (const name of ['half-both.jpg', 'progressive.jpg', 'half-across-restarts.jpg']) {
      const bytes = bytesOf(name);
      for (let length = 3; length < bytes.length; length += 1)
        expect(refusal(bytes.subarray(0, length)), `${name} up to ${length}`).toMatchObject({ kind: 'image-broken' });
    }
  });

  test('a PNG may end behind its last row, as for Pillow, but not before (N3)', () => {
    const bytes = bytesOf('rgb-alpha.png');
    const end = bytes.length - 12;
    expect(refusal(bytes.subarray(0, end))).toBeUndefined();
    for (let length = 8; length < end - 12; length += 1)
      expect(refusal(bytes.subarray(0, length)), `up to ${length}`).toMatchObject({ kind: 'image-broken' });
  });

  test('any byte that is changed gives a picture or an issue (N2, N3)', () => {
    for (const { name, bytes } of all.filter(({ bytes: { length } }) => length < 1200))
      for (let at = 3; at < bytes.length; at += 3)
        for (const flip of [0xff, 0x10, 0x01]) {
          const changed = bytes.slice();
          changed[at]! ^= flip;
          expect(['image-broken', 'image-too-large', undefined], `${name} at ${at}`).toContain(
            (refusal(changed) as { kind: string } | undefined)?.kind,
          );
        }
  });

  test('a few bytes that claim a large picture get no memory for it (N2, N3)', () => {
    const large = bytesOf('rgb-alpha.png');
    new DataView(large.buffer).setUint32(16, 60_000);
    expect(refusal(large)).toMatchObject({ received: 'checksum' });
    const jpeg = bytesOf('full.jpg');
    const frame = jpeg.findIndex((byte, at) => byte === 0xff && jpeg[at + 1] === 0xc0);
    const resized = (width: number, height: number): Uint8Array => {
      const changed = jpeg.slice();
      new DataView(changed.buffer).setUint16(frame + 5, height);
      new DataView(changed.buffer).setUint16(frame + 7, width);
      return changed;
    };
    expect(refusal(resized(65_000, 65_000))).toEqual({
      kind: 'image-too-large',
      at: 'picture',
      expected: MOST_PIXELS,
      received: [65_000, 65_000],
    });
    expect(refusal(resized(9_000, 9_000))).toMatchObject({ kind: 'image-broken', received: 'truncated' });
  });

  test.each([
    [0xc3, 'lossless'],
    [0xc5, 'hierarchical'],
    [0xc9, 'arithmetic'],
  ])('frames of kind %i, which are not read here, are named (N2)', (marker, received) => {
    const bytes = bytesOf('full.jpg');
    bytes[bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xc0) + 1] = marker;
    expect(refusal(bytes)).toEqual({ kind: 'image-broken', at: 'picture', received });
  });
});

test('an orientation is read in both byte orders; what is unsound turns nothing (N4)', () => {
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 8, 0, 0];
  expect(exifOrientation(Uint8Array.from([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, ...entry]))).toBe(8);
  const little = [0x12, 0x01, 3, 0, 1, 0, 0, 0, 3, 0, 0, 0];
  expect(exifOrientation(Uint8Array.from([0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, ...little]))).toBe(3);
  expect(exifOrientation(Uint8Array.from([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 9, ...entry]))).toBe(8);
  expect(exifOrientation(Uint8Array.from([0x4d, 0x4d, 0, 42, 0xff, 0, 0, 8]))).toBe(1);
  expect(exifOrientation(new Uint8Array(3))).toBe(1);
});
