import type { WeightRole } from '$lib/dla/ops/op';
import type { OpAttributes, OpKind } from '$lib/dla/ops/ops';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';

export type Backend = 'webgl' | 'wasm' | 'cpu';

export interface KernelContext {
  readonly backend: Backend;
  /** Only ops that tfjs can differentiate exactly; slower where the native op has no gradient. */
  readonly differentiable: boolean;
}

/** An op's weights on the device, in the layout of `layout.ts`. */
export type Weights = Readonly<Partial<Record<WeightRole, Tensor>>>;

/**
 * How tfjs computes an op. Activations are NHWC [N, H, W, C]; tensors made on the way are left to the caller's tidy.
 */
export interface Kernel<K extends OpKind> {
  /** Turns weights into the form that `run` takes: once for many runs. Built of tfjs ops, so it can be differentiated. */
  prepare?(weights: Weights, attributes: OpAttributes<K>, context: KernelContext): Weights;
  run(
    inputs: readonly Tensor4D[],
    attributes: OpAttributes<K>,
    weights: Weights,
    context: KernelContext,
    /** A ReLU is to be applied to the result; plans ask this of `fusesRelu` kinds only. */
    relu: boolean,
  ): Tensor4D;
}
