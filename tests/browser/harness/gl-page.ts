import { lowerDocument } from '$lib/dla/op-graph/lower';
import { ops, type OpKind } from '$lib/dla/ops/ops';
import { seededInput } from '$lib/dla/weights/seeded';
import type { GraphDocument } from '$lib/graph/document/document';
import { GlExecutor, type GlResult } from '$lib/runtime/gl/executor';
import { seededWeights } from '$lib/runtime/session/weight-sources';
import { imageOf, valueOf } from '$lib/runtime/session/work';
import type { Computed } from '../../golden/forward';
import { caseGraph } from '../../runtime/case-graph';
import { examplesOf } from '../../runtime/reference';
import { oddCases } from './odd-cases';

export type Targets = 4 | 8;

const executors = new Map<Targets, GlExecutor>();

function executorOf(targets: Targets): GlExecutor {
  const executor = executors.get(targets) ?? GlExecutor.open({ targets });
  if (!executor) throw new Error('no WebGL 2 in float32');
  executors.set(targets, executor);
  return executor;
}

export interface GoldenRun {
  readonly results: Readonly<Record<string, Computed>>;
  readonly bytes: GlResult['bytes'];
  readonly planned: { readonly weights: number; readonly activations: number };
  readonly uploads: number;
}

/** Runs a document with seeded weights; the values that are wanted by the id of a node, or of an op in it. */
async function golden(
  document: GraphDocument,
  samples: Readonly<Record<string, readonly number[]>>,
  targets: Targets,
): Promise<GoldenRun> {
  const { graph } = lowerDocument(document);
  const wishes = new Map(Object.keys(samples).map((id) => [valueOf(graph, id), { stats: true, full: true }]));
  const inputs = [seededInput(imageOf(graph).shape)];
  const { readings, bytes, plan, uploads } = await executorOf(targets).run({
    ...{ graph, wishes, inputs },
    weights: seededWeights(),
  });
  const results = Object.entries(samples).map(([id, indices]) => {
    const { stats, data } = readings[0]!.get(valueOf(graph, id))!;
    return [id, { stats: stats!, values: indices.map((index) => data![index]!) }];
  });
  return {
    results: Object.fromEntries(results) as Record<string, Computed>,
    bytes,
    planned: { weights: plan.weightBytes, activations: plan.activationBytes },
    uploads,
  };
}

/** Every op by its definition; errors are parts of the largest value. */
async function checkOps(targets: Targets) {
  const executor = executorOf(targets);
  const rows: { title: string; error: number }[] = [];
  for (const given of [...examplesOf(Object.keys(ops) as OpKind[]), ...oddCases()])
    for (const relu of given.kind === 'log-softmax' ? [false] : [false, true]) {
      const { graph, image, weights, result } = caseGraph(given, relu);
      const wishes = new Map([[result, { full: true }]]);
      const { readings } = await executor.run({ graph, weights, inputs: [image], wishes });
      const values = readings[0]!.get(result)!.data!;
      const expected = relu ? given.result.data.map((value) => Math.max(0, value)) : given.result.data;
      const most = expected.reduce((worst, value) => Math.max(worst, Math.abs(value)), 1e-30);
      const difference = expected.reduce((worst, value, i) => Math.max(worst, Math.abs(value - values[i]!)), 0);
      rows.push({
        title: `${given.title} ${given.inputs.map(({ shape }) => shape.join('×')).join(' ')}`,
        error: difference / most,
      });
    }
  return rows;
}

const harness = { golden, checkOps };
export type GlHarness = typeof harness;
Object.assign(window, { harness });
