import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { History } from '#lib/graph/document/history.ts';
import type { Issue } from '#lib/issue.ts';
import { storageIssue } from '#lib/workspace/shared/storage-issue.ts';
import type { Exchange } from '../canvases.svelte.ts';
import type { NetworkView } from '../network-view.svelte.ts';
import type { Workspace } from '../workspace.svelte.ts';
import { changesOf, nothingKept, type KeptViews } from './changes.ts';
import { HEAD_VERSION, type Head, type ViewChange } from './head.ts';
import { lookOf } from './look.ts';
import { claim, newId, remember } from './place.ts';
import { connectionNow, removeFirst, write } from './store.ts';

/** Where a workspace is kept, and what of it lies there already. */
export interface Place {
  readonly id: string;
  /** The revision that lies there; undefined where nothing does. */
  readonly revision: number | undefined;
  readonly views: KeptViews;
  /** Whether no other tab can have it; else every writing looks first who wrote last. */
  readonly sure: boolean;
  /** Whether it comes from the record that versions before kept: that goes once this one is written. */
  readonly first?: boolean;
}

/**
 * Keeps a workspace on this machine: every change is on its way to the store before anything else can happen, in the order
 * of the changes, and nothing is written over what this tab has not seen. It is told by the editors themselves, not by
 * effects: whatever a picture or a panel throws, what a person does is kept.
 */
export class Keeper {
  #state = $state<'kept' | 'keeping' | 'failed'>('kept');
  /** Why the last writing failed. */
  #failure = $state.raw<Issue | undefined>();
  /** Another tab wrote here: this one goes on under a name of its own. Counts, so that each time is said. */
  #parted = $state(0);
  #place: Place;
  /** A writing that has not begun, and writings that are not done. */
  #wanted = false;
  #going = 0;
  #connection = connectionNow();
  /** Who writes. */
  readonly #writer = newId();
  /** Ids of views that were not written yet. */
  readonly #ids = new WeakMap<NetworkView, string>();

  constructor(
    private readonly workspace: Workspace,
    place: Place,
  ) {
    this.#place = place;
    if (place.first) this.keep();
  }

  get state(): 'kept' | 'keeping' | 'failed' {
    return this.#state;
  }
  /** Of the place where it is kept. */
  get id(): string {
    return this.#place.id;
  }
  /** Whether anything is still to be written. */
  get busy(): boolean {
    return this.#wanted || this.#going > 0;
  }
  get failure(): Issue | undefined {
    return this.#failure;
  }
  get parted(): number {
    return this.#parted;
  }

  /** Keeps every change from now on. Returns what ends it. */
  watch(): () => void {
    return this.workspace.changes.add(() => this.keep());
  }

  /** Writes what is not written yet; several changes in one turn are one writing. */
  keep(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    queueMicrotask(() => {
      this.#wanted = false;
      void this.#writeNow();
    });
  }

  /** Writings do not wait for each other: the store does them in the order in which they began. */
  async #writeNow(again = false): Promise<void> {
    this.#going += 1;
    this.#state = 'keeping';
    try {
      await this.#write();
      this.#failure = undefined;
      if (this.#going === 1) this.#state = 'kept';
    } catch (error) {
      // What came after it may have come through: all of it is written anew, once.
      this.#place = { ...this.#place, views: nothingKept };
      if (!again) await this.#writeNow(true);
      else this.#fail(error);
    } finally {
      this.#going -= 1;
    }
  }

  #fail(error: unknown): void {
    this.#failure = storageIssue(error);
    this.#state = 'failed';
  }

  async #write(): Promise<void> {
    const { id, sure, revision: seen, first } = this.#place;
    const answer = await write(id, () => this.#next(), sure ? undefined : { writer: this.#writer, seen });
    if (answer === 'overtaken') {
      // In a place of this tab's own.
      const id = newId();
      void claim(id);
      this.#place = { id, revision: undefined, views: nothingKept, sure: true };
      this.#parted += 1;
      return this.#write();
    }
    remember(id);
    if (!first) return;
    await removeFirst();
    this.#place = { ...this.#place, first: false };
  }

  /** What is to be written now; from then on it counts as written. */
  #next(): { readonly head: Head; readonly changes: readonly ViewChange[] } {
    const connection = connectionNow();
    const same = connection === this.#connection;
    this.#connection = connection;
    const { head, changes, place } = this.#after(same ? this.#place : { ...this.#place, views: nothingKept });
    this.#place = place;
    return { head, changes };
  }

  #after({ revision = 0, views, ...place }: Place): {
    readonly head: Head;
    readonly changes: readonly ViewChange[];
    readonly place: Place;
  } {
    const { workspace } = this;
    const { canvases } = workspace;
    const all = canvases.everyView;
    const { changes, kept } = changesOf(all, views, (view) => this.#idOf(view));
    const idOf = (view: NetworkView): string => kept.get(view)!.id;
    const stepOf = ({ view, by, entry }: Exchange) => ({
      view: idOf(view),
      by: idOf(by),
      step: by.editor.history.entries.indexOf(entry),
    });
    const head: Head = {
      version: HEAD_VERSION,
      revision: revision + 1,
      writer: this.#writer,
      saved: Date.now(),
      views: all.map((view) => ({
        ...{ id: idOf(view), name: view.edited.name },
        ...lookOf(view),
        ...lengthOf(view.editor),
      })),
      open: workspace.views.map(idOf),
      passages: canvases.passages.map((each) => ({ ...stepOf(each), at: each.at, opens: each.opens })),
      exchanges: canvases.exchanges.map(stepOf),
      synchronised: canvases.synchronised,
      reference: workspace.views.indexOf(canvases.reference),
    };
    return { head, changes, place: { ...place, revision: revision + 1, views: kept } };
  }

  #idOf(view: NetworkView): string {
    const id = this.#ids.get(view) ?? newId();
    this.#ids.set(view, id);
    return id;
  }
}

const lengthOf = ({ history: { done, entries } }: { readonly document: GraphDocument; readonly history: History }) => ({
  done,
  steps: entries.length,
});
