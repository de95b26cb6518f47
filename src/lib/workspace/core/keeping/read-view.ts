import { parseGraph, serialiseGraph } from '#lib/dla/network/graph-file.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { emptyHistory, travel, type History, type HistoryEntry } from '#lib/graph/document/history.ts';
import type { Issue } from '#lib/issue.ts';
import * as v from 'valibot';
import { baseSchema } from './head.ts';
import { parseStep, stepText } from './step-text.ts';

/** A network as it lay in the store. `damage` is what could not be read of it; the rest is sound. */
export interface ReadView {
  readonly document: GraphDocument;
  readonly history: History;
  /** The steps after which the base was written. */
  readonly base: number;
  /** Characters of the base, and of the steps behind it. */
  readonly weight: number;
  readonly since: number;
  readonly damage: readonly Issue[];
}

/**
 * A network from its base and its steps, as it was after `done` of them. Steps up to the first that is damaged are taken;
 * undefined where not even the base can be read.
 */
export function readView(name: string, base: unknown, kept: readonly unknown[], done: number): ReadView | undefined {
  const parsed = v.safeParse(baseSchema, base);
  if (!parsed.success) return undefined;
  const document = parseGraph(parsed.output.file, { draft: true });
  if (!document.ok) return undefined;
  const entries: HistoryEntry[] = [];
  for (const each of kept) {
    const entry = parseStep(each);
    if (!entry) break;
    entries.push(entry);
  }
  const from = parsed.output.done;
  const broken: Issue = { kind: 'history-broken', at: name, expected: kept.length, received: entries.length };
  const weight = parsed.output.file.length;
  const alone: ReadView = {
    document: document.value,
    history: emptyHistory,
    base: 0,
    weight,
    since: 0,
    damage: [broken],
  };
  // Without the steps before the base nothing leads to it.
  if (entries.length < from) return alone;
  const target = Math.min(done, entries.length);
  const travelled = replayed(document.value, { entries, done: from }, target);
  if (!travelled) return alone;
  const whole = entries.length === kept.length && target === done;
  const since = entries.slice(from).reduce((sum, entry) => sum + stepText(entry).length, 0);
  return { ...travelled, base: from, weight, since, damage: whole ? [] : [broken] };
}

/** Steps that were kept were once taken, but what lies in a store may be anything: where they lead to is parsed. */
function replayed(
  document: GraphDocument,
  history: History,
  target: number,
): { readonly document: GraphDocument; readonly history: History } | undefined {
  if (history.done === target) return { document, history };
  try {
    const travelled = travel(document, history, target);
    const parsed = parseGraph(serialiseGraph(travelled.document), { draft: true });
    return parsed.ok ? { document: parsed.value, history: travelled.history } : undefined;
  } catch {
    // A patch of another document leads nowhere: indices beyond the end of its lists.
    return undefined;
  }
}
