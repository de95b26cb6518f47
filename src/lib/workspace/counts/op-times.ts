import { opCosts } from '#lib/dla/analysis/costs.ts';
import type { OpKind } from '#lib/dla/ops/ops.ts';
import type { RunResult } from '#lib/workspace/shared/run-result.ts';

/** What one step of a run took; ops that are computed together stand as their first. */
export interface TimeRow {
  /** Of the op. */
  readonly id: string;
  readonly node: string;
  readonly kind: OpKind;
  readonly milliseconds: number;
  /** Of all that was measured, 0 to 1. */
  readonly share: number;
  readonly macs: number;
  /** Multiply-adds per second, in thousands of millions; absent where nothing is multiplied, or no time was seen to pass. */
  readonly rate: number | undefined;
}

/** The steps of a run that was measured, in the order in which they ran. */
export function timeRows({ source: { graph }, times }: Pick<RunResult, 'source' | 'times'>): readonly TimeRow[] {
  if (!times) return [];
  const total = [...times.values()].reduce((sum, each) => sum + each, 0);
  const ops = new Map(graph.ops.map((op) => [op.id, op]));
  return [...times].map(([id, milliseconds]): TimeRow => {
    const op = ops.get(id)!;
    const { macs } = opCosts(op, graph);
    const rate = macs > 0 && milliseconds > 0 ? macs / milliseconds / 1e6 : undefined;
    return { id, node: op.node, kind: op.kind, milliseconds, share: total > 0 ? milliseconds / total : 0, macs, rate };
  });
}
