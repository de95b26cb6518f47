import { DEFORM_TAPS } from '#lib/dla/ops/deform-conv.ts';
import { conv2dBackward } from './convolution-backward.ts';
import { asTaken, eachTap, read } from './deform-conv.ts';
import type { PlainBackward } from './plain-op.ts';

/** As torchvision has it: a pixel that has no share of a tap gets nothing of it, be it infinite; a place that is NaN reaches none. */
export const deformConvBackward: PlainBackward<'deform-conv'> = (gradient, { output, ...call }) => {
  const {
    inputs: [found],
    weights,
  } = conv2dBackward(gradient, { ...asTaken(call), output });
  const [x, offsets] = call.inputs as [Float32Array, Float32Array];
  const [channels, height, width] = call.shapes[0]!;
  const size = height * width;
  const byMap = new Float32Array(x.length);
  const byOffsets = new Float32Array(offsets.length);
  eachTap(offsets, height, width, ({ tap, place, y, column, mask }) => {
    const [top, left] = [Math.floor(y), Math.floor(column)];
    const [down, right] = [y - top, column - left];
    let [byRow, byColumn, byMask] = [0, 0, 0];
    for (let c = 0; c < channels; c += 1) {
      const slope = found![(c * DEFORM_TAPS + tap) * size + place]!;
      const at = (i: number, j: number): number =>
        i >= 0 && j >= 0 && i < height && j < width ? c * size + i * width + j : -1;
      const corners = [at(top, left), at(top, left + 1), at(top + 1, left), at(top + 1, left + 1)] as const;
      const shares = [(1 - down) * (1 - right), (1 - down) * right, down * (1 - right), down * right];
      const [a, b, below, beside] = corners.map((corner) => (corner < 0 ? 0 : x[corner]!)) as [
        number,
        number,
        number,
        number,
      ];
      byRow += slope * ((1 - right) * (below - a) + right * (beside - b));
      byColumn += slope * ((1 - down) * (b - a) + down * (beside - below));
      byMask += slope * read(x, c * size, height, width, y, column);
      const outside = y <= -1 || column <= -1 || y >= height || column >= width;
      for (const [i, corner] of corners.entries())
        if (!outside && corner >= 0 && shares[i]! > 0) byMap[corner]! += slope * mask * shares[i]!;
    }
    byOffsets[2 * tap * size + place] = byRow * mask;
    byOffsets[(2 * tap + 1) * size + place] = byColumn * mask;
    byOffsets[(2 * DEFORM_TAPS + tap) * size + place] = byMask * mask * (1 - mask);
  });
  return { inputs: [byMap, byOffsets], ...(weights && { weights }) };
};
