import { IssueError } from '#lib/issue.ts';
import { logitsOf, valueOf } from '#lib/runtime/compute/find-op.ts';
import type { Reading } from '#lib/runtime/compute/reading.ts';
import { scoreOf } from '#lib/runtime/compute/score.ts';
import type { KernelContext } from '#lib/runtime/kernels/kernel.ts';
import { tensor4d, type Tensor4D } from '@tensorflow/tfjs-core';
import { BackwardPass, type PassRequest } from './backward-pass.ts';
import { Norms } from './norms.ts';
import { readTensor } from './read-tensor.ts';
import type { WeightStore } from './weight-store.ts';

export interface GradientRequest extends PassRequest {
  /** The class whose cross-entropy is the loss, its mean over the images. */
  readonly label: number;
  /** Id of the node whose result, C×1×1, are the logits; the first output of that shape when absent. */
  readonly logits?: string | undefined;
  /** Nodes of which the gradient of their result is wanted, as statistics. */
  readonly nodes?: readonly string[] | undefined;
}

export interface Gradient {
  readonly loss: number;
  /** Of the first image. */
  readonly logits: Float32Array;
  /** L2 norm of the loss's gradient by each parameter, by name, summed in float64. */
  readonly norms: ReadonlyMap<string, number>;
  /** Gradient by the first image: its statistics and all of it. */
  readonly input: Reading;
  /** How many images there were. */
  readonly images: number;
  /** Gradients by the results of the wanted nodes: statistics over all images. */
  readonly nodes: ReadonlyMap<string, Reading>;
}

/** Differentiates the cross-entropy. Throws an IssueError for what has no gradient, the signal's reason when cancelled. */
export async function computeGradient(
  request: GradientRequest,
  context: KernelContext,
  store: WeightStore,
): Promise<Gradient> {
  const { graph, label, inputs, nodes = [] } = request;
  const output = logitsOf(graph, request.logits);
  const pass = new BackwardPass(request, output, context, store);
  const norms = new Norms(context);
  try {
    const [classes] = graph.ops[output]!.shape;
    if (!(Number.isInteger(label) && label >= 0 && label < classes))
      throw new IssueError([{ kind: 'label-out-of-range', at: 'label', expected: classes - 1, received: label }]);
    const images = inputs.length;
    const logits = await (await pass.forward()).data<'float32'>();
    const { loss, slopes } = scoreOf(logits, new Uint16Array(images).fill(label));
    const wanted = new Map(nodes.map((id) => [valueOf(graph, id), id]));
    const readings = new Map<string, Reading>();
    const input = await pass.backward(tensor4d(slopes, [images, 1, 1, classes]), {
      async value(index: number, gradient: Tensor4D) {
        const id = wanted.get(index);
        if (id === undefined) return;
        readings.set(id, await readTensor(gradient, graph.ops[index]!.shape, { stats: true }, context, false));
      },
      parameter: (name, gradient) => norms.add(name, gradient),
    });
    const found = await norms.read();
    return {
      loss,
      logits: logits.slice(0, classes),
      images,
      norms: new Map(graph.tensors.flatMap(({ name }) => (found.has(name) ? [[name, found.get(name)!]] : []))),
      input,
      nodes: readings,
    };
  } finally {
    pass.dispose();
    norms.dispose();
  }
}
