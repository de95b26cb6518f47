import { countCosts, type Costs } from '#lib/dla/analysis/costs.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import type { Section } from '#lib/dla/network/sections.ts';
import type { Op, OpGraph, WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import { emptyDocument, type GraphDocument } from '#lib/graph/document/document.ts';
import type { Issue } from '#lib/issue.ts';

/** A section lowered by itself. */
export interface LoweredSection {
  /** The section behind images of the shapes that it takes. */
  readonly document: GraphDocument;
  readonly graph: OpGraph;
  readonly issues: readonly Issue[];
  /** Of its own ops. */
  readonly costs: Costs;
  readonly aggregationNodes: number;
}

const known = new WeakMap<Section, LoweredSection>();

/** Lowers and counts a section, once: wherever it stands it takes maps of the same shapes. */
export function lowerSection(section: Section, shapeOf: (id: string) => Op['shape']): LoweredSection {
  const before = known.get(section);
  if (before) return before;
  const taken = section.takes.map((id) => {
    const [channels, height, width] = shapeOf(id);
    return { id, kind: 'input', inputs: [], attributes: { channels, height, width } };
  });
  const document = { ...emptyDocument, nodes: [...taken, ...section.nodes], groups: section.groups };
  const { graph, issues } = lowerDocument(document);
  const lowered = {
    document,
    graph,
    // A decoder takes several maps.
    issues: issues.filter(({ kind }) => kind !== 'second-input-node'),
    costs: countCosts(graph),
    aggregationNodes: section.nodes.filter(({ kind }) => kind === 'aggregation').length,
  };
  known.set(section, lowered);
  return lowered;
}

/** The ops of a whole network from those of its sections, each where it stands when the network is lowered as one. */
export class JoinedSections implements OpGraph {
  readonly ops: Op[] = [];
  readonly results = new Map<string, number>();
  readonly tensors: WeightTensor[] = [];
  outputs: readonly string[] = [];

  shapeOf = (id: string): Op['shape'] => this.ops[this.results.get(id)!]!.shape;

  add({ takes, output, outputs = [output] }: Section, { graph }: LoweredSection): void {
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
