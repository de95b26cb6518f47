import type { Op, WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import type { WeightRole } from '#lib/dla/ops/op.ts';
import { foldNorm, type Norm } from '#lib/runtime/plan/fold.ts';
import { checkOrdinary } from './ordinary.ts';

/** Where the values of weights come from; values are row-major in PyTorch's shape. */
export interface WeightProvider {
  /** Two providers with the same key give the same values for the same name and shape. */
  readonly key: string;
  read(weight: WeightTensor): Float32Array | Promise<Float32Array>;
}

/** PyTorch's values of an op's weights. */
export type WeightValues = Partial<Record<WeightRole, Float32Array>>;

export async function readWeights(op: Op, provider: WeightProvider): Promise<WeightValues> {
  const values: WeightValues = {};
  for (const weight of op.weights) values[weight.role] = await provider.read(weight);
  return values;
}

/** The same for kernels that are fast: throws a NotOrdinary where these cannot be trusted with the values. */
export async function readOrdinary(op: Op, provider: WeightProvider): Promise<WeightValues> {
  const values = await readWeights(op, provider);
  checkOrdinary(values);
  return values;
}

/** The same of a batch norm, which has all of them. */
export const readNorm = async (op: Op, provider: WeightProvider): Promise<Norm> =>
  (await readOrdinary(op, provider)) as Norm;

/** The same of an op, with the batch norm behind it folded in where there is one. */
export async function readFolded(op: Op, norm: Op | undefined, provider: WeightProvider): Promise<WeightValues> {
  const values = await readOrdinary(op, provider);
  if (!norm) return values;
  const folded = foldNorm(values.weight!, values.bias, await readNorm(norm, provider));
  checkOrdinary(folded);
  return folded;
}
