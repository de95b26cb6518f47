import { countCosts, type Costs } from '#lib/dla/analysis/costs.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import type { NetworkPart } from '#lib/dla/network/parts.ts';
import type { Op, OpGraph, WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import { emptyDocument, type GraphDocument } from '#lib/graph/document/document.ts';
import type { Issue } from '#lib/issue.ts';

/** A part lowered by itself. */
export interface LoweredPart {
  /** The part behind images of the shapes that it takes. */
  readonly document: GraphDocument;
  readonly graph: OpGraph;
  readonly issues: readonly Issue[];
  /** Of its own ops. */
  readonly costs: Costs;
  readonly aggregationNodes: number;
}

const known = new WeakMap<NetworkPart, LoweredPart>();

/** Lowers and counts a part, once: wherever it stands it takes maps of the same shapes. */
export function lowerPart(part: NetworkPart, shapeOf: (id: string) => Op['shape']): LoweredPart {
  const before = known.get(part);
  if (before) return before;
  const taken = part.takes.map((id) => {
    const [channels, height, width] = shapeOf(id);
    return { id, kind: 'input', inputs: [], attributes: { channels, height, width } };
  });
  const document = { ...emptyDocument, nodes: [...taken, ...part.nodes], groups: part.groups };
  const { graph, issues } = lowerDocument(document);
  const lowered = {
    document,
    graph,
    // A decoder takes several maps.
    issues: issues.filter(({ kind }) => kind !== 'second-input-node'),
    costs: countCosts(graph),
    aggregationNodes: part.nodes.filter(({ kind }) => kind === 'aggregation').length,
  };
  known.set(part, lowered);
  return lowered;
}

/** The ops of a whole network from those of its parts, each where it stands when the network is lowered as one. */
export class JoinedParts implements OpGraph {
  readonly ops: Op[] = [];
  readonly results = new Map<string, number>();
  readonly tensors: WeightTensor[] = [];
  outputs: readonly string[] = [];

  shapeOf = (id: string): Op['shape'] => this.ops[this.results.get(id)!]!.shape;

  add({ takes, output, outputs = [output] }: NetworkPart, { graph }: LoweredPart): void {
    const taken = takes.map((id) => this.results.get(id)!);
    const start = this.ops.length - taken.length;
    const placed = (op: number): number => taken[op] ?? op + start;
    for (let index = taken.length; index < graph.ops.length; index += 1) {
      const op = graph.ops[index]!;
      this.ops.push({ ...op, inputs: op.inputs.map(placed) });
    }
    for (const [id, op] of graph.results) this.results.set(id, placed(op));
    for (const tensor of graph.tensors) this.tensors.push(tensor);
    this.outputs = outputs;
  }
}
