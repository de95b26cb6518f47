import { elements, type OpRule } from './op.ts';

export interface ConvTranspose2dAttributes {
  /** The kernel is 2·factor, the stride factor, the padding factor / 2: an up-sampling by the factor. */
  readonly factor: number;
}

/** Depthwise transposed convolution; weight [channels, 1, 2·factor, 2·factor]. */
export const convTranspose2d: OpRule<ConvTranspose2dAttributes> = {
  shape: ([x], { factor }) =>
    factor % 2 === 0
      ? [x![0], x![1] * factor, x![2] * factor]
      : { kind: 'factor-not-even', expected: 'even', received: factor },
  weights: ([x], { factor }) => [
    { role: 'weight', shape: [x![0], 1, 2 * factor, 2 * factor], fill: 'weight', buffer: false },
  ],
  macs: ([x], _result, { factor }) => elements(x!) * 4 * factor * factor,
  activations: true,
  // Output o meets kernel tap o + f/2 − i·f in [0, 2f): inputs from ⌈(o + f/2 − 2f + 1) / f⌉ to ⌊(o + f/2) / f⌋.
  reach: ({ factor }) => ({ kind: 'spread', factor, from: factor / 2 - factor, to: factor / 2 }),
  examples: [
    { inputs: [[3, 4, 5]], attributes: { factor: 2 }, shape: [3, 8, 10] },
    { inputs: [[2, 3, 3]], attributes: { factor: 4 }, shape: [2, 12, 12] },
  ],
};
