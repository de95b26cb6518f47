import { countCosts } from '#lib/dla/analysis/costs.ts';
import { movesWithData } from '#lib/dla/analysis/moving.ts';
import { receptiveFields, type ReceptiveField } from '#lib/dla/analysis/receptive-field.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { Editor } from '#lib/graph/editor/editor.svelte.ts';
import { subjectOf } from '#lib/dla/figure/read/subject.ts';
import type { Detail } from '#lib/dla/figure/figure.ts';
import type { Camera } from '#lib/graph/view/camera.ts';
import { emptyDocument, type GraphDocument } from '#lib/graph/document/document.ts';
import type { Direction } from '#lib/graph/layout/layered/input.ts';
import { emptyLayout, type Layout } from '#lib/graph/layout/layout.ts';
import type { History } from '#lib/graph/document/history.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import { countAhead, isLarge } from '#lib/workspace/shared/count-ahead.ts';
import { allOpen, noneCollapsed, withExisting, withGroups, withNetwork, type Collapsed } from './collapsed.ts';
import { costHeat, type HeatKind } from './cost-heat.ts';
import { Morphing } from './morphing.svelte.ts';
import type { RunResult } from '#lib/workspace/shared/run-result.ts';
import type { StepKind } from '#lib/step.ts';
import { describeStep } from './describe-step.ts';
import { interventionsIn, interventionsText } from './interventions.ts';
import { newId } from './keeping/place.ts';

export type { Detail, Direction };
export type Arrangement = 'figure' | 'layered';

const isBand = (document: GraphDocument, group: string): boolean =>
  subjectOf(document).bands.some(({ id }) => id === group);

/** Steps with which another network comes into a view. */
const comes: readonly StepKind[] = ['open', 'restore'];

const names = new WeakMap<object, string>();

/** A name that nothing else has, for a view or for the step that brought another network into it. */
function nameFor(what: object): string {
  const name = names.get(what) ?? newId();
  names.set(what, name);
  return name;
}

/**
 * What is lit in a document. Ids alone say nothing: another document has others under the same ones, and what was said of
 * one is not true of the next.
 */
export interface Lit<T> {
  readonly of: GraphDocument;
  readonly what: T;
}

/** Numbers that a panel has on the figure. */
export interface ShownHeat {
  readonly label: string;
  /** 0 to 1 by node or edge. */
  readonly shares: ReadonlyMap<string, number>;
  /** What the shortest and the longest bar stand for, in words. */
  readonly least: string;
  readonly most: string;
  /** Logarithmic where absent. */
  readonly linear?: boolean;
}

/** One open network on a canvas: its editor, what is derived from its document, and how it is looked at. */
export class NetworkView {
  readonly editor: Editor;
  private readonly morphing = new Morphing();
  #lastCounted = $state.raw<GraphDocument>(emptyDocument);
  camera = $state.raw<Camera | undefined>();
  detail = $state<Detail>('blocks');
  /** The paper's figure, or layers from the first node to the last. */
  arrangement = $state<Arrangement>('figure');
  direction = $state<Direction>('right');
  /** What is drawn, and where; a canvas asks for it, since only the canvas knows its room. */
  layout = $state.raw<Layout>(emptyLayout);
  /** What stands in for a picture that failed: layers for the figure, nothing for layers. */
  standIn = $state<'layers' | 'nothing' | undefined>();
  /** Whether a worker is laying out this network. */
  arranging = $state(false);
  /** By network: the groups of each that are drawn as one glyph, and the nodes that are drawn otherwise than the detail says. */
  #collapsed = $state.raw(allOpen);
  /** Counts the networks that were opened here: each is fitted into the canvas anew. */
  opened = $state(0);
  /** Marks and edges that are underlaid: a path that a person asked for. */
  path = $state.raw<Lit<ReadonlySet<string>> | undefined>();
  /** A heat that a panel draws while it is looked at; it goes before that of the costs. */
  heat = $state.raw<ShownHeat | undefined>();
  #hovered = $state.raw<Lit<string> | undefined>();
  /** What of the network's costs is drawn as heat, where no other is. */
  heatKind = $state<HeatKind | undefined>();
  /** What the last run gave; it stays when the document changes, and is then said to be stale. */
  lastRun = $state.raw<RunResult | undefined>();

  // Four documents that may differ for a moment. Commands take `edited`, the canvas shows `drawnFrame`, controls are of
  // `counted`, and every number on the screen is of `countedFrame`. They are derived, so that panels are made anew only when
  // it is another document.

  /**
   * The edited document as far as it has been counted: of a large network its state before the last edits, until
   * {@link countWhenStill} has come round.
   */
  readonly counted = $derived.by(() => (isLarge(this.edited) ? this.#lastCounted : this.edited));
  /** What counts and panels are of: `counted`, or while a structure changes the network on the way that is drawn. */
  readonly countedFrame = $derived.by(() => this.morphing.frameOf(this.edited) ?? this.counted);
  /** What is drawn: `edited`, or while a structure changes a network on the way to it. */
  readonly drawnFrame = $derived.by(() => this.morphing.frameOf(this.edited) ?? this.edited);

  /** What is changed of its computation, and not in its document. */
  readonly interventions = $derived.by(() => interventionsIn(this.editor.history, this.edited));
  /** Whether the last run computed with other interventions. */
  readonly intervenedSince = $derived.by(
    () =>
      this.lastRun !== undefined &&
      interventionsText(this.lastRun.interventions) !== interventionsText(this.interventions),
  );
  readonly stale = $derived.by(
    () => this.lastRun !== undefined && (this.lastRun.document !== this.edited || this.intervenedSince),
  );
  readonly lowered = $derived.by(() => lowerDocument(this.countedFrame));
  readonly graph = $derived(this.lowered.graph);
  readonly issues = $derived(this.lowered.issues);
  readonly costs = $derived(countCosts(this.graph));
  readonly fields = $derived(receptiveFields(this.graph));

  /** Times are those of the last run, while it is of this document. */
  readonly measured = $derived.by(() => {
    if (!this.heatKind) return undefined;
    return costHeat(this.heatKind, this.layout.marks, this.graph, this.stale ? undefined : this.lastRun?.times);
  });

  constructor(document: GraphDocument, history?: History) {
    this.editor = new Editor(document, history, describeStep);
    // A group that comes later may get the id of one that is gone: it is another group, and open.
    this.editor.changes.add(() => {
      const kept = withExisting(this.collapsed, this.edited);
      if (kept !== this.collapsed) this.collapsed = kept;
    });
    this.#lastCounted = document;
  }

  /** The document that commands take and that files are written from. */
  get edited(): GraphDocument {
    return this.editor.document;
  }

  /** Plays the change from another structure to what the document is now. */
  morphFrom(before: GraphDocument): void {
    this.morphing.play(before, this.edited);
  }

  /** Ends what is played: the document is shown as it is. */
  arrive(): void {
    this.morphing.stop();
  }

  /** Called in an effect: counts a large network when nobody has edited it for a moment, slice by slice. */
  countWhenStill(): (() => void) | undefined {
    const document = this.edited;
    if (!isLarge(document) || document === this.#lastCounted) return undefined;
    const going = new AbortController();
    void countAhead(document, going.signal).then((counted) => {
      if (counted) this.#lastCounted = document;
    });
    return () => going.abort();
  }

  /**
   * Which network this is, of all that were open here or anywhere else: ids of nodes mean something within one only. Edits
   * leave it as it is, and so does the way back to it.
   */
  get network(): string {
    const { entries, done } = this.editor.history;
    return nameFor(entries.slice(0, done).findLast(({ label }) => comes.includes(label.kind)) ?? this);
  }

  /** Ids of groups that are drawn as one glyph, and of nodes that show their ops among blocks, or none among ops. */
  get collapsed(): Collapsed {
    return this.#collapsed.get(this.network) ?? noneCollapsed;
  }
  set collapsed(collapsed: Collapsed) {
    this.#collapsed = withNetwork(this.#collapsed, this.network, collapsed);
  }

  /** What is under the pointer, in the figure or in a list beside it. */
  get hovered(): string | undefined {
    return this.litNow(this.#hovered);
  }
  set hovered(id: string | undefined) {
    this.#hovered = id === undefined ? undefined : { of: this.drawnFrame, what: id };
  }

  /** What was lit in the document that is drawn; nothing of any other. */
  litNow<T>(lit: Lit<T> | undefined): T | undefined {
    return lit?.of === this.drawnFrame ? lit.what : undefined;
  }

  /** Whether a group is drawn as one glyph; among levels every one is. */
  isCollapsed(group: string): boolean {
    return this.collapsed.has(group) || (this.detail === 'levels' && isBand(this.countedFrame, group));
  }

  /** Draws groups as one glyph each, or open again. To open a level among levels leaves the others as they are. */
  collapse(groups: readonly string[], closed: boolean): void {
    const levels = this.detail === 'levels' && !closed ? subjectOf(this.countedFrame).bands.map(({ id }) => id) : [];
    if (levels.length > 0) this.detail = 'blocks';
    this.collapsed = withGroups(withGroups(this.collapsed, levels, true), groups, closed);
  }

  /** Whether a node is drawn as a frame with its ops. */
  showsOps(node: string): boolean {
    return (this.detail === 'ops') !== this.collapsed.has(node);
  }

  /** Opens nodes to their ops, or closes them. */
  showOps(nodes: readonly string[], shown: boolean): void {
    this.collapsed = withGroups(this.collapsed, nodes, shown !== (this.detail === 'ops'));
  }

  /** The shape of a node's result, one image, NCHW without N; undefined behind a fault. */
  shapeOf(node: string): Shape | undefined {
    const result = this.graph.results.get(node);
    return result === undefined ? undefined : this.graph.ops[result]?.shape;
  }

  fieldOf(node: string): ReceptiveField | undefined {
    const result = this.graph.results.get(node);
    return result === undefined ? undefined : this.fields[result];
  }

  /** Whether what a node's result sees moves with the data, as taps of deformable convolutions do. */
  movesAt(node: string): boolean {
    const result = this.graph.results.get(node);
    return result !== undefined && movesWithData(this.graph)[result]!;
  }
}
