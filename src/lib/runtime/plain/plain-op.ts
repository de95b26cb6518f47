import type { Shape } from '#lib/dla/ops/op.ts';
import type { OpAttributes, OpKind } from '#lib/dla/ops/ops.ts';
import type { WeightValues } from '#lib/runtime/compute/weight-provider.ts';

/** One image's worth of an op's inputs, NCHW without N, and all else that its result hangs on. */
export interface PlainCall<K extends OpKind> {
  readonly inputs: readonly Float32Array[];
  readonly shapes: readonly Shape[];
  readonly shape: Shape;
  readonly attributes: OpAttributes<K>;
  /** PyTorch's values. */
  readonly weights: WeightValues;
}

export type PlainOp<K extends OpKind> = (call: PlainCall<K>) => Float32Array;

/** What a backward pass knows of one image's way through an op. */
export interface PlainPassed<K extends OpKind> extends PlainCall<K> {
  readonly output: Float32Array;
}

/** One image's gradients of a loss: by an op's inputs, and by those of its weights that are trained. */
export interface PlainSlopes {
  readonly inputs: readonly Float32Array[];
  readonly weights?: WeightValues;
}

/** From the loss's gradient by an op's result those by all that it came of. */
export type PlainBackward<K extends OpKind> = (gradient: Float32Array, passed: PlainPassed<K>) => PlainSlopes;
