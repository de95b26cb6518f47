import { countCosts } from '$lib/dla/analysis/costs';
import { levelAround, levelsOf } from '$lib/dla/analysis/levels';
import { indexOf, nodesIn, topologicalOrder } from '$lib/graph/document/queries';
import { shapeText } from '$lib/ui/format';
import { kindOf, labelOf } from '$lib/workspace/labels';
import type { NetworkView } from '$lib/workspace/network-view.svelte';

/** One row of the table of costs: a level, or a module. */
export interface CostRow {
  readonly id: string;
  readonly name: string;
  readonly what: string;
  /** Of the result, NCHW without N. */
  readonly shape: string;
  readonly field: number | undefined;
  readonly parameters: number;
  readonly macs: number;
  readonly activations: number;
}

/** Every node, in the order of computation. */
export function moduleRows(view: NetworkView): readonly CostRow[] {
  const { node } = indexOf(view.document);
  return topologicalOrder(view.document).ids.map((id) => {
    const level = levelAround(view.document, id);
    const name = `${level ? `${level.label} · ` : ''}${labelOf(view.document, id)}`;
    return row(view, id, [id], name, kindOf(node.get(id)!));
  });
}

/** Levels, and what stands before, beside and behind them, in the order of computation. */
export function levelRows(view: NetworkView): readonly CostRow[] {
  const { document } = view;
  const { node, parent } = indexOf(document);
  const order = topologicalOrder(document).ids;
  const levelOf = new Map(levelsOf(document).flatMap((level) => nodesIn(document, level.id).map((id) => [id, level])));
  const parts = new Map<string, string[]>();
  for (const id of order) {
    if (node.get(id)!.kind === 'input') continue;
    const holder = levelOf.get(id)?.id ?? parent.get(id) ?? id;
    const members = parts.get(holder);
    if (members) members.push(id);
    else parts.set(holder, [id]);
  }
  return [...parts].map(([id, ids]) => {
    const level = levelsOf(document).find((each) => each.id === id);
    const alone = ids.length === 1 ? kindOf(node.get(ids[0]!)!) : '';
    const what = level ? (level.reading?.structure ?? 'none of the six') : alone;
    return row(view, id, ids, labelOf(document, id), what);
  });
}

function row(view: NetworkView, id: string, ids: readonly string[], name: string, what: string): CostRow {
  const last = ids.findLast((each) => view.shapeOf(each));
  const shape = last === undefined ? undefined : view.shapeOf(last);
  const field = last === undefined ? undefined : view.fieldOf(last);
  const { parameters, macs, activations } = countCosts(view.graph, ids);
  return {
    id,
    name,
    what,
    shape: shape ? shapeText(shape) : '–',
    field: typeof field === 'number' ? field : undefined,
    parameters,
    macs,
    activations,
  };
}
