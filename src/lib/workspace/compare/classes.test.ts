import { describe, expect, it } from 'vitest';
import { classRows, differingClasses } from './classes.ts';

describe('classes of several networks on one image', () => {
  const a = Float32Array.of(3, 1, 2, 0);
  const b = Float32Array.of(0, 4, 2, 5, 9);

  it('every class that one sees among its first has a row, in the order of the reference; ranks are of the whole answer', () => {
    const rows = classRows([a, b], 0, 2);
    expect(rows.map(({ index }) => index)).toEqual([0, 2, 3, 4]);
    expect(rows.map(({ values }) => values.map((value) => value && [value.rank, value.logit]))).toEqual([
      [
        [1, 3],
        [5, 0],
      ],
      [
        [2, 2],
        [4, 2],
      ],
      [
        [4, 0],
        [2, 5],
      ],
      [undefined, [1, 9]],
    ]);
    expect(classRows([a, b], 1, 2).map(({ index }) => index)).toEqual([4, 3, 2, 0]);
  });

  it('probabilities are those of a softmax over all classes', () => {
    const total = [3, 1, 2, 0].reduce((sum, value) => sum + Math.exp(value), 0);
    expect(classRows([a, b], 0, 1)[0]!.values[0]!.probability).toBeCloseTo(Math.exp(3) / total, 12);
  });

  it('a logit that is no number stands before every number, as in PyTorch', () => {
    expect(classRows([Float32Array.of(1, NaN), Float32Array.of(1, 0)], 0, 1).map(({ index }) => index)).toEqual([1, 0]);
  });

  it('maps differ where their classes do; of maps of two sizes nothing is said', () => {
    const found = differingClasses(Uint16Array.of(0, 1, 2, 2), Uint16Array.of(0, 2, 2, 1))!;
    expect([...found.map]).toEqual([0, 1, 0, 1]);
    expect(found.share).toBe(0.5);
    expect(differingClasses(Uint16Array.of(0), Uint16Array.of(0, 1))).toBeUndefined();
  });
});
