import { headOf } from '#lib/dla/modules/modules.ts';
import { words } from '#lib/messages/messages.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { WeightMatch } from '#lib/dla/weights/match.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Intervention } from '#lib/dla/lowering/interventions.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import type { Reading, Wish } from '#lib/runtime/compute/reading.ts';
import type { BackendChoice, Device } from '#lib/runtime/compute/device.ts';
import type { InputSource, RunOrder, RunReport, Seen } from '#lib/runtime/session/orders.ts';
import { classesOf, type Classes } from './class-names.ts';
import { givenLabelOf, labelOf } from './labels.ts';
import type { InputChoice, WeightChoice } from './run-choices.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';

/** What a run gave of one node; one image, [C, H, W]. */
export interface NodeResult {
  readonly shape: Shape;
  readonly mean: number;
  readonly std: number;
  readonly maxAbs: number;
  /** Mean over channels, [H, W]. */
  readonly map: Float32Array;
  /** Everything, NCHW without N; of level results and heads only. */
  readonly data?: Float32Array;
}

/** What a run gave of one image. */
export interface ImageResult {
  readonly input: InputChoice;
  /** What the network saw of it. */
  readonly seen: Seen | undefined;
  readonly nodes: ReadonlyMap<string, NodeResult>;
}

/** What was run, so that more can be asked of the same. */
export type RunSource = Pick<RunOrder, 'graph' | 'untouched' | 'weights' | 'backend'> & {
  readonly inputs: readonly [InputSource, ...InputSource[]];
};

/** One run's results, kept beside the document that they belong to; of its images the one at `at` is shown. */
export interface RunResult extends ImageResult {
  readonly document: GraphDocument;
  /** What is compared of it; the network on the screen may be another by now. */
  readonly landmarks: readonly Landmark[];
  readonly source: RunSource;
  readonly images: readonly ImageResult[];
  readonly at: number;
  readonly weights: WeightChoice;
  /** Where a person wanted it to compute. */
  readonly asked: BackendChoice;
  /** What was changed in the computation. */
  readonly interventions: readonly Intervention[];
  /** The same without interventions, where there were some. */
  readonly untouched?: RunResult;
  readonly device: Device;
  /** What its classes are called, where that is known. */
  readonly classes?: Classes;
  /** Where weights came from a file: what went where. */
  readonly match?: WeightMatch;
  readonly seconds: number;
  /** Milliseconds by op, where they were measured; ops that are computed together stand as their first. */
  readonly times?: ReadonlyMap<string, number>;
  readonly memory: Pick<RunReport['memory'], 'planned' | 'peak'>;
  readonly overflow?: RunReport['overflow'];
  readonly unsound?: RunReport['unsound'];
}

/** What the first node is called that has values which are NaN or infinite: of the first image any, of others what is compared. */
export function firstNotFinite({ document, landmarks, nodes, overflow, at }: RunResult): string | undefined {
  if (at === 0 && overflow) return labelOf(document, overflow.node);
  const found = landmarks.find(({ id }) => nodes.has(id) && !Number.isFinite(nodes.get(id)!.maxAbs));
  return found && words.names.given(found.label);
}

/** Whether its weights are none that were learned. */
export const isSeeded = ({ weights }: RunResult): boolean => weights.kind !== 'file';

/** The same run, another of its images. */
export const withImage = ({ untouched, ...result }: RunResult, at: number): RunResult => ({
  ...result,
  ...result.images[at]!,
  at,
  ...(untouched && { untouched: withImage(untouched, at) }),
});

/** Nodes whose maps are kept of every run; of larger networks only the landmarks' are. */
const MOST_MAPS = 500;

/** What a run should bring back: maps and statistics, and everything of the results that are compared. */
export function wishesOf(document: GraphDocument, graph: OpGraph): ReadonlyMap<string, Wish> {
  const wishes = new Map<string, Wish>();
  if (document.nodes.length <= MOST_MAPS)
    for (const id of graph.results.keys()) wishes.set(id, { stats: true, map: true });
  for (const { id } of landmarks(document, graph)) wishes.set(id, { stats: true, map: true, full: true });
  return wishes;
}

/** A run's report, kept beside the document that it belongs to. */
export function runResult(
  document: GraphDocument,
  source: RunSource,
  report: RunReport,
  { inputs, ...chosen }: Pick<RunResult, 'weights' | 'asked'> & { readonly inputs: readonly InputChoice[] },
): RunResult {
  const seen = [report.seen, ...report.othersSeen];
  const classes = classesOf(document, report.match);
  const images = [report.results, ...report.others].map((results, index): ImageResult => ({
    input: inputs[index]!,
    seen: seen[index],
    nodes: nodesOf(results),
  }));
  return {
    document,
    landmarks: landmarks(document, source.graph),
    // More of the same is computed where this was.
    source: { ...source, backend: report.device.backend },
    ...chosen,
    interventions: [],
    ...images[0]!,
    images,
    at: 0,
    device: report.device,
    seconds: report.seconds,
    memory: report.memory,
    ...(classes && { classes }),
    ...(report.times && { times: report.times }),
    ...(report.match && { match: report.match }),
    ...(report.overflow && { overflow: report.overflow }),
    ...(report.unsound && { unsound: report.unsound }),
  };
}

const nodesOf = (results: ReadonlyMap<string, Reading>): ImageResult['nodes'] =>
  new Map(
    [...results].map(([id, { shape, stats, map, data }]) => [
      id,
      { shape, ...stats!, map: map!, ...(data && { data }) },
    ]),
  );

/** A result that a person compares: a level's, or an output's. */
export interface Landmark {
  readonly id: string;
  /** As the document has it: what is called alike in several networks is compared. */
  readonly label: string;
}

/** The results of a network that stand side by side: every level's, of one without levels every stage's; then the outputs'. */
function landmarks(document: GraphDocument, graph: OpGraph): readonly Landmark[] {
  const { node } = indexOf(document);
  const { levels, stages } = readNetwork(document);
  const labels = new Map((levels.length > 0 ? levels : stages).map(({ output, label }) => [output, label]));
  const found: Landmark[] = [];
  for (const op of graph.ops) {
    const label = labels.get(op.node);
    if (label !== undefined && graph.ops[graph.results.get(op.node)!] === op) found.push({ id: op.node, label });
  }
  for (const id of graph.outputs) {
    if (found.some((each) => each.id === id)) continue;
    found.push({ id, label: headOf(node.get(id)!) === 'logits' ? words.terms.logits : givenLabelOf(document, id) });
  }
  return found;
}

export interface Ranked {
  readonly index: number;
  readonly logit: number;
  readonly probability: number;
}

/** As PyTorch's topk has it: NaN stands before every number. */
const byLogit = (a: Ranked, b: Ranked): number =>
  Number(Number.isNaN(b.logit)) - Number(Number.isNaN(a.logit)) || b.logit - a.logit;

/** The largest logits with their softmax probabilities, in double precision. */
export function topOf(logits: Float32Array, count = 5): readonly Ranked[] {
  const largest = logits.reduce((most, value) => Math.max(most, value), -Infinity);
  const total = logits.reduce((sum, value) => sum + Math.exp(value - largest), 0);
  return [...logits]
    .map((logit, index) => ({ index, logit, probability: Math.exp(logit - largest) / total }))
    .sort(byLogit)
    .slice(0, count);
}
