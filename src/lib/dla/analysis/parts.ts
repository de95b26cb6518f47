import { isFixed } from '#lib/dla/modules/heads.ts';
import { moduleOf } from '#lib/dla/modules/modules.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import { sizeOf, type Op, type OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { nameOf, type GraphDocument } from '#lib/graph/document/document.ts';
import { groupPath, indexOf, topologicalOrder } from '#lib/graph/document/queries.ts';
import { addCosts, noCosts, opCosts, type Costs } from './costs.ts';
import { levelAround } from '#lib/dla/reading/levels.ts';
import { peakActivationBytes } from './memory.ts';
import { receptiveFields, type ReceptiveField } from './receptive-field.ts';

/** The neck is what joins and brings up a backbone's features: the decoder of a dense network. */
export const parts = ['backbone', 'neck', 'head'] as const;
export type Part = (typeof parts)[number];

/** The groups that decoders are named by, ours and the authors’ (docs/networks.md). */
const DECODERS: ReadonlySet<string> = new Set(['dla_up', 'decoder']);

const partsByDocument = new WeakMap<GraphDocument, ReadonlyMap<string, Part>>();

/**
 * The part of every node that has a place in the order of computation. Heads are known by their kind; the neck is a
 * decoder's group, and whatever brings maps up, joins maps as a decoder does, or comes after such a node.
 */
export function partsOf(document: GraphDocument): ReadonlyMap<string, Part> {
  const known = partsByDocument.get(document);
  if (known) return known;
  const { node: nodes, group } = indexOf(document);
  const found = new Map<string, Part>();
  for (const id of topologicalOrder(document).ids) {
    const { kind, inputs } = nodes.get(id)!;
    const outer = groupPath(document, id)[0];
    const decoding =
      kind === 'up-sample' ||
      kind === 'fuse-conv' ||
      (outer !== undefined && DECODERS.has(nameOf(group.get(outer)!))) ||
      inputs.some((input) => found.get(input) === 'neck');
    found.set(id, moduleOf(kind)?.head ? 'head' : decoding ? 'neck' : 'backbone');
  }
  partsByDocument.set(document, found);
  return found;
}

/** How fine a table of costs is. */
export type Grain = 'part' | 'level' | 'module' | 'op';

export interface CostRow {
  /** The part, the id of a level, group or node, or the id of an op. */
  readonly id: string;
  readonly part: Part;
  /** Ids of its nodes in the order of computation; of an op the node that it came from. */
  readonly nodes: readonly string[];
  readonly costs: Costs;
  /** Parameters that are kept and never trained, among `costs.parameters`. */
  readonly untrained: number;
  /** Of the last result that leaves it, one image, NCHW without N. */
  readonly shape: Shape;
  readonly receptiveField: ReceptiveField;
  /** The most bytes of activations that a forward pass holds while this runs (see `heldBytes`). */
  readonly peakBytes: number;
}

/**
 * Costs of a network by part, level, module or op, in the order of computation; the image costs nothing and has no
 * row. The costs of all rows of a grain are those of the whole network.
 */
export function costRows(document: GraphDocument, graph: OpGraph, grain: Grain): readonly CostRow[] {
  const ids = rowIds(document, grain);
  const members = new Map<string, number[]>();
  graph.ops.forEach((op, index) => {
    if (op.kind === 'input') return;
    const id = ids(op);
    const ops = members.get(id);
    if (ops) ops.push(index);
    else members.set(id, [index]);
  });
  const leaving = leavingOps(graph, ids);
  const fields = receptiveFields(graph);
  const part = partsOf(document);
  return [...members].map(([id, indices]): CostRow => {
    const ops = indices.map((index) => graph.ops[index]!);
    // What only faulty nodes take leaves nowhere.
    const last = indices.findLast((index) => leaving.has(index)) ?? indices.at(-1)!;
    return {
      id,
      part: part.get(ops[0]!.node)!,
      nodes: [...new Set(ops.map(({ node }) => node))],
      costs: ops.reduce((sum, op) => addCosts(sum, opCosts(op, graph)), noCosts),
      untrained: untrainedParameters(document, ops),
      shape: graph.ops[last]!.shape,
      receptiveField: fields[last]!,
      peakBytes: peakActivationBytes(graph, indices),
    };
  });
}

/** Parameters of the fixed bilinear up-sampling at the end of a dense head (authors' DLASeg): kept, never trained. */
export function untrainedParameters(document: GraphDocument, ops: readonly Op[]): number {
  const { node } = indexOf(document);
  return ops
    .filter((op) => isFixed(op, node.get(op.node)))
    .flatMap((op) => op.weights)
    .reduce((sum, weight) => sum + sizeOf(weight), 0);
}

function rowIds(document: GraphDocument, grain: Grain): (op: Op) => string {
  if (grain === 'op') return ({ id }) => id;
  if (grain === 'module') return ({ node }) => node;
  const byNode = new Map<string, string>();
  for (const { id } of document.nodes)
    byNode.set(id, grain === 'part' ? (partsOf(document).get(id) ?? '') : levelRow(document, id));
  return ({ node }) => byNode.get(node)!;
}

/**
 * Where a node stands in a table of levels: its level, else its outermost group; a group of groups is opened once
 * (backbone and decoder of a dense network, DenseNet's features).
 */
function levelRow(document: GraphDocument, id: string): string {
  const { group } = indexOf(document);
  const [outer, inner] = groupPath(document, id);
  const level = levelAround(document, id);
  if (level || outer === undefined) return level?.id ?? id;
  return group.get(outer)!.members.some((member) => group.has(member)) ? (inner ?? id) : outer;
}

/** Ops whose result another row takes, or nothing. */
function leavingOps(graph: OpGraph, ids: (op: Op) => string): ReadonlySet<number> {
  const leaving = new Set(graph.outputs.map((id) => graph.results.get(id)!));
  for (const op of graph.ops) for (const input of op.inputs) if (ids(graph.ops[input]!) !== ids(op)) leaving.add(input);
  return leaving;
}
