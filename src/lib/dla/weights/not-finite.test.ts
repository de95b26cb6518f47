import { expect, it } from 'vitest';
import { findNotFinite } from './not-finite.ts';

it.each([[NaN], [Infinity], [-Infinity]])('[N1] finds %d among values, and counts', (value) => {
  const values = Float32Array.of(1, value, -3e38, value, 0);
  expect(findNotFinite(values)).toEqual({ expected: 5, received: [2, String(value)] });
});

it('[N1] finds nothing where all are finite', () => {
  expect(findNotFinite(Float32Array.of(3.4e38, 3.4e38, -0, 1e-45))).toBeUndefined();
  expect(findNotFinite(new Float32Array())).toBeUndefined();
});
