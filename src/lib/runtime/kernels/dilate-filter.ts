import { pad, reshape, slice, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';

/** A filter [k, k, I, O] with zeros between its taps, [d·(k − 1) + 1, …, I, O]: exact for any stride. */
export function dilateFilter(filter: Tensor4D, dilation: number): Tensor4D {
  const [kernel, , ins, outs] = filter.shape;
  const reach = dilation * (kernel - 1) + 1;
  const rows = spread(filter, 1, kernel, kernel * ins * outs, dilation);
  const both = spread(rows, reach, kernel, ins * outs, dilation);
  return reshape(both, [reach, reach, ins, outs]);
}

/** [outer, taps, inner] with dilation − 1 zeros behind every tap but the last. */
function spread(values: Tensor, outer: number, taps: number, inner: number, dilation: number): Tensor {
  const behind: [number, number] = [0, dilation - 1];
  const padded = pad(reshape(values, [outer * taps, 1, inner]), [[0, 0], behind, [0, 0]]);
  const reach = dilation * (taps - 1) + 1;
  return slice(reshape(padded, [outer, taps * dilation, inner]), [0, 0, 0], [outer, reach, inner]);
}
