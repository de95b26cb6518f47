import type { OpRule } from './op.ts';

export interface SliceAttributes {
  readonly from: number;
  readonly to: number;
}

/** Channels `from` up to, not including, `to`. */
export const slice: OpRule<SliceAttributes> = {
  shape: ([x], { from, to }) => [to - from, x![1], x![2]],
  reach: () => ({ kind: 'same' }),
  examples: [{ inputs: [[7, 3, 2]], attributes: { from: 2, to: 5 }, shape: [3, 3, 2] }],
};
