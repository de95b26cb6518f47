import { parseGraph } from '#lib/dla/network/graph-file.ts';
import { emptyHistory, type History } from '#lib/graph/document/history.ts';
import * as v from 'valibot';
import { NetworkView } from '../network-view.svelte.ts';
import { lookAgain, lookEntries } from './look.ts';
import { parseStep } from './step-text.ts';

const firstSchema = v.object({
  version: v.literal(1),
  views: v.array(v.object({ file: v.string(), history: v.unknown(), ...lookEntries })),
});

const historySchema = v.object({
  entries: v.array(v.unknown()),
  done: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

/** The networks of a workspace as versions before kept it, one record of everything; whether that is all of them. */
export function readFirstViews(record: unknown): { readonly views: readonly NetworkView[]; readonly whole: boolean } {
  const parsed = v.safeParse(firstSchema, record);
  if (!parsed.success) return { views: [], whole: record === undefined };
  const views = parsed.output.views.flatMap(({ file, history, ...look }) => {
    const document = parseGraph(file, { draft: true });
    if (!document.ok) return [];
    const view = new NetworkView(document.value, readHistory(history));
    lookAgain(view, look);
    return view;
  });
  return { views, whole: views.length === parsed.output.views.length };
}

/** A history of which one step is damaged leads nowhere: then there is none. */
function readHistory(record: unknown): History {
  const parsed = v.safeParse(historySchema, record);
  if (!parsed.success || parsed.output.done > parsed.output.entries.length) return emptyHistory;
  const entries = parsed.output.entries.map(parseStep);
  return entries.every((entry) => entry !== undefined) ? { entries, done: parsed.output.done } : emptyHistory;
}
