import { lowerDocument, lowerWith } from '#lib/dla/lowering/lower.ts';
import { imageOf } from '#lib/dla/op-graph/image.ts';
import { ops, type OpKind } from '#lib/dla/ops/ops.ts';
import { seededInput } from '#lib/dla/weights/seeded.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { IssueError } from '#lib/issue.ts';
import { valueOf } from '#lib/runtime/compute/find-op.ts';
import { seededWeights } from '#lib/runtime/compute/seeded-weights.ts';
import { GlExecutor } from '#lib/runtime/gl/executor.ts';
import { GlSession } from '#lib/runtime/gl/gl-session.ts';
import { runSoundly } from '#lib/runtime/session/run-soundly.ts';
import type { GlRequest, GlResult } from '#lib/runtime/gl/gl-run.ts';
import type { Computed } from '../../golden/forward.ts';
import { caseGraph } from '../../runtime/case-graph.ts';
import { checkExecutor } from '../../runtime/check-executor.ts';
import { differences, notFiniteCases } from '../../runtime/not-finite.ts';
import { examplesOf } from '../../runtime/reference.ts';
import { oddCases } from './odd-cases.ts';

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

/** Every op of values and weights that are not finite, on WebGL as a run has it: what is not PyTorch's. */
async function notFinite() {
  const session = await GlSession.open();
  if (!session) throw new Error('no WebGL 2 in float32');
  const wrong: string[] = [];
  for (const given of examplesOf(Object.keys(ops) as OpKind[]).flatMap(notFiniteCases)) {
    const { graph, image, weights } = caseGraph(given);
    const request = { graph, weights, inputs: [image], keep: new Map([['node', { full: true }]]) };
    const { results } = await runSoundly(session, request, false);
    if (differences(results.get('node')!.data!, given.result.data).length > 0) wrong.push(given.title);
  }
  session.dispose();
  return wrong;
}

/** The last value of a network on the seeded input times some factors, and whatever else a request may ask for. */
function requestOf(document: GraphDocument, factors: readonly number[], more: Partial<GlRequest> = {}): GlRequest {
  const { graph } = lowerDocument(document);
  const image = seededInput(imageOf(graph).shape);
  const inputs = factors.map((factor) => image.map((value) => value * factor));
  const wishes = new Map([[graph.ops.length - 1, { full: true }]]);
  return { graph, inputs, wishes, weights: seededWeights(), ...more };
}

const outputsOf = ({ readings, plan }: GlResult): number[][] =>
  readings.map((read) => [...read.get(plan.steps.at(-1)!.result)!.data!]);

/** Runs images together, and each by itself. */
async function batch(document: GraphDocument, factors: readonly number[]) {
  const executor = executorOf(8);
  const together = outputsOf(await executor.run(requestOf(document, factors)));
  const apart: number[][] = [];
  for (const factor of factors) apart.push(...outputsOf(await executor.run(requestOf(document, [factor]))));
  return { together, apart };
}

/** Does something to a run once some steps are done; what became of it, and of the next run. `later`: steps after a cancel. */
async function disturb(document: GraphDocument, how: 'cancel' | 'lose context', after: number) {
  const executor = executorOf(8);
  const before = outputsOf(await executor.run(requestOf(document, [1])));
  const controller = new AbortController();
  const lost = executor.device.context.gl.getExtension('WEBGL_lose_context')!;
  let failure: unknown;
  let later = 0;
  const onProgress: GlRequest['onProgress'] = ({ phase, done }) => {
    if (controller.signal.aborted) later += 1;
    if (phase !== 'steps' || done !== after) return;
    if (how === 'cancel') controller.abort();
    else lost.loseContext();
  };
  await executor
    .run(requestOf(document, [1], { onProgress, signal: controller.signal }))
    .catch((error: unknown) => (failure = error));
  const next = await executor.run(requestOf(document, [1]));
  const kind = failure instanceof IssueError ? failure.issues[0]!.kind : (failure as Error | undefined)?.name;
  return { kind, later, same: String(outputsOf(next)) === String(before), uploads: next.uploads };
}

/** Runs two networks in turns, many times; bytes on the device after every pair, and uploads after the first. */
async function repeat(documents: readonly GraphDocument[], times: number) {
  const executor = executorOf(8);
  const held = new Set<number>();
  let uploads = 0;
  for (let time = 0; time <= times; time += 1) {
    for (const document of documents) {
      const result = await executor.run(requestOf(document, [1]));
      if (time > 0) uploads += result.uploads;
      if (document === documents.at(-1)) held.add(result.bytes.weights + result.bytes.activations);
    }
  }
  return { held: [...held], uploads };
}

/**
 * Ablates nodes one after another, what lies before each taken from the run before: the largest difference from a run of its
 * own as a part of the largest value, the share of steps that it took, and bytes that are left when the values are given up.
 */
async function ablate(document: GraphDocument, nodes: readonly string[]) {
  const executor = executorOf(8);
  const request = requestOf(document, [1]);
  const keeping = { of: request.graph, room: 2 ** 28 };
  const whole = await executor.run({ ...request, keeping });
  const rows: { node: string; error: number; share: number }[] = [];
  for (const node of nodes) {
    const graph = lowerWith(document, [{ kind: 'scale', node, factor: 0 }]);
    const wishes = new Map([[graph.ops.length - 1, { full: true }]]);
    const alone = outputsOf(await executorOf(4).run({ ...request, graph, wishes }))[0]!;
    const result = await executor.run({ ...request, graph, wishes, keeping });
    const own = outputsOf(result)[0]!;
    const most = alone.reduce((worst, value) => Math.max(worst, Math.abs(value)), 1e-30);
    const difference = alone.reduce((worst, value, i) => Math.max(worst, Math.abs(value - own[i]!)), 0);
    rows.push({ node, error: difference / most, share: result.plan.steps.length / whole.plan.steps.length });
  }
  const { known } = (await executor.run({ ...request, keeping })).bytes;
  executor.forget();
  const after = await executor.run(request);
  return { rows, known, left: after.bytes.known, activations: [after.bytes.activations, after.plan.activationBytes] };
}

const check = (targets: Targets) => checkExecutor(executorOf(targets));

const harness = { golden, checkOps, notFinite, check, batch, disturb, repeat, ablate };
export type GlHarness = typeof harness;
Object.assign(window, { harness });
