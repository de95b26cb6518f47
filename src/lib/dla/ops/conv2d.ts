import { elements, windowed, type OpRule, type WeightRule } from './op.ts';

export interface Conv2dAttributes {
  readonly outChannels: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
  readonly groups: number;
  readonly bias: boolean;
}

/** Convolution; weight OIHW [outChannels, inChannels / groups, kernel, kernel]. */
export const conv2d: OpRule<Conv2dAttributes> = {
  shape([x], attributes) {
    const { outChannels, groups } = attributes;
    if (x![0] % groups !== 0) return { kind: 'channels-not-divisible', expected: groups, received: x![0] };
    if (outChannels % groups !== 0) return { kind: 'channels-not-divisible', expected: groups, received: outChannels };
    return windowed(x!, outChannels, attributes);
  },
  weights([x], { outChannels, kernel, groups, bias }) {
    const weight: WeightRule = {
      role: 'weight',
      shape: [outChannels, x![0] / groups, kernel, kernel],
      fill: 'weight',
      buffer: false,
    };
    return bias ? [weight, { role: 'bias', shape: [outChannels], fill: 'bias', buffer: false }] : [weight];
  },
  macs: ([x], result, { kernel, groups }) => elements(result) * (x![0] / groups) * kernel * kernel,
  activations: true,
  reach: (window) => ({ kind: 'window', window }),
  examples: [
    {
      inputs: [[3, 8, 6]],
      attributes: { outChannels: 5, kernel: 3, stride: 1, padding: 1, dilation: 1, groups: 1, bias: false },
      shape: [5, 8, 6],
    },
    {
      inputs: [[4, 8, 12]],
      attributes: { outChannels: 6, kernel: 7, stride: 2, padding: 3, dilation: 1, groups: 1, bias: true },
      shape: [6, 4, 6],
    },
    {
      inputs: [[4, 9, 7]],
      attributes: { outChannels: 4, kernel: 3, stride: 1, padding: 2, dilation: 2, groups: 1, bias: false },
      shape: [4, 9, 7],
    },
    {
      inputs: [[8, 6, 6]],
      attributes: { outChannels: 4, kernel: 3, stride: 2, padding: 1, dilation: 1, groups: 4, bias: false },
      shape: [4, 3, 3],
    },
    {
      inputs: [[6, 5, 5]],
      attributes: { outChannels: 12, kernel: 3, stride: 1, padding: 1, dilation: 1, groups: 6, bias: true },
      shape: [12, 5, 5],
    },
    {
      inputs: [[8, 4, 4]],
      attributes: { outChannels: 3, kernel: 1, stride: 2, padding: 0, dilation: 1, groups: 1, bias: false },
      shape: [3, 2, 2],
    },
  ],
};
