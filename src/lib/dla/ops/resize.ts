import type { OpRule } from './op.ts';

export interface ResizeAttributes {
  readonly factor: number;
  /** Bilinear has half-pixel centres, PyTorch's align_corners = False, unless `corners` says otherwise. */
  readonly mode: 'bilinear' | 'nearest';
  /** Of bilinear: `aligned` is PyTorch's align_corners = True; `first` lays output o at o / factor, as ONNX's Upsample does. */
  readonly corners?: 'aligned' | 'first';
}

/** Up-sampling by a whole factor. */
export const resize: OpRule<ResizeAttributes> = {
  shape: ([x], { factor }) => [x![0], x![1] * factor, x![2] * factor],
  reach({ factor, mode, corners }) {
    if (factor === 1) return { kind: 'same' };
    // Aligned corners lie up to a pixel before the first ones, by an amount that hangs on the size: a bound.
    if (corners) return { kind: 'spread', factor, from: corners === 'first' ? 0 : 1 - factor, to: factor - 1 };
    if (mode === 'nearest') return { kind: 'spread', factor, from: 0, to: 0 };
    // Centre of output o lies at (o + ½)/f − ½ of the input: it mixes that value's floor and the next,
    // the next only when the centre is not itself an input (odd factors hit inputs exactly).
    return {
      kind: 'spread',
      factor,
      from: -Math.floor(factor / 2),
      to: Math.floor((factor - 1) / 2) + (factor % 2 === 0 ? 1 : 0),
    };
  },
  examples: [
    { inputs: [[3, 4, 5]], attributes: { factor: 2, mode: 'bilinear' }, shape: [3, 8, 10] },
    { inputs: [[3, 4, 5]], attributes: { factor: 3, mode: 'nearest' }, shape: [3, 12, 15] },
    { inputs: [[2, 3, 3]], attributes: { factor: 3, mode: 'bilinear' }, shape: [2, 9, 9] },
    { inputs: [[3, 4, 5]], attributes: { factor: 2, mode: 'bilinear', corners: 'aligned' }, shape: [3, 8, 10] },
    { inputs: [[2, 3, 4]], attributes: { factor: 3, mode: 'bilinear', corners: 'first' }, shape: [2, 9, 12] },
  ],
};
