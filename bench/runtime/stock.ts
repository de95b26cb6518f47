import { imageOf } from '#lib/dla/op-graph/image.ts';
import type { Op } from '#lib/dla/op-graph/op-graph.ts';
import type { Conv2dAttributes } from '#lib/dla/ops/conv2d.ts';
import { toChannelsFirst, toChannelsLast } from '#lib/runtime/compute/channel-order.ts';
import { readFolded } from '#lib/runtime/compute/weight-provider.ts';
import { convolveBySums, toDepthwise } from '#lib/runtime/kernels/grouped.ts';
import type { Backend, Weights } from '#lib/runtime/kernels/kernel.ts';
import { kernelOf } from '#lib/runtime/kernels/kernels.ts';
import { makePlan, type Step } from '#lib/runtime/plan/plan.ts';
import { prepareWeights, uploadValues } from '#lib/runtime/tfjs/upload.ts';
import {
  add,
  concat,
  fused,
  keep,
  mul,
  relu as applyRelu,
  split,
  tensor,
  tensor4d,
  tidy,
  tile,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import type { Network } from './network.ts';

/**
 * How someone with tfjs' ops alone computes a convolution in groups: each group by itself, one dense convolution whose filter is
 * zero between the groups, a depthwise one that makes every product and sums of them, or neighbouring groups in blocks.
 */
export type GroupWay = 'split' | 'dense' | 'sums' | 'blocks';

type Conv2d = Extract<Op, { kind: 'conv2d' }>;

const isGrouped = (op: Op): op is Conv2d =>
  op.kind === 'conv2d' && op.attributes.groups > 1 && op.attributes.groups < op.attributes.outChannels;

/** A filter [k, k, I / groups, O] with zeros for all other inputs, [k, k, I, O]. */
function spread(filter: Tensor4D, groups: number): Tensor4D {
  const [, , ins, outs] = filter.shape;
  const mask = new Float32Array(ins * groups * outs);
  for (let row = 0; row < ins * groups; row += 1)
    for (let out = 0; out < outs; out += 1)
      if (Math.floor(row / ins) === Math.floor(out / (outs / groups))) mask[row * outs + out] = 1;
  return mul(tile(filter, [1, 1, groups, 1]), tensor(mask, [ins * groups, outs]));
}

const convolve = (x: Tensor4D, filter: Tensor4D, { stride, padding, dilation }: Conv2dAttributes) =>
  fused.conv2d({ x, filter, strides: stride, pad: padding, dilations: dilation });

function runGrouped(x: Tensor4D, op: Conv2d, parts: readonly Tensor4D[], way: GroupWay): Tensor4D {
  const { attributes } = op;
  const [filter] = parts;
  if (way === 'dense') return convolve(x, filter!, attributes);
  if (way === 'sums') return convolveBySums(x, filter!, attributes.groups, attributes);
  return concat(
    split<Tensor4D>(x, parts.length, 3).map((part, i) => convolve(part, parts[i]!, attributes)),
    3,
  );
}

/** Filters of a grouped convolution in the form that its way takes. */
function formOf(filter: Tensor4D, groups: number, way: GroupWay): readonly Tensor4D[] {
  if (way === 'dense') return [spread(filter, groups)];
  if (way === 'sums') return [toDepthwise(filter, groups)];
  return split<Tensor4D>(filter, groups, 3);
}

/** The network by tfjs' ops, batch norm folded, ReLU fused, every tensor given back after its last use. */
export async function stock({ graph, result, results, provider, input }: Network, backend: Backend, way: GroupWay) {
  const plan = makePlan(graph, results, { fold: true, fuse: true });
  const weights = new Map<Step, Weights>();
  const filters = new Map<Step, readonly Tensor4D[]>();
  for (const step of plan.steps) {
    const op = graph.ops[step.op]!;
    const norm = step.norm === undefined ? undefined : graph.ops[step.norm]!;
    const values = await readFolded(op, norm, provider);
    tidy(() => {
      const uploaded = uploadValues(op, values);
      const special = isGrouped(op) && way !== 'blocks';
      if (special)
        filters.set(
          step,
          formOf(uploaded.weight as Tensor4D, op.attributes.groups, way).map((part) => keep(part)),
        );
      const prepared = special ? uploaded : prepareWeights(op, graph, uploaded, { backend });
      for (const weight of Object.values(prepared)) keep(weight);
      weights.set(step, prepared);
    });
  }
  const image = imageOf(graph);
  const [channels, height, width] = image.shape;
  const laid = toChannelsLast(input, image.shape);

  return async (): Promise<Float32Array> => {
    const values = new Map<number, Tensor4D>([[image.index, tensor4d(laid, [1, height, width, channels])]]);
    const outputs = new Map<number, Promise<Float32Array>>();
    for (const step of plan.steps) {
      const op = graph.ops[step.op]!;
      const inputs = step.inputs.map((value) => values.get(value)!);
      const parts = filters.get(step);
      const relu = step.relu !== undefined;
      const made = tidy(() => {
        if (!parts) return kernelOf(op.kind).run(inputs, op.attributes, weights.get(step)!, { backend }, relu);
        const { bias } = weights.get(step)!;
        const plain = runGrouped(inputs[0]!, op as Conv2d, parts, way);
        const shifted: Tensor4D = bias ? add(plain, bias) : plain;
        return relu ? applyRelu(shifted) : shifted;
      });
      values.set(step.result, made);
      if (results.includes(step.result)) outputs.set(step.result, made.data<'float32'>());
      for (const value of step.free) {
        if (!results.includes(value)) values.get(value)!.dispose();
      }
    }
    await Promise.all(outputs.values());
    for (const each of results) values.get(each)!.dispose();
    return toChannelsFirst(await outputs.get(result)!, graph.ops[result]!.shape);
  };
}
