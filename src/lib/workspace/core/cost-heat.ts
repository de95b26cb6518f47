import { heldBytes } from '#lib/dla/analysis/memory.ts';
import { opCosts } from '#lib/dla/analysis/costs.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { LayoutMark } from '#lib/graph/layout/layout.ts';

/** What can be drawn on the figure: milliseconds, multiply-adds, parameters, or bytes of activations held meanwhile. */
export type HeatKind = 'time' | 'macs' | 'parameters' | 'memory';

export interface Heat {
  readonly kind: HeatKind;
  /** 0 to 1 by mark: its part of `most`. */
  readonly shares: ReadonlyMap<string, number>;
  /** The largest value of any mark, and which mark has it. */
  readonly most: number;
  readonly at: LayoutMark | undefined;
}

/** The quantity of every op; what was computed together with another op took no time of its own. */
function quantityOf(kind: HeatKind, graph: OpGraph, times: ReadonlyMap<string, number>): readonly number[] {
  if (kind === 'memory') return heldBytes(graph);
  if (kind === 'time') return graph.ops.map(({ id }) => times.get(id) ?? 0);
  return graph.ops.map((op) => opCosts(op, graph)[kind]);
}

/**
 * The heat of what is drawn. A mark has what its nodes cost together; of memory, which is held at one time, the most of
 * them. An open frame has none: the ops inside it do.
 */
export function costHeat(
  kind: HeatKind,
  marks: readonly LayoutMark[],
  graph: OpGraph,
  times: ReadonlyMap<string, number> = new Map(),
): Heat {
  const byId = new Map<string, number>();
  const join = (a: number | undefined, b: number) => (kind === 'memory' ? Math.max(a ?? 0, b) : (a ?? 0) + b);
  quantityOf(kind, graph, times).forEach((value, index) => {
    const { id, node } = graph.ops[index]!;
    // An op may have the id of its node: it is the node then.
    if (id !== node) byId.set(id, value);
    byId.set(node, join(byId.get(node), value));
  });
  let most = 0;
  let at: LayoutMark | undefined;
  const values = new Map<string, number>();
  for (const mark of marks) {
    if (mark.open) continue;
    const ids = mark.kind === 'op' ? [mark.id] : mark.of;
    const known = ids.flatMap((id) => byId.get(id) ?? []);
    if (known.length === 0) continue;
    const value = known.reduce<number>((sum, each) => join(sum, each), 0);
    values.set(mark.id, value);
    if (value > most) [most, at] = [value, mark];
  }
  return { kind, shares: new Map([...values].map(([id, value]) => [id, most > 0 ? value / most : 0])), most, at };
}
