import type { Op, OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Convention, Counted, Measure, Subject, Tool } from './conventions.ts';
import { countCosts, opCosts } from './costs.ts';
import { untrainedParameters } from './cost-rows.ts';

/** A convention in which a tool differs, and what that makes in this network. */
export interface ReconciledRow {
  readonly subject: Subject;
  readonly measure: Measure;
  readonly source: string;
  /** How many ops it concerns. */
  readonly ops: number;
  readonly value: number;
}

/** The way from this product's numbers to a tool's: the total is `macs` and all rows. */
export interface Reconciliation {
  readonly tool: Tool;
  readonly macs: number;
  readonly rows: readonly ReconciledRow[];
  readonly total: number;
  readonly parameters: number;
  /** Parameters that are never trained and that the tool leaves out; 0 where it counts them. */
  readonly untrained: number;
  readonly totalParameters: number;
}

/** What a tool prints for a network, one image; rows that come to nothing are left out. */
export function reconcile(document: GraphDocument, graph: OpGraph, tool: Tool): Reconciliation {
  const { macs, parameters } = countCosts(graph);
  const functions = functionCalls(graph);
  const counted = graph.ops.flatMap((op, index): Counted[] => {
    const input = graph.ops[op.inputs[0] ?? -1]?.shape;
    return input ? [{ op, input, macs: opCosts(op, graph).macs, functional: functions.has(index) }] : [];
  });
  const rows = tool.conventions.map((convention) => rowOf(convention, counted)).filter(({ value }) => value !== 0);
  const untrained = tool.trainedOnly === undefined ? 0 : untrainedParameters(document, graph.ops);
  return {
    tool,
    macs,
    rows,
    total: rows.reduce((sum, { value }) => sum + value, macs),
    parameters,
    untrained,
    totalParameters: parameters - untrained,
  };
}

function rowOf({ kind, extra, subject, measure, source }: Convention, counted: readonly Counted[]): ReconciledRow {
  const values = counted.filter(({ op }) => op.kind === kind).map(extra);
  const differing = values.filter((value) => value !== 0);
  return { subject, measure, source, ops: differing.length, value: differing.reduce((sum, value) => sum + value, 0) };
}

/**
 * Ops that torchvision writes as calls of functions and not as modules: the last ReLU and the global pool of its
 * DenseNet, known by the batch norm before them that no convolution precedes.
 */
function functionCalls({ ops }: OpGraph): ReadonlySet<number> {
  const before = (op: Op | undefined): Op | undefined => (op === undefined ? undefined : ops[op.inputs[0] ?? -1]);
  const calls = new Set<number>();
  ops.forEach((op, index) => {
    const relu = before(op);
    const norm = before(relu);
    if (op.kind !== 'global-avg-pool' || relu?.kind !== 'relu' || norm?.kind !== 'batch-norm') return;
    if (before(norm)?.kind === 'conv2d') return;
    calls.add(index).add(op.inputs[0]!);
  });
  return calls;
}
