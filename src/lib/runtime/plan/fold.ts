import { BATCH_NORM_EPSILON } from '#lib/dla/ops/batch-norm.ts';

export interface Norm {
  readonly weight: Float32Array;
  readonly bias: Float32Array;
  readonly running_mean: Float32Array;
  readonly running_var: Float32Array;
}

/**
 * A convolution (weight OIHW, bias perhaps) followed by a batch norm, as one convolution with bias. Computed in float64,
 * rounded once.
 */
export function foldNorm(
  weight: Float32Array,
  bias: Float32Array | undefined,
  norm: Norm,
): { readonly weight: Float32Array; readonly bias: Float32Array } {
  const outs = norm.weight.length;
  const fan = weight.length / outs;
  const folded = new Float32Array(weight.length);
  const shift = new Float32Array(outs);
  for (let o = 0; o < outs; o += 1) {
    const scale = norm.weight[o]! / Math.sqrt(norm.running_var[o]! + BATCH_NORM_EPSILON);
    shift[o] = norm.bias[o]! + ((bias?.[o] ?? 0) - norm.running_mean[o]!) * scale;
    for (let i = o * fan; i < (o + 1) * fan; i += 1) folded[i] = weight[i]! * scale;
  }
  return { weight: folded, bias: shift };
}
