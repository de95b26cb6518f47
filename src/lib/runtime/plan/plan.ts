import { findImage } from '#lib/dla/op-graph/image.ts';
import { sizeOf, type Op, type OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { fuseOps, opsOf, type FusedOp, type Fusion } from './fuse.ts';
import { lastUsesOf, orderSteps, peakBytes } from './order.ts';
import { valueBytes } from './value-bytes.ts';
import { NO_REUSE, retainedOf, type Reuse } from './reuse.ts';

export interface PlanOptions {
  /** Batch norms become part of the convolution before them. */
  readonly fold: boolean;
  /** ReLUs are applied by the convolution before them. */
  readonly fuse: boolean;
}

export interface Step extends FusedOp {
  /** Values that nothing needs after this step. */
  readonly free: readonly number[];
}

/** What a session does, in order. Pure data: the same graph, wishes and options give the same plan. */
export interface Plan {
  readonly steps: readonly Step[];
  /** Values that are wanted; the session reads each right after its step. */
  readonly keep: ReadonlySet<number>;
  /** Bytes of all weights in use. */
  readonly weightBytes: number;
  /** Most bytes of activations that live at one time, per image. */
  readonly activationBytes: number;
  /** Values that stay for the next run, of those that may. */
  readonly retained: ReadonlySet<number>;
}

const BYTES = Float32Array.BYTES_PER_ELEMENT;

/** Plans what must be computed so that the values of `keep` can be read, in an order that keeps little alive. */
export function makePlan(
  graph: OpGraph,
  keep: Iterable<number>,
  { fold, fuse }: PlanOptions,
  reuse: Reuse = NO_REUSE,
): Plan {
  const kept = new Set(keep);
  const fusion: Fusion = {
    'batch-norm': fold ? ['conv2d', 'deform-conv'] : [],
    add: [],
    relu: fuse ? ['conv2d', 'deform-conv'] : [],
  };
  const bytes = valueBytes(graph);
  const ordered = orderSteps(fuseOps(graph, kept, fusion, reuse.known), bytes);
  const retained = retainedOf(ordered, graph, reuse);
  const steps = withLastUses(ordered, new Set([...reuse.known, ...retained]));
  const image = findImage(graph);
  return {
    steps,
    keep: kept,
    retained,
    weightBytes: steps.flatMap((step) => opsOf(step, graph)).reduce((sum, op) => sum + weightBytesOf(op), 0),
    activationBytes: Math.max(peakBytes(steps, bytes), image ? bytes(image.index) : 0),
  };
}

const weightBytesOf = (op: Op): number => op.weights.reduce((sum, weight) => sum + sizeOf(weight) * BYTES, 0);

function withLastUses(ordered: readonly FusedOp[], staying: ReadonlySet<number>): Step[] {
  const last = lastUsesOf(ordered);
  return ordered.map((step, position) => ({
    ...step,
    // A wanted value that nothing takes goes right after it was made and read.
    free: [...new Set([...step.inputs, step.result])].filter(
      (value) => last.get(value) === position && !staying.has(value),
    ),
  }));
}
