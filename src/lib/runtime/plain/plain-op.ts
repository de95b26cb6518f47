import type { Shape } from '#lib/dla/ops/op.ts';
import type { OpAttributes, OpKind } from '#lib/dla/ops/ops.ts';
import type { WeightValues } from '#lib/runtime/compute/weight-provider.ts';

/** One image's worth of an op's inputs, NCHW without N, and all else that its result hangs on. */
interface PlainCall<K extends OpKind> {
  readonly inputs: readonly Float32Array[];
  readonly shapes: readonly Shape[];
  readonly shape: Shape;
  readonly attributes: OpAttributes<K>;
  /** PyTorch's values. */
  readonly weights: WeightValues;
}

export type PlainOp<K extends OpKind> = (call: PlainCall<K>) => Float32Array;
