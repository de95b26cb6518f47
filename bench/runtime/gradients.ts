import { imageOf } from '#lib/dla/op-graph/image.ts';
import type { WeightRole } from '#lib/dla/ops/op.ts';
import { toChannelsLast } from '#lib/runtime/compute/channel-order.ts';
import { readWeights } from '#lib/runtime/compute/weight-provider.ts';
import { kernelOf } from '#lib/runtime/kernels/kernels.ts';
import { makePlan } from '#lib/runtime/plan/plan.ts';
import { useBrowserBackend } from '#lib/runtime/tfjs/browser-backends.ts';
import { TfjsSession } from '#lib/runtime/tfjs/tfjs-session.ts';
import { uploadValues } from '#lib/runtime/tfjs/upload.ts';
import {
  losses,
  oneHot,
  reshape,
  square,
  stack,
  sum,
  tensor1d,
  tensor4d,
  tidy,
  variable,
  variableGrads,
  type Scalar,
  type Tensor,
  type Tensor4D,
  type Variable,
} from '@tensorflow/tfjs-core';
import type { Network } from './network.ts';

/** The label whose cross-entropy is the loss. */
const LABEL = 7;

/** The loss, then the norm of its gradient by every parameter, in the order of the network's tensors. */
export type GradientRun = () => Promise<Float32Array>;

/** What the product computes for a label. */
async function own({ graph, provider, input }: Network): Promise<GradientRun> {
  await useBrowserBackend('webgl');
  const session = new TfjsSession('webgl');
  return async () => {
    const { loss, norms } = await session.gradient({
      ...{ graph, weights: provider, inputs: [input], statistics: 'stored', label: LABEL },
    });
    return Float32Array.from([loss, ...norms.values()]);
  };
}

/** The same by tfjs' `variableGrads` on its own ops; the norms are summed on the device and read at once. */
async function byVariableGrads({ graph, result, provider, input }: Network): Promise<GradientRun> {
  await useBrowserBackend('webgl');
  const { steps } = makePlan(graph, [result], { fold: false, fuse: false });
  const parameters = new Map<string, Variable>();
  const held = new Map<number, Readonly<Partial<Record<WeightRole, Tensor>>>>();
  for (const { op: index } of steps) {
    const op = graph.ops[index]!;
    const uploaded = uploadValues(op, await readWeights(op, provider));
    const weights: Partial<Record<WeightRole, Tensor>> = { ...uploaded };
    for (const { role, name, buffer } of op.weights) {
      if (buffer) continue;
      const parameter = variable(uploaded[role]!);
      weights[role] = parameter;
      parameters.set(name, parameter);
    }
    held.set(index, weights);
  }
  const image = imageOf(graph);
  const [channels, height, width] = image.shape;
  const laid = toChannelsLast(input, image.shape);
  const [classes] = graph.ops[result]!.shape;
  const lossOf = (): Scalar => {
    const values = new Map<number, Tensor4D>([[image.index, tensor4d(laid, [1, height, width, channels])]]);
    for (const { op: index, inputs } of steps) {
      const { kind, attributes } = graph.ops[index]!;
      const given = inputs.map((value) => values.get(value)!);
      values.set(index, kernelOf(kind).run(given, attributes, held.get(index)!, { backend: 'webgl' }, false));
    }
    const label = oneHot(tensor1d([LABEL], 'int32'), classes);
    return losses.softmaxCrossEntropy<Tensor, Scalar>(label, reshape(values.get(result)!, [1, classes]));
  };
  const names = graph.tensors.map(({ name }) => name).filter((name) => parameters.has(name));
  return async () => {
    const found = tidy(() => {
      const { value, grads } = variableGrads(lossOf, [...parameters.values()]);
      const squares = names.map((name) => sum(square(grads[parameters.get(name)!.name]!)));
      return stack([value, ...squares]);
    });
    const [loss, ...squares] = await found.data<'float32'>();
    found.dispose();
    return Float32Array.from([loss!, ...squares.map((value) => Math.sqrt(value))]);
  };
}

export const gradientWays = { own, variableGrads: byVariableGrads } satisfies Record<
  string,
  (network: Network) => Promise<GradientRun>
>;
