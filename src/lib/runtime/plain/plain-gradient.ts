import { imageOf } from '#lib/dla/op-graph/image.ts';
import type { Op } from '#lib/dla/op-graph/op-graph.ts';
import { toChannelsFirst, toChannelsLast } from '#lib/runtime/compute/channel-order.ts';
import {
  checkLabel,
  inOrder,
  normOf,
  oneAt,
  type Gradient,
  type GradientRequest,
  type ReachRequest,
} from '#lib/runtime/compute/differentiate.ts';
import { logitsOf, valueOf } from '#lib/runtime/compute/find-op.ts';
import { reachOf, unitOf, type Reach } from '#lib/runtime/compute/reach.ts';
import { readValue, statsOf, type Reading } from '#lib/runtime/compute/reading.ts';
import { scoreOf } from '#lib/runtime/compute/score.ts';
import { PlainPass } from './plain-pass.ts';

/** What is said of every such pass: the first op with a value that is NaN or infinite. */
interface Plainly {
  readonly overflow?: Op;
}

/** The gradient of the cross-entropy as PyTorch has it where numbers are NaN or infinite; throws as the fast pass does. */
export async function gradientPlainly(request: GradientRequest): Promise<Gradient & Plainly> {
  const { graph, label, inputs, nodes = [] } = request;
  const output = logitsOf(graph, request.logits);
  const classes = checkLabel(graph, output, label);
  const pass = new PlainPass(request, output);
  const logits = await pass.forward();
  const { loss, slopes } = scoreOf(joined(logits), new Uint16Array(inputs.length).fill(label));
  const wanted = new Map(nodes.map((id) => [valueOf(graph, id), id]));
  const readings = new Map<string, Reading>();
  const found = new Map<string, number>();
  const input = await pass.backward(
    inputs.map((_, i) => slopes.subarray(i * classes, (i + 1) * classes)),
    {
      value(index, gradient) {
        const id = wanted.get(index);
        if (id === undefined) return;
        const { shape } = graph.ops[index]!;
        readings.set(id, { shape, stats: statsOf(joined(gradient)) });
      },
      parameter: (name, gradient) => void found.set(name, normOf(gradient)),
    },
  );
  const { shape } = imageOf(graph);
  return {
    loss,
    logits: logits[0]!,
    images: inputs.length,
    norms: inOrder(graph, found),
    input: readValue(toChannelsLast(input, shape), shape, { stats: true, full: true }),
    nodes: readings,
    ...(pass.overflow && { overflow: pass.overflow }),
  };
}

/** What a unit sees, in the same way. */
export async function reachPlainly({ input, node, at, channel, ...request }: ReachRequest): Promise<Reach & Plainly> {
  const { graph } = request;
  const unit = unitOf(graph, node, at);
  const pass = new PlainPass({ ...request, inputs: [input], statistics: 'stored' }, unit.value);
  await pass.forward();
  const { shape } = graph.ops[unit.value]!;
  const seen = await pass.backward([toChannelsFirst(oneAt(unit.at, shape, channel), shape)], {});
  return { ...reachOf(graph, unit, seen), ...(pass.overflow && { overflow: pass.overflow }) };
}

function joined(batch: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(batch.length * batch[0]!.length);
  for (const [i, each] of batch.entries()) all.set(each, i * each.length);
  return all;
}
