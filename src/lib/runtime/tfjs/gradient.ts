import { logitsOf, valueOf } from '#lib/runtime/compute/find-op.ts';
import { checkLabel, inOrder, type Gradient, type GradientRequest } from '#lib/runtime/compute/differentiate.ts';
import type { Reading } from '#lib/runtime/compute/reading.ts';
import { scoreOf } from '#lib/runtime/compute/score.ts';
import type { KernelContext } from '#lib/runtime/kernels/kernel.ts';
import { tensor4d, type Tensor4D } from '@tensorflow/tfjs-core';
import { BackwardPass } from './backward-pass.ts';
import { Norms } from './norms.ts';
import { readTensor } from './read-tensor.ts';
import type { WeightStore } from './weight-store.ts';

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
    const classes = checkLabel(graph, output, label);
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
    return {
      loss,
      logits: logits.slice(0, classes),
      images,
      norms: inOrder(graph, await norms.read()),
      input,
      nodes: readings,
    };
  } finally {
    pass.dispose();
    norms.dispose();
  }
}
