import { levelAround } from '#lib/dla/reading/levels.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';
import { blockPaths } from '#lib/dla/analysis/paths.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import type { Reading } from '#lib/runtime/compute/reading.ts';
import type { GradientReport } from '#lib/runtime/session/orders.ts';
import { labelOf } from '#lib/workspace/shared/labels.ts';

/** Which gradient of a node is looked at: by its result, or by all its weights together. */
export type Quantity = 'result' | 'weights';

/** What a backward pass says of one node: L2 norms of the loss's gradient. */
export interface GradientRow {
  readonly id: string;
  readonly result: number;
  /** Over every parameter of the node; buffers have no gradient. */
  readonly weights: number;
  /** Aggregation nodes on a block's way through no further block to the end of its level, outside of levels to the output. */
  readonly skip: number | undefined;
}

/** The nodes that learn: those with parameters, in the order of computation. */
export function learningNodes({ ops, results }: OpGraph): readonly string[] {
  const found = new Set(ops.filter(({ weights }) => weights.some(({ buffer }) => !buffer)).map(({ node }) => node));
  return [...found].filter((id) => results.has(id));
}

/** The node whose result are the logits, and how many classes they tell apart. */
export interface Classifier {
  readonly id: string;
  readonly classes: number;
}

/** What gives the loss; undefined for a network without a classifier. */
export function classifierOf({ ops, outputs, results }: OpGraph): Classifier | undefined {
  const shapes = outputs.map((id) => ({ id, shape: ops[results.get(id)!]!.shape }));
  const found = shapes.find(({ shape: [, height, width] }) => height === 1 && width === 1);
  return found && { id: found.id, classes: found.shape[0] };
}

/** L2 norm of a value of some images by its mean and deviation: Σx² = n (mean² + std²). */
export function normOf({ shape, stats }: Reading, images: number): number {
  const { mean, std } = stats!;
  return Math.sqrt(images * shape.reduce((product, extent) => product * extent, 1) * (mean ** 2 + std ** 2));
}

type Passed = Pick<GradientReport, 'norms' | 'nodes' | 'images'>;

/** Rows of the nodes that the gradient reaches, in the order of computation. */
export function gradientRows(
  document: GraphDocument,
  graph: OpGraph,
  { norms, nodes, images }: Passed,
): readonly GradientRow[] {
  const skips = skipsOf(document, graph);
  const squares = new Map<string, number>();
  for (const { node, weights } of graph.ops)
    for (const { name } of weights) squares.set(node, (squares.get(node) ?? 0) + (norms.get(name) ?? 0) ** 2);
  return learningNodes(graph).flatMap((id) => {
    const reading = nodes.get(id);
    if (!reading) return [];
    return [{ id, result: normOf(reading, images), weights: Math.sqrt(squares.get(id)!), skip: skips.get(id) }];
  });
}

function skipsOf(document: GraphDocument, graph: OpGraph): ReadonlyMap<string, number | undefined> {
  const skips = new Map(blockPaths(document, graph).map(({ block, skip }) => [block, skip]));
  for (const { reading } of readNetwork(document).aggregationLevels) {
    if (!reading) continue;
    const inside = new Map(blockPaths(document, graph, [reading.output]).map(({ block, skip }) => [block, skip]));
    for (const block of reading.blocks) skips.set(block, inside.get(block));
  }
  return skips;
}

/** Norms as shares of a bar: on a logarithmic scale from the least to the greatest. */
/** Levels, and nodes outside of them, in which a gradient is NaN or infinite, in the order of computation. */
export function notFiniteIn(
  document: GraphDocument,
  rows: readonly GradientRow[],
  quantity: Quantity,
): readonly string[] {
  const odd = rows.filter((row) => !Number.isFinite(row[quantity]));
  return [...new Set(odd.map(({ id }) => levelAround(document, id)?.label ?? labelOf(document, id)))];
}

export interface Heat {
  readonly shares: ReadonlyMap<string, number>;
  readonly least: number;
  readonly most: number;
}

/**
 * The heat of blocks and aggregation nodes; of all rows in a network that has none: the head alone may get a hundred times
 * what they get. Undefined where nothing flows.
 */
export function gradientHeat(
  document: GraphDocument,
  rows: readonly GradientRow[],
  quantity: Quantity,
): Heat | undefined {
  const { node } = indexOf(document);
  const joined = rows.filter(({ id }) => ['block', 'aggregation'].includes(node.get(id)!.kind));
  const flowing = (joined.length > 0 ? joined : rows).filter((row) => row[quantity] > 0 && row[quantity] < Infinity);
  if (flowing.length === 0) return undefined;
  const values = flowing.map((row) => row[quantity]);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const span = Math.log(most / least) || 1;
  return { shares: new Map(flowing.map((row) => [row.id, 1 - Math.log(most / row[quantity]) / span])), least, most };
}
