import { isFixed } from '#lib/dla/modules/heads.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import { sizeOf, type Op, type OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { groupPath, indexOf } from '#lib/graph/document/queries.ts';
import { addCosts, noCosts, opCosts, type Costs } from './costs.ts';
import { partsOf, type Part } from '#lib/dla/reading/network-parts.ts';
import { stageAround } from '#lib/dla/reading/reading.ts';
import { peakActivationBytes } from './memory.ts';
import { movesWithData } from './moving.ts';
import { receptiveFields, type ReceptiveField } from './receptive-field.ts';

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
  /** Whether that moves with the data. */
  readonly moves: boolean;
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
  const moving = movesWithData(graph);
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
      moves: moving[last]!,
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
    byNode.set(id, grain === 'part' ? (partsOf(document).get(id) ?? '') : stageRow(document, id));
  return ({ node }) => byNode.get(node)!;
}

/** Where a node stands in a table of levels: its stage, of a decoder with passes its pass; itself where it has none. */
function stageRow(document: GraphDocument, id: string): string {
  const { group } = indexOf(document);
  const stage = stageAround(document, id);
  if (stage?.kind !== 'decoder') return stage?.id ?? id;
  const path = groupPath(document, id);
  const hasPasses = group.get(stage.id)!.members.some((member) => group.has(member));
  return hasPasses ? (path[path.indexOf(stage.id) + 1] ?? id) : stage.id;
}

/** Ops whose result another row takes, or nothing. */
function leavingOps(graph: OpGraph, ids: (op: Op) => string): ReadonlySet<number> {
  const leaving = new Set(graph.outputs.map((id) => graph.results.get(id)!));
  for (const op of graph.ops) for (const input of op.inputs) if (ids(graph.ops[input]!) !== ids(op)) leaving.add(input);
  return leaving;
}
