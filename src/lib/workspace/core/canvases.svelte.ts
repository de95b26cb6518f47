import type { HistoryEntry } from '#lib/graph/document/history.ts';
import type { StepLabel } from '#lib/step.ts';
import type { NetworkView } from './network-view.svelte.ts';

/** As many networks are open at once. */
export const MOST_OPEN = 4;

/** A step that opened or closed a network: an entry in the history of the one beside it, `at` its place among the open. */
export interface Passage {
  readonly view: NetworkView;
  readonly by: NetworkView;
  readonly entry: HistoryEntry;
  readonly at: number;
  readonly opens: boolean;
}

/** A step that exchanged the places of two networks, in the history of the first. */
export type Exchange = Pick<Passage, 'view' | 'by' | 'entry'>;

/** What of the open networks is kept beside themselves. */
export interface Together {
  readonly passages?: readonly Passage[];
  readonly exchanges?: readonly Exchange[];
  readonly synchronised?: boolean;
  /** The network that the others are compared with, by its place. */
  readonly reference?: number;
}

/**
 * Which networks are open, in which order. What opens, closes or moves one is a step in the history of a network beside it,
 * and goes back and forth with that history.
 */
export class Canvases {
  #views = $state.raw<readonly NetworkView[]>([]);
  #active = $state(0);
  #passages = $state.raw<readonly Passage[]>([]);
  #exchanges = $state.raw<readonly Exchange[]>([]);
  #reference = $state.raw<NetworkView | undefined>();
  /** Whether all canvases are moved, laid out and shown alike. */
  synchronised = $state(true);

  constructor(views: readonly NetworkView[], { passages = [], exchanges = [], ...together }: Together = {}) {
    this.#views = views;
    this.#passages = passages;
    this.#exchanges = exchanges;
    this.synchronised = together.synchronised ?? true;
    this.#reference = views[together.reference ?? -1];
  }

  get views(): readonly NetworkView[] {
    return this.#views;
  }

  get active(): number {
    return Math.min(this.#active, this.#views.length - 1);
  }

  /** The open networks, and those that undo or redo brings back. */
  get everyView(): readonly NetworkView[] {
    const steps = [...this.passages, ...this.exchanges];
    const all = [...this.#views, ...steps.flatMap(({ view, by }) => [view, by])];
    return all.filter((view, index) => all.indexOf(view) === index);
  }

  /** Steps that opened or closed a network, as far as they are in a history: what is neither is forgotten. */
  get passages(): readonly Passage[] {
    return this.#passages.filter(isInHistory);
  }

  get exchanges(): readonly Exchange[] {
    return this.#exchanges.filter(isInHistory);
  }

  /** The network that the others are compared with: the first, until another one is chosen. */
  get reference(): NetworkView {
    const chosen = this.#reference;
    return chosen && this.#views.includes(chosen) ? chosen : this.#views[0]!;
  }
  set reference(view: NetworkView) {
    this.#reference = view;
  }

  activate(view: NetworkView): void {
    this.#active = Math.max(0, this.#views.indexOf(view));
  }

  /** Opens a network after the others, as a step of the one that is given. */
  open(view: NetworkView, by: NetworkView): void {
    const label: StepLabel = { kind: 'open-beside', values: { name: view.edited.name } };
    this.#pass([{ view, by, at: this.#views.length, opens: true }], label);
    this.activate(view);
  }

  /** Closes networks, as one step of one that stays. */
  close(views: readonly NetworkView[], by: NetworkView): void {
    const [view, ...others] = views;
    if (!view) return;
    const values = others.length > 0 ? { count: views.length } : { name: view.edited.name };
    // From the last on, so that each opens again at its place.
    const passages = [...this.#views.entries()].toReversed().filter(([, each]) => views.includes(each));
    this.#pass(
      passages.map(([at, each]) => ({ view: each, by, at, opens: false })),
      { kind: 'close-beside', values },
    );
    this.activate(by);
  }

  /** Exchanges the places of two networks, as a step of the second; the current one stays so. */
  exchange(view: NetworkView, by: NetworkView): void {
    const entry = by.editor.mark({ kind: 'swap-beside', values: { name: view.edited.name } });
    this.#exchanges = [...this.#exchanges, { view, by, entry }];
    this.#swap(view, by);
  }

  /** The step that opened a network, where it is the last that is done beside it. */
  openingOf(view: NetworkView): Passage | undefined {
    return this.passages.findLast(
      ({ view: opened, opens, by: { editor }, entry }) =>
        opened === view && opens && editor.history.entries[editor.history.done - 1] === entry,
    );
  }

  /** How many networks would be open after steps that lie in a history. */
  countAfter(steps: readonly HistoryEntry[], back: boolean): number {
    let open = this.#views;
    for (const { entry, view, opens } of this.#passages) {
      if (!steps.includes(entry)) continue;
      const others = open.filter((each) => each !== view);
      open = opens === back ? others : [...others, view];
    }
    return open.length;
  }

  /** Does what a step of a history did to the open networks, or takes it back. */
  travel(step: HistoryEntry, back: boolean): void {
    const passed = this.#passages.filter(({ entry }) => entry === step);
    for (const passage of back ? passed.toReversed() : passed) this.#take(passage, passage.opens !== back);
    for (const { view, by } of this.#exchanges.filter(({ entry }) => entry === step)) this.#swap(view, by);
  }

  #pass(passages: readonly Omit<Passage, 'entry'>[], label: StepLabel): void {
    const entry = passages[0]!.by.editor.mark(label);
    this.#passages = [...this.#passages, ...passages.map((each) => ({ ...each, entry }))];
    for (const passage of passages) this.#take(passage, passage.opens);
  }

  #take({ view, at }: Omit<Passage, 'entry'>, opens: boolean): void {
    const others = this.#views.filter((each) => each !== view);
    this.#views = opens ? others.toSpliced(at, 0, view) : others;
  }

  /** Places of two networks; of one that is closed meanwhile nothing can be exchanged. */
  #swap(a: NetworkView, b: NetworkView): void {
    if (!this.#views.includes(a) || !this.#views.includes(b)) return;
    const current = this.#views[this.active]!;
    this.#views = this.#views.map((each) => (each === a ? b : each === b ? a : each));
    this.activate(current);
  }
}

const isInHistory = ({ by, entry }: Exchange): boolean => by.editor.history.entries.includes(entry);
