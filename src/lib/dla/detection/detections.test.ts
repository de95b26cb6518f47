import { describe, expect, it } from 'vitest';
import { decode, decodedTask, type Maps } from './detections.ts';
import { findPeaks, type HeadMap } from './peaks.ts';

const SIDE = 5;

/** A map of 5×5 that is `rest` but for some places, [channel, row, column, value]. */
function map(channels: number, places: readonly (readonly number[])[], rest = 0): HeadMap {
  const data = new Float32Array(channels * SIDE * SIDE).fill(rest);
  for (const [c, y, x, value] of places as readonly [number, number, number, number][])
    data[(c * SIDE + y) * SIDE + x] = value;
  return { shape: [channels, SIDE, SIDE], data };
}

const at = (y: number, x: number, ...values: readonly number[]) => values.map((value, c) => [c, y, x, value]);
const maps = (all: Readonly<Record<string, HeadMap>>): Maps => new Map(Object.entries(all));
const here = (x: number, y: number) => [x, y] as const;
const asItIs = { scale: 1, point: here, into: here };
const twice = { scale: 2, point: (x: number, y: number) => [2 * x + 1, 2 * y - 1] as const, into: here };

describe('peaks', () => {
  it('are as high as all around them; equal ones stand by class, row and column', () => {
    const hm = map(
      2,
      [
        [1, 0, 0, 1],
        [0, 4, 4, 1],
        [0, 2, 3, 1],
        [0, 2, 1, 1],
        [0, 2, 2, 0.5],
        [1, 4, 0, 3],
      ],
      -1,
    );
    const found = findPeaks(hm, 5).map((peak) => [peak.class, peak.y, peak.x]);
    expect(found).toEqual([
      [1, 4, 0],
      [0, 2, 1],
      [0, 2, 3],
      [0, 4, 4],
      [1, 0, 0],
    ]);
    expect(findPeaks(hm, 1)[0]!.score).toBeCloseTo(1 / (1 + Math.exp(-3)), 12);
  });

  it('are all places of a plateau, and none where there are no numbers', () => {
    expect(findPeaks(map(1, []), 100)).toHaveLength(25);
    expect(findPeaks(map(1, [], NaN), 100)).toEqual([]);
  });
});

describe('detections', () => {
  const hm = map(2, [[1, 1, 2, 4]], -5);
  const first = (all: Readonly<Record<string, HeadMap>>, back = asItIs) =>
    decode('ctdet', maps(all), 4, back)[0]!.detection;

  it('a box lies around the middle of its pixel, or where reg says, and comes back to the image', () => {
    expect(first({ hm, wh: map(2, at(1, 2, 2, 1)) }).box).toEqual([6, 4, 14, 8]);
    const reg = map(2, at(1, 2, 0.25, 0.75));
    expect(first({ hm, reg, wh: map(2, at(1, 2, 2, 1)) }, twice).box).toEqual([11, 9, 27, 17]);
  });

  it('a class may have its own sizes; four values for another number of classes are distances of edges', () => {
    expect(first({ hm, wh: map(4, at(1, 2, 9, 9, 2, 1)) }).box).toEqual([6, 4, 14, 8]);
    const one = map(1, [[0, 1, 2, 4]], -5);
    expect(first({ hm: one, wh: map(4, at(1, 2, 1, 0.5, -2, 3)) }).box).toEqual([6, 4, 2, 18]);
  });

  it('an object in space has its depth, size and turn by the likelier bin', () => {
    const rot = (a: number, b: number) => map(8, at(1, 2, 9, a, 1, 1, 9, b, 1, -1));
    const space = { dep: map(1, at(1, 2, 0)), dim: map(3, at(1, 2, 1, 2, 3)), hm };
    const turned = (a: number, b: number) => decode('ddd', maps({ ...space, rot: rot(a, b) }), 4, asItIs)[0]!.detection;
    const found = turned(1, 0);
    expect(found).toMatchObject({ class: 1, point: [10, 6], dimensions: [1, 2, 3] });
    expect(found.box).toBeUndefined();
    expect(found.depth).toBeCloseTo(1 / (0.5 + 1e-6) - 1, 12);
    expect(found.alpha).toBeCloseTo(Math.PI / 4 - Math.PI / 2, 12);
    expect(turned(0, 1).alpha).toBeCloseTo((3 * Math.PI) / 4 + Math.PI / 2, 12);
    expect(turned(1, 1).alpha).toBe(turned(0, 1).alpha);
  });

  it('an embedding is of length 1, and one of zeros stays zeros', () => {
    const tracked = (id: HeadMap) =>
      decode('fairmot', maps({ hm, wh: map(4, []), id }), 4, asItIs)[0]!.detection.embedding;
    const [a, b] = tracked(map(2, at(1, 2, 3, 4)))!;
    expect([a, b]).toEqual([expect.closeTo(0.6, 6), expect.closeTo(0.8, 6)]);
    expect(tracked(map(2, []))).toEqual([0, 0]);
  });

  it('a joint is where it is seen, if that is near and in the box, else where it is expected', () => {
    const person = map(1, [[0, 2, 2, 4]], -5);
    const all = { hm: person, wh: map(2, at(2, 2, 4, 4)), hps: map(34, at(2, 2, 0.6, 0.2, 0.6, 0.2, 0.6, 0.2)) };
    const seen = (joint: number, y: number, x: number, logit: number) => [joint, y, x, logit];
    const hm_hp = map(17, [seen(0, 2, 3, 0), seen(1, 0, 0, 3), seen(2, 2, 3, -2.3)], -9);
    const found = decode('multi_pose', maps({ ...all, hm_hp, hp_offset: map(2, at(2, 3, 0, 0.25)) }), 1, asItIs)[0]!
      .detection;
    expect(found.keypoints).toHaveLength(17);
    // Seen; too far; not sure enough.
    const near = ([x, y]: readonly number[]) => [expect.closeTo(x!, 5) as number, expect.closeTo(y!, 5) as number];
    expect(found.keypoints!.slice(0, 3)).toEqual(
      [
        [3, 2.25],
        [2.6, 2.2],
        [2.6, 2.2],
      ].map(near),
    );
  });

  it('heads of another width, and SMOKE’s, are of no task that is decoded', () => {
    const heads = (more: Readonly<Record<string, number>>) => decodedTask(new Map(Object.entries({ hm: 3, ...more })));
    expect(heads({ wh: 2, reg: 2 })).toBe('ctdet');
    expect(heads({ wh: 6 })).toBe('ctdet');
    expect(heads({ wh: 3 })).toBeUndefined();
    expect(heads({ dep: 1, rot: 4, dim: 3 })).toBeUndefined();
    expect(
      decodedTask(
        new Map([
          ['class_head', 3],
          ['regression_head', 8],
        ]),
      ),
    ).toBeUndefined();
  });
});
