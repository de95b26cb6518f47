import { emptyDocument, isSameDocument, type GraphDocument } from '#lib/graph/document/document.ts';
import {
  emptyHistory,
  extendLast,
  mark,
  record,
  travel,
  type History,
  type HistoryEntry,
} from '#lib/graph/document/history.ts';
import { applyPatch, isEmptyPatch, patchBetween, type Patch } from '#lib/graph/document/patch.ts';
import { edgeOf } from '#lib/graph/document/edges.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import type { StepLabel } from '#lib/step.ts';
import { Listeners } from './listeners.ts';

/** Says of a step what it did, by the documents around it. */
export type Describe = (label: StepLabel, before: GraphDocument, after: GraphDocument, patch: Patch) => StepLabel;

/** How many documents are kept: as many steps back find all that was derived of the document there. */
const MOST_LEFT = 40;

/** One open document with its history and selection. The only place that replaces the document. */
export class Editor {
  #document = $state.raw<GraphDocument>(emptyDocument);
  #history = $state.raw<History>(emptyHistory);
  #selection = $state.raw<readonly string[]>([]);
  /** Told of every change of the document and its history, when it has happened. */
  readonly changes = new Listeners();
  /** The documents that were left last. */
  #left: readonly GraphDocument[] = [];

  readonly canUndo = $derived(this.#history.done > 0);
  readonly canRedo = $derived(this.#history.done < this.#history.entries.length);

  constructor(
    document: GraphDocument,
    history: History = emptyHistory,
    private readonly describe: Describe = (label) => label,
  ) {
    this.#document = document;
    this.#history = history;
  }

  get document(): GraphDocument {
    return this.#document;
  }
  get history(): History {
    return this.#history;
  }
  /** Ids of nodes, groups and edges that are in the document. */
  get selection(): readonly string[] {
    return this.#selection;
  }

  select(ids: readonly string[]): void {
    this.#selection = this.existing(ids);
  }

  /** One step of the history; undo takes it back to the byte. */
  apply(label: StepLabel, patch: Patch, selection: readonly string[] = this.#selection): void {
    if (isEmptyPatch(patch)) return;
    const [before, selectionBefore] = [this.#document, this.#selection];
    this.leave(applyPatch(before, patch));
    this.#selection = this.existing(selection);
    this.#history = record(this.#history, {
      label: this.describe(label, before, this.#document, patch),
      patch,
      selectionBefore,
      selectionAfter: this.#selection,
    });
    this.changes.tell();
  }

  /** A step that leaves the document as it is: something that happened beside it, and that undo takes back as well. */
  mark(label: StepLabel): HistoryEntry {
    this.#history = mark(this.#history, label, this.#selection);
    this.changes.tell();
    return this.#history.entries.at(-1)!;
  }

  /** Goes on with the last step, where that is of the same kind: what is done in one go is taken back in one go. */
  extend(label: StepLabel, patch: Patch): void {
    const { entries, done } = this.#history;
    if (entries[done - 1]?.label.kind !== label.kind) return this.apply(label, patch);
    this.#document = applyPatch(this.#document, patch);
    this.#history = extendLast(this.#history, patch, this.#selection);
    this.changes.tell();
  }

  /** Another document in the place of this one, as a step that can be undone. */
  replace(label: StepLabel, document: GraphDocument): void {
    this.apply(label, patchBetween(this.#document, document), []);
  }

  undo(): void {
    this.jump(this.#history.done - 1);
  }
  redo(): void {
    this.jump(this.#history.done + 1);
  }

  /** To the state after that many steps. */
  jump(done: number): void {
    const travelled = travel(this.#document, this.#history, done);
    // A step is taken by its patch; where that leads to what was there before, it is the very document again.
    const known = [...this.#left, this.#document];
    this.leave(known.findLast((each) => isSameDocument(each, travelled.document)) ?? travelled.document);
    this.#history = travelled.history;
    this.#selection = this.existing(travelled.selection);
    this.changes.tell();
  }

  private leave(next: GraphDocument): void {
    this.#left = [...this.#left.filter((each) => each !== this.#document), this.#document].slice(-MOST_LEFT);
    this.#document = next;
  }

  private existing(ids: readonly string[]): readonly string[] {
    const { node, group } = indexOf(this.#document);
    return ids.filter((id) => node.has(id) || group.has(id) || edgeOf(this.#document, id) !== undefined);
  }
}
