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
import { Canvases, MOST_OPEN, type Passage, type Together } from './canvases.svelte.ts';
import { NetworkView, type Arrangement, type Detail, type Direction } from './network-view.svelte.ts';
import { countAhead } from '#lib/workspace/shared/count-ahead.ts';
import { Editing } from './editing.ts';
import { Intervening } from './intervening.ts';
import { refuseTooLarge } from './refuse-too-large.ts';

/** Steps with which another network comes. */
const newNetworks: readonly StepKind[] = ['open', 'restore', 'set-head'];

/** What is open: one network, or up to four side by side. */
export class Workspace {
  readonly editing = new Editing(this);
  readonly intervening = new Intervening(this);
  #connecting = $state.raw<{ readonly from: string; readonly network: string } | undefined>();
  readonly canvases: Canvases;
  /** Told of every change of any network, and of which are open. */
  readonly changes = new Listeners();
  #wanted: GraphDocument | undefined;
  /** Why the last command was refused; the page shows it and takes it away. */
  refusal = $state.raw<readonly Issue[] | undefined>();
  /** A node of the current network of which one wants to know what it sees; the page asks and takes it away. */
  seeing = $state.raw<string | undefined>();

  readonly comparing = $derived(this.views.length > 1);
  /** The view that commands go to. */
  readonly current = $derived.by(() => this.views[this.canvases.active]!);

  constructor(views: readonly NetworkView[], together?: Together) {
    this.canvases = new Canvases(views, together);
    for (const view of this.canvases.everyView) this.#listen(view);
  }

  /** The open networks. */
  get views(): readonly NetworkView[] {
    return this.canvases.views;
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
    this.canvases.activate(view);
  }

  /** Opens a copy of a network beside the others: the first edit is the first difference. As many as fit. */
  compare(document: GraphDocument = this.current.edited, like: NetworkView = this.current): void {
    if (this.views.length >= MOST_OPEN) return;
    const view = new NetworkView(document);
    view.camera = like.camera;
    view.detail = like.detail;
    view.arrangement = like.arrangement;
    view.direction = like.direction;
    this.#listen(view);
    this.canvases.open(view, like);
    this.changes.tell();
  }

  /** Closes a network; undo in the one that is current then opens it again, as it was. */
  close(view: NetworkView): void {
    const at = this.views.indexOf(view);
    const by = this.current === view ? (this.views[at - 1] ?? this.views[at + 1]) : this.current;
    if (!by) return;
    this.canvases.close([view], by);
    this.changes.tell();
  }

  /** Closes all networks but one, as one step of it. */
  closeOthers(stays: NetworkView): void {
    this.canvases.close(
      this.views.filter((view) => view !== stays),
      stays,
    );
    this.changes.tell();
  }

  #listen(view: NetworkView): void {
    view.editor.changes.add(() => this.changes.tell());
  }

  /** Exchanges two networks, as a step of the current one where it is one of them. */
  swap(a: NetworkView, b: NetworkView): void {
    if (a === b) return;
    const [view, by] = this.current === a ? [b, a] : [a, b];
    this.canvases.exchange(view, by);
    this.changes.tell();
  }

  get synchronised(): boolean {
    return this.canvases.synchronised;
  }
  /** Canvases that become alike take over how the current one is looked at. */
  set synchronised(synchronised: boolean) {
    this.canvases.synchronised = synchronised;
    if (!synchronised) return;
    const { camera, detail, arrangement, direction } = this.current;
    if (camera) this.look(this.current, camera);
    this.show(detail);
    this.arrange({ arrangement, direction });
  }

  /** Canvases that do what one of them does. */
  with(view: NetworkView): readonly NetworkView[] {
    return this.synchronised ? this.views : [view];
  }

  /** Moves one canvas, and the others with it. */
  look(view: NetworkView, camera: Camera): void {
    for (const each of this.with(view)) each.camera = camera;
  }

  /** How much the canvases show. */
  show(detail: Detail): void {
    for (const view of this.with(this.current)) view.detail = detail;
  }

  /** How the canvases are laid out. */
  arrange({ arrangement, direction }: { arrangement?: Arrangement; direction?: Direction }): void {
    for (const view of this.with(this.current)) {
      view.arrangement = arrangement ?? view.arrangement;
      view.direction = direction ?? view.direction;
    }
  }

  /** Lays everything out as if it had not been on the screen before. */
  arrangeAnew(): void {
    for (const view of this.with(this.current)) view.opened += 1;
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

  /** A network beside the others; where as many are open as fit, in the place of the last, as a step of its history. */
  openBeside(document: GraphDocument): void {
    if (this.views.length < MOST_OPEN) return this.compare(document);
    this.activate(this.views.at(-1)!);
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

  /** The step that undo takes back: of the current network, or where it has none yet the one that opened it. */
  get undoes(): HistoryEntry | undefined {
    const { entries, done } = this.current.editor.history;
    return entries[done - 1] ?? this.#opening?.entry;
  }

  get #opening(): Passage | undefined {
    const opening = this.canvases.openingOf(this.current);
    return opening && this.views.includes(opening.by) ? opening : undefined;
  }

  /** One step of the history back or forth. */
  step(by: -1 | 1): void {
    const opening = by < 0 && this.current.editor.history.done === 0 ? this.#opening : undefined;
    if (opening) this.activate(opening.by);
    this.jump(this.current.editor.history.done + by);
  }

  /** To the state after that many steps; where another network comes with it, the canvas is fitted anew. */
  jump(done: number): void {
    const view = this.current;
    const { editor } = view;
    const { entries, done: before } = editor.history;
    const after = Math.max(0, Math.min(entries.length, done));
    const back = after < before;
    const passed = entries.slice(Math.min(before, after), Math.max(before, after));
    const open = this.canvases.countAfter(passed, back);
    if (open > MOST_OPEN) {
      this.refusal = [{ kind: 'too-many-open', at: view.edited.name, expected: MOST_OPEN, received: open }];
      return;
    }
    const left = editor.document;
    editor.jump(after);
    for (const entry of back ? passed.toReversed() : passed) this.canvases.travel(entry, back);
    if (passed.some(({ label }) => newNetworks.includes(label.kind))) view.opened += 1;
    else if (passed.length === 1 && passed[0]!.label.kind === 'set-structure') view.morphFrom(left);
    this.activate(view);
    this.changes.tell();
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

  rename(name: string, { editor }: NetworkView = this.current): void {
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
