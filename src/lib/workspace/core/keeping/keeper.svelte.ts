import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { History } from '#lib/graph/document/history.ts';
import type { Issue } from '#lib/issue.ts';
import { storageIssue } from '#lib/workspace/shared/storage-issue.ts';
import type { Exchange } from '../canvases.svelte.ts';
import type { NetworkView } from '../network-view.svelte.ts';
import type { Workspace } from '../workspace.svelte.ts';
import { Bases } from './bases.ts';
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
  /** Writings in the order in which they began: how many, and the last that came through. */
  #begun = 0;
  #through = 0;
  /** The last that failed for good. */
  #failed = 0;
  readonly #bases = new Bases();
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

  /**
   * Writings do not wait for each other: the store does them in the order in which they began. Each holds all that is not known
   * to lie there, so that one that fails takes nothing from those behind it.
   */
  async #writeNow(again = false): Promise<void> {
    this.#begun += 1;
    const writing = this.#begun;
    this.#going += 1;
    this.#state = 'keeping';
    try {
      await this.#write(writing);
      this.#through = Math.max(this.#through, writing);
    } catch (error) {
      // Nobody knows what lies there now: all of it is written anew, once.
      if (writing > this.#through) this.#place = { ...this.#place, views: nothingKept };
      if (!again) await this.#writeNow(true);
      else this.#failed = Math.max(this.#failed, this.#fail(error, writing));
    } finally {
      this.#bases.end(writing);
      this.#going -= 1;
      this.#settle();
    }
  }

  /** What holds is the last writing that ended, not the one that ended last: an older one says nothing of what came behind it. */
  #settle(): void {
    if (this.#failed > this.#through) this.#state = 'failed';
    else {
      this.#failure = undefined;
      this.#state = this.#going > 0 ? 'keeping' : 'kept';
    }
  }

  #fail(error: unknown, writing: number): number {
    this.#failure = storageIssue(error);
    return writing;
  }

  async #write(writing: number): Promise<void> {
    const { id, sure, revision: seen, first } = this.#place;
    let kept: KeptViews = nothingKept;
    const make = () => {
      const next = this.#next(writing);
      kept = next.kept;
      return next;
    };
    const answer = await write(id, make, sure ? undefined : { writer: this.#writer, seen });
    if (answer === 'overtaken') {
      // In a place of this tab's own.
      const id = newId();
      void claim(id);
      this.#place = { id, revision: undefined, views: nothingKept, sure: true };
      this.#parted += 1;
      return this.#write(writing);
    }
    // What another one has written since holds this too.
    if (writing > this.#through) this.#place = { ...this.#place, views: kept };
    remember(id);
    if (!first) return;
    await removeFirst();
    this.#place = { ...this.#place, first: false };
  }

  /** What is to be written now, and what lies there once it is. */
  #next(writing: number): { readonly head: Head; readonly changes: readonly ViewChange[]; readonly kept: KeptViews } {
    const connection = connectionNow();
    const same = connection === this.#connection;
    this.#connection = connection;
    if (!same) this.#place = { ...this.#place, views: nothingKept };
    const place = this.#place;
    const next = this.#after({ ...place, views: this.#bases.known(place.views) });
    this.#bases.begin(writing, next.based);
    this.#place = { ...place, revision: next.head.revision };
    return next;
  }

  #after({ revision = 0, views }: Place): {
    readonly head: Head;
    readonly changes: readonly ViewChange[];
    readonly kept: KeptViews;
    readonly based: readonly NetworkView[];
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
    const based = all.filter((view) => changes.some((change) => change.base && change.view === idOf(view)));
    return { head, changes, kept, based };
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
