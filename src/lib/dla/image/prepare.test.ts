import { describe, expect, test } from 'vitest';
import { cropForEvaluation, prepareImage, scaledSize } from './prepare.ts';
import { resample, type Interpolation, type Pixels } from './resample.ts';

/** An image whose red is given by a function of its place. */
function picture(width: number, height: number, red: (x: number, y: number) => number): Pixels {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) data.set([red(x, y), 10, 200], (y * width + x) * 3);
  return { width, height, channels: 3, data };
}

const line = (...data: number[]): Pixels => ({
  width: data.length,
  height: 1,
  channels: 1,
  data: Uint8Array.from(data),
});
const column = (...data: number[]): Pixels => ({ ...line(...data), width: 1, height: data.length });

const prepared = (image: Pixels, width: number, height: number) => cropForEvaluation(image, { width, height });

describe('resampling', () => {
  test.each([
    [7, 5, 19, 23],
    [40, 30, 12, 9],
    [11, 30, 11, 9],
    [16, 9, 5, 9],
    [16, 9, 16, 9],
  ])('a part of a %i×%i image at %i×%i is that part of the whole, to the bit (R9)', (width, height, wide, high) => {
    const image = picture(width, height, (x, y) => (37 * x + 91 * y * y) % 256);
    for (const interpolation of ['bilinear', 'bicubic'] as const) {
      const whole = resample(image, wide, high, interpolation);
      const part = { left: 2, top: 3, width: wide - 3, height: high - 5 };
      const found = resample(image, wide, high, interpolation, part);
      const expected = picture(part.width, part.height, () => 0).data.map((_, at) => {
        const [place, channel] = [Math.floor(at / 3), at % 3];
        const [x, y] = [part.left + (place % part.width), part.top + Math.floor(place / part.width)];
        return whole.data[(y * wide + x) * 3 + channel]!;
      });
      expect(found).toEqual({ width: part.width, height: part.height, channels: 3, data: expected });
    }
  });

  test('an image of a line, or for one, takes no more than what is seen of it (R9)', () => {
    // Scaled to 256 × 7,680,000 and 16,640,000 × 256, of which a square in the middle is left.
    for (const [width, height] of [
      [1, 30_000],
      [65_000, 1],
    ] as const) {
      const { data } = prepared(
        picture(width, height, (x, y) => (x + y) % 256),
        224,
        224,
      );
      expect(new Set(data.filter((_, at) => at % 3 === 1))).toEqual(new Set([10]));
    }
    const long = prepared(
      picture(500, 400, () => 77),
      65_536,
      1,
    );
    expect([long.width, long.height, new Set(long.data.filter((_, at) => at % 3 === 0))]).toEqual([
      65_536,
      1,
      new Set([77]),
    ]);
    expect(() =>
      prepared(
        picture(2, 2, () => 0),
        65_536,
        65_536,
      ),
    ).toThrow('image-too-large at input');
  });

  test('[image] halving by bilinear takes 1, 3, 3, 1 eighths, and at the borders what is there', () => {
    // Inside: centres lie between two pixels, the filter reaches ±2: weights ¼·{½, 1½, 1½, ½} = {1, 3, 3, 1}/8.
    const { data } = resample(line(0, 80, 160, 240, 40, 120), 3, 1, 'bilinear');
    const inside = Math.round((1 * 80 + 3 * 160 + 3 * 240 + 1 * 40) / 8);
    const first = Math.round((3 * 0 + 3 * 80 + 1 * 160) / 7);
    const last = Math.round((1 * 240 + 3 * 40 + 3 * 120) / 7);
    expect([...data]).toEqual([first, inside, last]);
  });

  test('[image] doubling by bicubic takes the cubic at quarters, a = −½', () => {
    const { data } = resample(line(10, 50, 200, 90), 8, 1, 'bicubic');
    // Result 3 has its centre at 1.75: distances 1.25, 0.25, 0.75, 1.75 from the pixels' centres.
    const near = (t: number) => 1.5 * t ** 3 - 2.5 * t ** 2 + 1;
    const far = (t: number) => -0.5 * t ** 3 + 2.5 * t ** 2 - 4 * t + 2;
    const expected = 10 * far(1.25) + 50 * near(0.25) + 200 * near(0.75) + 90 * far(1.75);
    expect(data[3]).toBe(Math.round(expected));
  });

  test('[image] columns are resampled as rows are, and values stay in 0 … 255', () => {
    for (const interpolation of ['bilinear', 'bicubic'] satisfies Interpolation[])
      for (const wanted of [3, 5, 7, 11]) {
        const values = [0, 255, 255, 0, 7, 130, 255];
        const row = resample(line(...values), wanted, 1, interpolation);
        expect(resample(column(...values), 1, wanted, interpolation).data).toEqual(row.data);
        if (wanted === values.length) expect([...row.data]).toEqual(values);
      }
  });

  test('[image] an even image stays even', () => {
    const { data } = resample(
      { width: 5, height: 4, channels: 1, data: new Uint8Array(20).fill(77) },
      13,
      2,
      'bicubic',
    );
    expect(new Set(data)).toEqual(new Set([77]));
  });
});

describe('preparing an image as timm does', () => {
  test.each([
    // Shorter side to ⌊224 / 0.875⌋ = 256, the longer one cut: 256 · 375 / 500 …
    [
      { width: 500, height: 375 },
      { width: 224, height: 224 },
      { width: 341, height: 256 },
    ],
    [
      { width: 300, height: 451 },
      { width: 224, height: 224 },
      { width: 256, height: 384 },
    ],
    // Not square: cover 585 × 292, ratio min(512/585, 512/292) = 512/585.
    [
      { width: 512, height: 512 },
      { width: 512, height: 256 },
      { width: 585, height: 585 },
    ],
    [
      { width: 1000, height: 200 },
      { width: 512, height: 256 },
      { width: 1460, height: 292 },
    ],
  ])('[image] %o for %o is scaled to %o', (image, wanted, size) => {
    expect(scaledSize(image, wanted, 0.875)).toEqual(size);
  });

  test('[image] the crop is the middle, and values are normalised', () => {
    // 16 × 12 for 7 × 7: scaled to 8 on the shorter side, so to 10 × 8; the crop starts at round(1.5) = 2 and round(½) = 0.
    const image = picture(16, 12, (x) => x * 15);
    const crop = cropForEvaluation(image, { width: 7, height: 7 });
    const scaled = resample(
      { width: 16, height: 1, channels: 1, data: Uint8Array.from({ length: 16 }, (_, x) => x * 15) },
      10,
      1,
      'bilinear',
    );
    for (let y = 0; y < 7; y += 1)
      for (let x = 0; x < 7; x += 1)
        expect([...crop.data.subarray((y * 7 + x) * 3, (y * 7 + x) * 3 + 3)]).toEqual([scaled.data[x + 2], 10, 200]);
    const values = prepareImage(image, { width: 7, height: 7 });
    expect(values[3]).toBeCloseTo((scaled.data[5]! / 255 - 0.485) / 0.229, 6);
    expect(values[49 + 48]).toBeCloseTo((10 / 255 - 0.456) / 0.224, 6);
    expect(values[98]).toBeCloseTo((200 / 255 - 0.406) / 0.225, 6);
    expect(values).toHaveLength(3 * 49);
  });
});
