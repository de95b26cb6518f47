import type { WeightRole } from '#lib/dla/ops/op.ts';

/**
 * Beyond these bounds a sum of products may leave the finite numbers unseen: a clamp of XNNPACK makes 0 of NaN, a graphics card what
 * it likes. Within them none can: three convolutions after a value of 10⁹ that is seen, by weights of 10⁵, stay below 10³⁸.
 */
export const MOST_VALUE = 1e9;
export const MOST_WEIGHT = 1e5;

/**
 * The same of a pass that looks at every value: a million products of such a value and a weight, or of two of them, as gradients by
 * weights are, stay below 10³⁸.
 */
export const MOST_PASSED = 1e15;

/** That fast kernels cannot be trusted with a tensor's values. */
export class NotOrdinary extends Error {}

/** Whether all values are numbers of at most this size. Written so that NaN counts as none. */
export function isWithin(values: Float32Array, most: number): boolean {
  for (let at = 0; at < values.length; at += 1) if (!(Math.abs(values[at]!) <= most)) return false;
  return true;
}

/** Throws where values of weights are not ordinary; variances may be large, and not below zero. */
export function checkOrdinary(values: Partial<Record<WeightRole, Float32Array>>): void {
  const { weight, bias, running_mean, running_var } = values;
  const sound =
    (!weight || isWithin(weight, MOST_WEIGHT)) &&
    [bias, running_mean].every((each) => !each || isWithin(each, MOST_VALUE)) &&
    (!running_var || running_var.every((value) => value >= 0 && value < Infinity));
  if (!sound) throw new NotOrdinary('not-ordinary');
}
