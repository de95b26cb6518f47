import type { Shape, WeightRole } from '#lib/dla/ops/op.ts';
import type { OpAttributes, OpKind } from '#lib/dla/ops/ops.ts';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';

export type Backend = 'webgl' | 'webgpu' | 'wasm' | 'cpu';

export interface KernelContext {
  readonly backend: Backend;
}

/** An op's weights on the device, in the layout of `layout.ts`. */
export type Weights = Readonly<Partial<Record<WeightRole, Tensor>>>;

/** What a backward pass knows of an op's forward pass. */
export interface Passed<K extends OpKind> {
  readonly inputs: readonly Tensor4D[];
  readonly output: Tensor4D;
  readonly attributes: OpAttributes<K>;
  /** As they were uploaded, before `prepare`. */
  readonly weights: Weights;
}

/** Gradients of a loss by an op's inputs, and by those of its weights that are trained, in their layouts. */
export interface Gradients {
  readonly inputs: readonly Tensor4D[];
  readonly weights?: Weights;
}

/** What weights are for; shapes are [C, H, W]. */
export interface Use<K extends OpKind> extends KernelContext {
  readonly inputs: readonly Shape[];
  readonly result: Shape;
  readonly attributes: OpAttributes<K>;
  /** Whether they stay for many runs, so that a form that is dear to make pays. */
  readonly lasting: boolean;
}

/** One call of a kernel. */
export interface Call<K extends OpKind> extends Use<K> {
  readonly bias: boolean;
  readonly relu: boolean;
}

/** Floats that a kernel needs besides its inputs, its result and the weights as they were uploaded. */
export interface Extra {
  /** Those that `prepare` adds to the weights. */
  readonly weights?: number;
  /** Those that `run` makes on its way. */
  readonly scratch?: number;
  /** Those that a library below tfjs makes on its way, which tfjs does not count. */
  readonly hidden?: number;
  /** Those that it keeps for the next call of the same op. */
  readonly kept?: number;
}

/**
 * How tfjs computes an op. Activations are NHWC [N, H, W, C]; tensors made on the way are left to the caller's tidy.
 */
export interface Kernel<K extends OpKind> {
  /** Names the form in which `run` takes the weights, where there are several. */
  readonly form?: (use: Use<K>) => string;
  /** Turns uploaded weights into that form. */
  readonly prepare?: (weights: Weights, use: Use<K>) => Weights;
  /** `relu` asks for a ReLU of the result; plans ask it of convolutions only. */
  readonly run: (
    inputs: readonly Tensor4D[],
    attributes: OpAttributes<K>,
    weights: Weights,
    context: KernelContext,
    relu: boolean,
  ) => Tensor4D;
  /**
   * From the loss's gradient by the result those by inputs and weights. Written out, since tfjs differentiates neither
   * dilated convolutions, nor half-pixel resizing, nor any convolution by its filter on WebAssembly.
   */
  readonly backward: (gradient: Tensor4D, passed: Passed<K>, context: KernelContext) => Gradients;
}
