import type { OpRule } from './op.ts';

export interface PadAttributes {
  /** Rows or columns that are added at each side; below zero so many are cut off. */
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  /** What stands there: `lowest` lies below every value of a network, so that it never wins in a max pool. */
  readonly fill: 'zeros' | 'lowest';
}

/** What `lowest` is. A run calls what lies beyond ten times of it an overflow (docs/networks.md). */
export const LOWEST = -1e17;

/** A border: for convolutions and pools whose windows lie otherwise than their own padding has them. */
export const pad: OpRule<PadAttributes> = {
  shape([x], { top, left, bottom, right }) {
    const [channels, height, width] = [x![0], x![1] + top + bottom, x![2] + left + right];
    return Math.min(height, width) >= 1
      ? [channels, height, width]
      : { kind: 'size-too-small', expected: 1 - Math.min(top + bottom, left + right), received: [x![1], x![2]] };
  },
  reach: ({ top }) => ({ kind: 'spread', factor: 1, from: -top, to: -top }),
  examples: [
    {
      inputs: [[3, 4, 5]],
      attributes: { top: 1, left: 2, bottom: 0, right: 3, fill: 'zeros' },
      shape: [3, 5, 10],
    },
    {
      inputs: [[5, 4, 5]],
      attributes: { top: 0, left: 1, bottom: -1, right: -2, fill: 'zeros' },
      shape: [5, 3, 4],
    },
  ],
};
