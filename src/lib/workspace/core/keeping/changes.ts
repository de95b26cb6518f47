import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { History, HistoryEntry } from '#lib/graph/document/history.ts';
import type { NetworkView } from '../network-view.svelte.ts';
import type { ViewChange } from './head.ts';
import { stepText } from './step-text.ts';

/** What lies in the store of one network. */
export interface KeptView {
  readonly id: string;
  readonly entries: readonly HistoryEntry[];
  /** The steps after which its base was written; undefined where none was. */
  readonly base: number | undefined;
  /** Characters of the base, and of the steps that were written since. */
  readonly weight: number;
  readonly since: number;
}

/** What lies in the store of a workspace, by the view that has it. */
export type KeptViews = ReadonlyMap<NetworkView, KeptView>;

export const nothingKept: KeptViews = new Map();

const unkept = (id: string): KeptView => ({ id, entries: [], base: undefined, weight: 0, since: 0 });

/** What is to be written of all networks of a workspace, and what lies there then. `idOf` names a network that is new. */
export function changesOf(
  views: readonly NetworkView[],
  kept: KeptViews,
  idOf: (view: NetworkView) => string,
): { readonly changes: readonly ViewChange[]; readonly kept: KeptViews } {
  const found = views.map((view) => changeOf(kept.get(view) ?? unkept(idOf(view)), view.edited, view.editor.history));
  return {
    changes: found.flatMap(({ change }) => change ?? []),
    kept: new Map(views.map((view, index) => [view, found[index]!.kept])),
  };
}

/**
 * What an edit makes necessary to write: the steps that are not there yet. A new base only where the old one is no longer
 * on the way to what is (undone, then edited otherwise), or where the steps behind it weigh more than it does.
 */
function changeOf(
  kept: KeptView,
  document: GraphDocument,
  { entries, done }: History,
): { readonly change: ViewChange | undefined; readonly kept: KeptView } {
  const from = commonLength(kept.entries, entries);
  const steps = entries.slice(from).map(stepText);
  const since = kept.since + steps.reduce((sum, { length }) => sum + length, 0);
  const lost = kept.base === undefined || kept.base > from;
  const heavy = since > Math.max(kept.weight, LIGHT);
  if (lost || heavy) {
    const file = serialiseGraph(document);
    const base = { file, done };
    return {
      change: { view: kept.id, base, from, steps },
      kept: { id: kept.id, entries, base: done, weight: file.length, since: 0 },
    };
  }
  const same = steps.length === 0 && entries.length === kept.entries.length;
  return { change: same ? undefined : { view: kept.id, from, steps }, kept: { ...kept, entries, since } };
}

/** Below this many characters of steps no new base is written. */
const LIGHT = 100_000;

/** How many steps both begin with. A step is never changed: it is the very object, or another one. */
function commonLength(a: readonly HistoryEntry[], b: readonly HistoryEntry[]): number {
  if (a === b) return a.length;
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
