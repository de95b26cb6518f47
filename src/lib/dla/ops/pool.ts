import { windowed, type OpRule } from './op.ts';

export interface PoolAttributes {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
}

export interface AvgPoolAttributes extends PoolAttributes {
  /** Whether the padding is left out of the divisor, as PyTorch's `count_include_pad=False` has it. */
  readonly inside?: true;
}

const pool: OpRule<PoolAttributes> = {
  shape: ([x], attributes) => windowed(x!, x![0], { ...attributes, dilation: 1 }),
  reach: (attributes) => ({ kind: 'window', window: { ...attributes, dilation: 1 } }),
  examples: [
    { inputs: [[3, 8, 6]], attributes: { kernel: 2, stride: 2, padding: 0 }, shape: [3, 4, 3] },
    { inputs: [[3, 8, 6]], attributes: { kernel: 3, stride: 2, padding: 1 }, shape: [3, 4, 3] },
    { inputs: [[3, 5, 7]], attributes: { kernel: 3, stride: 1, padding: 1 }, shape: [3, 5, 7] },
    { inputs: [[2, 8, 8]], attributes: { kernel: 4, stride: 2, padding: 1 }, shape: [2, 4, 4] },
  ],
};

/** Maximum over a window; padding never wins. */
export const maxPool = pool;
/** Mean over a window, divided by kernel² everywhere: zeros of the padding count, unless only the inside does. */
export const avgPool: OpRule<AvgPoolAttributes> = {
  ...pool,
  examples: [
    ...pool.examples,
    { inputs: [[3, 8, 6]], attributes: { kernel: 3, stride: 2, padding: 1, inside: true }, shape: [3, 4, 3] },
    { inputs: [[5, 5, 7]], attributes: { kernel: 3, stride: 1, padding: 1, inside: true }, shape: [5, 5, 7] },
  ],
};
