import { editLevels, setStructure, type LevelChange } from '#lib/dla/commands/edit-level.ts';
import { setHead } from '#lib/dla/commands/set-head.ts';
import type { Head } from '#lib/dla/commands/with-head.ts';
import type { AttributeChange } from '#lib/dla/commands/change-node.ts';
import { setAttributes } from '#lib/dla/commands/set-attributes.ts';
import { presetDocument, type Preset } from '#lib/dla/presets/presets.ts';
import { suitsFigure } from '#lib/dla/figure/suits-figure.ts';
import type { StructureName } from '#lib/dla/structures/structures.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import type { HistoryEntry } from '#lib/graph/document/history.ts';
import { Listeners } from '#lib/graph/editor/listeners.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import type { Issue, Result } from '#lib/issue.ts';
import type { StepKind, StepLabel } from '#lib/step.ts';
import type { Camera } from '#lib/graph/view/camera.ts';
import { NetworkView, type Arrangement, type Detail, type Direction } from './network-view.svelte.ts';
import { countAhead } from '#lib/workspace/shared/count-ahead.ts';
import { Editing } from './editing.ts';
import { Intervening } from './intervening.ts';
import { refuseTooLarge } from './refuse-too-large.ts';

/** Steps with which another network comes. */
const newNetworks: readonly StepKind[] = ['open', 'restore', 'set-head'];

/** A step that opened or closed a network: an entry in the history of the one beside it, `at` its place among the open. */
export interface Passage {
  readonly view: NetworkView;
  readonly by: NetworkView;
  readonly entry: HistoryEntry;
  readonly at: number;
  readonly opens: boolean;
}

/** What is open: one network, or two side by side. */
export class Workspace {
  readonly editing = new Editing(this);
  readonly intervening = new Intervening(this);
  #connecting = $state.raw<{ readonly from: string; readonly network: string } | undefined>();
  #views = $state.raw<readonly NetworkView[]>([]);
  #active = $state(0);
  #passages = $state.raw<readonly Passage[]>([]);
  /** Told of every change of any network, and of which are open. */
  readonly changes = new Listeners();
  #wanted: GraphDocument | undefined;
  /** Why the last command was refused; the page shows it and takes it away. */
  refusal = $state.raw<readonly Issue[] | undefined>();

  readonly comparing = $derived(this.views.length > 1);
  /** The view that commands go to. */
  readonly current = $derived(this.views[Math.min(this.#active, this.views.length - 1)]!);

  constructor(views: readonly NetworkView[], passages: readonly Passage[] = []) {
    this.#views = views;
    this.#passages = passages;
    for (const view of this.everyView) this.#listen(view);
  }

  /** The open networks. */
  get views(): readonly NetworkView[] {
    return this.#views;
  }

  /** The open networks, and those that undo or redo brings back. */
  get everyView(): readonly NetworkView[] {
    const all = [...this.#views, ...this.passages.flatMap(({ view, by }) => [view, by])];
    return all.filter((view, index) => all.indexOf(view) === index);
  }

  /** Steps that opened or closed a network, as far as they are in a history: what is neither is forgotten. */
  get passages(): readonly Passage[] {
    return this.#passages.filter(({ by, entry }) => by.editor.history.entries.includes(entry));
  }

  get active(): number {
    return this.#active;
  }

  /** The node of the current network that an edge is being drawn from, by tap and tap or by keyboard. */
  get connecting(): string | undefined {
    const { from, network } = this.#connecting ?? {};
    const { current } = this;
    return from !== undefined && network === current.network && indexOf(current.edited).node.has(from)
      ? from
      : undefined;
  }
  set connecting(from: string | undefined) {
    this.#connecting = from === undefined ? undefined : { from, network: this.current.network };
  }

  activate(view: NetworkView): void {
    this.#active = Math.max(0, this.views.indexOf(view));
  }

  /** Opens the current network a second time, beside the first: the first edit is the first difference. */
  compare(document: GraphDocument = this.current.editor.document): void {
    const [first] = this.views;
    if (!first || this.comparing) return;
    const second = new NetworkView(document);
    second.camera = first.camera;
    second.detail = first.detail;
    second.arrangement = first.arrangement;
    second.direction = first.direction;
    this.#listen(second);
    this.#pass({ view: second, by: first, at: 1, opens: true });
    this.#active = 1;
  }

  /** Closes a network; undo in the one that stays opens it again, as it was. */
  close(view: NetworkView): void {
    const by = this.views.find((each) => each !== view);
    if (!by) return;
    this.#pass({ view, by, at: this.views.indexOf(view), opens: false });
  }

  /** Opens or closes a network as a step in the history of the one beside it. */
  #pass(passage: Omit<Passage, 'entry'>): void {
    const { view, by, opens } = passage;
    const kind = opens ? 'open-beside' : 'close-beside';
    const entry = by.editor.mark({ kind, values: { name: view.edited.name } });
    this.#passages = [...this.passages, { ...passage, entry }];
    this.#take(passage, opens);
  }

  #take({ view, at }: Omit<Passage, 'entry'>, opens: boolean): void {
    const others = this.views.filter((each) => each !== view);
    this.#views = opens ? others.toSpliced(at, 0, view) : others;
    this.#active = 0;
    this.changes.tell();
  }

  #listen(view: NetworkView): void {
    view.editor.changes.add(() => this.changes.tell());
  }

  swap(): void {
    this.#views = [...this.views].reverse();
    this.#active = this.views.length - 1 - this.#active;
    this.changes.tell();
  }

  /** Moves one canvas, and the others with it. */
  look(camera: Camera): void {
    for (const view of this.views) view.camera = camera;
  }

  /** How much all canvases show. */
  show(detail: Detail): void {
    for (const view of this.views) view.detail = detail;
  }

  /** How all canvases are laid out. */
  arrange({ arrangement, direction }: { arrangement?: Arrangement; direction?: Direction }): void {
    for (const view of this.views) {
      view.arrangement = arrangement ?? view.arrangement;
      view.direction = direction ?? view.direction;
    }
  }

  /** Lays everything out as if it had not been on the screen before. */
  arrangeAnew(): void {
    for (const view of this.views) view.opened += 1;
  }

  /** Another network in the current view; a step like any other, so that nothing that was open is lost. */
  open(document: GraphDocument): void {
    // What was chosen holds on, but for a network of which the other arrangement says more.
    const suits = suitsFigure(document);
    if (!this.comparing && suits !== suitsFigure(this.current.editor.document))
      this.arrange({ arrangement: suits ? 'figure' : 'layered' });
    this.current.editor.replace({ kind: 'open', values: { name: document.name } }, document);
    this.current.opened += 1;
  }

  /** A version that was saved before, in the current view; undo gives back what was there. */
  restore(document: GraphDocument, name: string): void {
    this.current.editor.replace({ kind: 'restore', values: { name } }, document);
    this.current.opened += 1;
  }

  /** A network beside the first one; where two are open already, in the place of the second, as a step of its history. */
  openBeside(document: GraphDocument): void {
    if (!this.comparing) return this.compare(document);
    this.activate(this.views[1]!);
    this.open(document);
  }

  /** The last that was asked for is opened, once it is counted. */
  openPreset(preset: Preset): void {
    const document = presetDocument(preset);
    this.#wanted = document;
    void countAhead(document, undefined, 0).then(() => {
      if (this.#wanted === document) this.open(document);
    });
  }

  /** One step of the history back or forth. */
  step(by: -1 | 1): void {
    this.jump(this.current.editor.history.done + by);
  }

  /** To the state after that many steps; where another network comes with it, the canvas is fitted anew. */
  jump(done: number): void {
    const view = this.current;
    const { editor } = view;
    const { entries, done: before } = editor.history;
    const left = editor.document;
    editor.jump(done);
    const passed = entries.slice(Math.min(before, editor.history.done), Math.max(before, editor.history.done));
    const back = editor.history.done < before;
    for (const entry of back ? passed.toReversed() : passed) {
      const passage = this.passages.find((each) => each.entry === entry);
      if (passage) this.#take(passage, passage.opens !== back);
    }
    if (passed.some(({ label }) => newNetworks.includes(label.kind))) view.opened += 1;
    else if (passed.length === 1 && passed[0]!.label.kind === 'set-structure') view.morphFrom(left);
    this.activate(view);
  }

  setStructure(levels: readonly string[], structure: StructureName): void {
    const before = this.current.editor.document;
    this.apply({ kind: 'set-structure', values: { structure } }, setStructure(before, levels, structure));
    this.current.morphFrom(before);
  }

  editLevels(levels: readonly string[], change: LevelChange): void {
    this.apply({ kind: 'edit-level' }, editLevels(this.current.editor.document, levels, change));
  }

  setHead(head: Head): void {
    this.apply({ kind: 'set-head', values: { head: head.kind } }, setHead(this.current.editor.document, head));
    this.current.opened += 1;
  }

  /** Attributes of one node, or the same of several in one step. */
  setAttributes(at: string | readonly string[], change: AttributeChange): void {
    const [node, ...others] = [at].flat();
    const values = others.length > 0 ? { count: others.length + 1 } : node === undefined ? {} : { node };
    this.apply({ kind: 'set-attributes', values }, setAttributes(this.current.editor.document, at, change));
  }

  /** Begins an edge at the selected node; the next node that is picked is its end. */
  startConnecting(): void {
    const [from] = this.current.editor.selection;
    this.connecting = from !== undefined && indexOf(this.current.editor.document).node.has(from) ? from : undefined;
  }

  /** Ends the edge that was begun. */
  finishConnecting(to: string): void {
    const from = this.connecting;
    this.connecting = undefined;
    if (from !== undefined) this.editing.connect(from, to);
  }

  rename(name: string): void {
    const { editor } = this.current;
    const { document } = editor;
    if (name === document.name) return;
    editor.apply({ kind: 'rename' }, { name: { from: document.name, to: name }, nodes: [], groups: [], positions: [] });
  }

  /** Applies what a command answered, or keeps why it did not. */
  apply(label: StepLabel, answer: Result<Patch>, selection?: readonly string[]): void {
    const fitting = answer.ok ? refuseTooLarge(this.current.edited, answer.value) : answer;
    this.refusal = fitting.ok ? undefined : fitting.issues;
    if (fitting.ok) this.current.editor.apply(label, fitting.value, selection);
  }
}
