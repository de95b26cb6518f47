import { elements, sameSize, type OpRule } from './op.ts';

export interface DeformConvAttributes {
  readonly outChannels: number;
}

/** Taps of the window, 3×3. */
export const DEFORM_TAPS = 9;

/** Of every tap a row, a column and a weight. */
export const OFFSET_CHANNELS = 3 * DEFORM_TAPS;

/**
 * Deformable convolution 3×3, stride 1, padding 1 (DCNv2; torchvision's `deform_conv2d`). The second input says where each tap
 * reads: tap t at row h − 1 + ⌊t / 3⌋ + o[2t], column w − 1 + t mod 3 + o[2t + 1], bilinear, zeros outside, times
 * sigmoid(o[18 + t]). Weight OIHW [outChannels, inChannels, 3, 3].
 */
export const deformConv: OpRule<DeformConvAttributes> = {
  shape([x, offsets], { outChannels }) {
    if (offsets![0] !== OFFSET_CHANNELS)
      return { kind: 'not-expected', expected: OFFSET_CHANNELS, received: offsets![0] };
    if (!sameSize(x!, offsets!))
      return { kind: 'sizes-differ', expected: [x![1], x![2]], received: [offsets![1], offsets![2]] };
    return [outChannels, x![1], x![2]];
  },
  weights: ([x], { outChannels }) => [
    { role: 'weight', shape: [outChannels, x![0], 3, 3], fill: 'weight', buffer: false },
    { role: 'bias', shape: [outChannels], fill: 'bias', buffer: false },
  ],
  macs: ([x], result) => elements(result) * x![0] * DEFORM_TAPS,
  activations: true,
  reach: () => ({ kind: 'sampled', window: { kernel: 3, stride: 1, padding: 1, dilation: 1 } }),
  examples: [
    {
      inputs: [
        [4, 6, 5],
        [OFFSET_CHANNELS, 6, 5],
      ],
      attributes: { outChannels: 8 },
      shape: [8, 6, 5],
    },
    {
      inputs: [
        [3, 5, 7],
        [OFFSET_CHANNELS, 5, 7],
      ],
      attributes: { outChannels: 2 },
      shape: [2, 5, 7],
    },
  ],
};
