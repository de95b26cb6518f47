import type { StepLabel } from '#lib/step.ts';
import type { GraphDocument } from './document.ts';
import { applyPatch, emptyPatch, isEmptyPatch, reversePatch, squashPatches, type Patch } from './patch.ts';

export interface HistoryEntry {
  readonly label: StepLabel;
  readonly patch: Patch;
  readonly selectionBefore: readonly string[];
  readonly selectionAfter: readonly string[];
}

/** Entries up to `done` are in the document; those behind it can be redone. */
export interface History {
  readonly entries: readonly HistoryEntry[];
  readonly done: number;
}

export const emptyHistory: History = { entries: [], done: 0 };

/** Adds a step; what could be redone is dropped. An empty patch adds nothing. */
export function record(history: History, entry: HistoryEntry): History {
  if (isEmptyPatch(entry.patch)) return history;
  const entries = [...history.entries.slice(0, history.done), entry];
  return { entries, done: entries.length };
}

/** Adds a step that changes nothing in the document. */
export function mark({ entries, done }: History, label: StepLabel, selection: readonly string[]): History {
  const entry = { label, patch: emptyPatch, selectionBefore: selection, selectionAfter: selection };
  return { entries: [...entries.slice(0, done), entry], done: done + 1 };
}

/** Joins a step to the one before it, so that one gesture stays one entry. */
export function extendLast(history: History, patch: Patch, selectionAfter: readonly string[]): History {
  const last = history.entries[history.done - 1];
  if (!last) return history;
  const joined = { ...last, patch: squashPatches(last.patch, patch), selectionAfter };
  return { entries: [...history.entries.slice(0, history.done - 1), joined], done: history.done };
}

export interface Travelled {
  readonly document: GraphDocument;
  readonly history: History;
  readonly selection: readonly string[];
}

/** Moves to the state after `done` entries, back or forth. */
export function travel(document: GraphDocument, history: History, done: number): Travelled {
  const target = Math.max(0, Math.min(history.entries.length, done));
  let current = document;
  let selection: readonly string[] = [];
  for (let at = history.done; at > target; at -= 1) {
    const entry = history.entries[at - 1]!;
    current = applyPatch(current, reversePatch(entry.patch));
    selection = entry.selectionBefore;
  }
  for (let at = history.done; at < target; at += 1) {
    const entry = history.entries[at]!;
    current = applyPatch(current, entry.patch);
    selection = entry.selectionAfter;
  }
  return { document: current, history: { ...history, done: target }, selection };
}
