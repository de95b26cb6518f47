import { parseGraph, serialiseGraph } from '#lib/dla/network/graph-file.ts';
import type { History, HistoryEntry } from '#lib/graph/document/history.ts';
import { emptyHistory } from '#lib/graph/document/history.ts';
import { isStepKind } from '#lib/messages/steps.ts';
import { openDB, type IDBPDatabase } from 'idb';
import { NetworkView, type Arrangement, type Detail, type Direction } from './network-view.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What is kept of one view: its file, its steps, and how it was looked at. */
interface SavedView {
  readonly file: string;
  readonly history: SavedHistory;
  readonly detail: Detail;
  readonly collapsed?: readonly string[];
  readonly arrangement?: Arrangement;
  readonly direction?: Direction;
}

/** A step is kept as text: a long one is written once, and not copied entry by entry whenever the workspace is kept. */
interface SavedHistory {
  readonly entries: readonly (HistoryEntry | string)[];
  readonly done: number;
}

interface Saved {
  readonly version: 1;
  readonly views: readonly SavedView[];
}

const DATABASE = 'dla-explorer';
const STORE = 'workspace';
const KEY = 'open';

let database: Promise<IDBPDatabase> | undefined;
const open = (): Promise<IDBPDatabase> =>
  (database ??= openDB(DATABASE, 1, { upgrade: (db) => void db.createObjectStore(STORE) }));

/** Keeps the workspace on this machine. Rejects where storage is closed or full. */
export async function saveWorkspace(workspace: Workspace): Promise<void> {
  const views = workspace.views.map((view): SavedView => ({
    file: serialiseGraph(view.editor.document),
    history: textsOf(view.editor.history),
    detail: view.detail,
    collapsed: [...view.collapsed],
    arrangement: view.arrangement,
    direction: view.direction,
  }));
  await (await open()).put(STORE, { version: 1, views } satisfies Saved, KEY);
}

/** The views that were open here, or none. What cannot be read any more is left out. */
export async function loadViews(): Promise<readonly NetworkView[]> {
  const saved: unknown = await (await open()).get(STORE, KEY);
  if (!isSaved(saved)) return [];
  return saved.views.flatMap(
    ({ file, history, detail, collapsed = [], arrangement = 'figure', direction = 'right' }) => {
      const document = parseGraph(file, { draft: true });
      if (!document.ok) return [];
      const view = new NetworkView(document.value, isHistory(history) ? entriesOf(history) : emptyHistory);
      view.detail = detail;
      view.collapsed = new Set(collapsed);
      view.arrangement = arrangement;
      view.direction = direction;
      return view;
    },
  );
}

const isSaved = (value: unknown): value is Saved =>
  typeof value === 'object' && value !== null && 'version' in value && value.version === 1 && 'views' in value;

const texts = new WeakMap<HistoryEntry, string>();

function textOf(entry: HistoryEntry): string {
  const text = texts.get(entry) ?? JSON.stringify(entry);
  texts.set(entry, text);
  return text;
}

const textsOf = ({ entries, done }: History): SavedHistory => ({ entries: entries.map(textOf), done });

const entriesOf = ({ entries, done }: SavedHistory): History => ({ entries: entries.map(entryOf), done });

/** What was kept by an earlier version is no text, and a step of a newer one need not be known here. */
function entryOf(kept: HistoryEntry | string): HistoryEntry {
  const entry = typeof kept === 'string' ? (JSON.parse(kept) as HistoryEntry) : kept;
  const kind: string = entry.label.kind;
  return isStepKind(kind) ? entry : { ...entry, label: { kind: 'other', values: { name: kind } } };
}

const isHistory = (value: SavedHistory | undefined): value is SavedHistory =>
  value !== undefined && Array.isArray(value.entries) && value.done <= value.entries.length;
