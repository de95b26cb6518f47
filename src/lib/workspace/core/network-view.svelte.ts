import { countCosts } from '#lib/dla/analysis/costs.ts';
import { receptiveFields, type ReceptiveField } from '#lib/dla/analysis/receptive-field.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { Editor } from '#lib/graph/editor/editor.svelte.ts';
import { bandsOf } from '#lib/dla/figure/read/bands.ts';
import type { Detail } from '#lib/dla/figure/figure.ts';
import type { Camera } from '#lib/graph/view/camera.ts';
import { emptyDocument, type GraphDocument } from '#lib/graph/document/document.ts';
import type { Direction } from '#lib/graph/layout/layered/input.ts';
import { emptyLayout, type Layout } from '#lib/graph/layout/layout.ts';
import type { History } from '#lib/graph/document/history.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import { countAhead, isLarge } from '#lib/workspace/shared/count-ahead.ts';
import { noneCollapsed, withGroups, type Collapsed } from './collapsed.ts';
import { heatOf, type HeatKind } from './cost-heat.ts';
import { Morphing } from './morphing.svelte.ts';
import type { Outcome } from '#lib/workspace/shared/outcome.ts';
import { describeStep } from './describe-step.ts';

export type { Detail, Direction };
export type Arrangement = 'figure' | 'layered';

const isBand = (document: GraphDocument, group: string): boolean => bandsOf(document).some(({ id }) => id === group);

/** Numbers that a panel has on the figure. */
export interface ShownHeat {
  readonly label: string;
  /** 0 to 1 by node. */
  readonly shares: ReadonlyMap<string, number>;
  /** What the shortest and the longest bar stand for, in words. */
  readonly least: string;
  readonly most: string;
}

/** One open network on a canvas: its editor, what is derived from its document, and how it is looked at. */
export class NetworkView {
  readonly editor: Editor;
  private readonly morphing = new Morphing();
  #counted = $state.raw<GraphDocument>(emptyDocument);
  camera = $state.raw<Camera | undefined>();
  detail = $state<Detail>('blocks');
  /** The paper's figure, or layers from the first node to the last. */
  arrangement = $state<Arrangement>('figure');
  direction = $state<Direction>('right');
  /** What is drawn. */
  layout = $state.raw<Layout>(emptyLayout);
  /** Ids of groups that are drawn as one glyph. */
  collapsed = $state.raw<Collapsed>(noneCollapsed);
  /** Counts the networks that were opened here: each is fitted into the canvas anew. */
  opened = $state(0);
  hovered = $state.raw<string | undefined>();
  /** Marks and edges that are underlaid: a path that a person asked for. */
  path = $state.raw<ReadonlySet<string> | undefined>();
  /** A heat that a panel draws while it is looked at; it goes before that of the costs. */
  heat = $state.raw<ShownHeat | undefined>();
  /** What of the network's costs is drawn as heat, where no other is. */
  heatKind = $state<HeatKind | undefined>();
  /** What the last run gave; it stays when the document changes, and is then said to be stale. */
  outcome = $state.raw<Outcome | undefined>();

  /**
   * What controls are of: the document that is edited; of a large network its state before the last edits, until
   * {@link settle} has counted anew. Commands take the editor's own. Derived, as the next two, so that panels are made
   * anew only when it is another document.
   */
  readonly settled = $derived.by(() => (isLarge(this.editor.document) ? this.#counted : this.editor.document));
  /** What all counts and panels are of: the network that is drawn, where it has been counted. */
  readonly document = $derived.by(() => this.morphing.frameOf(this.editor.document) ?? this.settled);
  /** What is drawn: the document that is edited, or while its structure changes a network on the way to it. */
  readonly drawn = $derived.by(() => this.morphing.frameOf(this.editor.document) ?? this.editor.document);

  readonly stale = $derived.by(() => this.outcome !== undefined && this.outcome.document !== this.editor.document);
  readonly lowered = $derived.by(() => lowerDocument(this.document));
  readonly graph = $derived(this.lowered.graph);
  readonly issues = $derived(this.lowered.issues);
  readonly costs = $derived(countCosts(this.graph));
  readonly fields = $derived(receptiveFields(this.graph));

  /** Times are those of the last run, while it is of this document. */
  readonly measured = $derived.by(() => {
    if (!this.heatKind) return undefined;
    return heatOf(this.heatKind, this.layout.marks, this.graph, this.stale ? undefined : this.outcome?.times);
  });

  constructor(document: GraphDocument, history?: History) {
    this.editor = new Editor(document, history, describeStep);
    this.#counted = document;
  }

  /** Plays the change from another structure to what the document is now. */
  morphFrom(before: GraphDocument): void {
    this.morphing.play(before, this.editor.document);
  }

  /** Called in an effect: counts a large network when nobody has edited it for a moment, step by step. */
  settle(): (() => void) | undefined {
    const { document } = this.editor;
    if (!isLarge(document) || document === this.#counted) return undefined;
    const going = new AbortController();
    void countAhead(document, going.signal).then((counted) => {
      if (counted) this.#counted = document;
    });
    return () => going.abort();
  }

  /** Whether a group is drawn as one glyph; among levels every one is. */
  isCollapsed(group: string): boolean {
    return this.collapsed.has(group) || (this.detail === 'levels' && isBand(this.document, group));
  }

  /** Draws groups as one glyph each, or open again. To open a level among levels leaves the others as they are. */
  collapse(groups: readonly string[], closed: boolean): void {
    const levels = this.detail === 'levels' && !closed ? bandsOf(this.document).map(({ id }) => id) : [];
    if (levels.length > 0) this.detail = 'blocks';
    this.collapsed = withGroups(withGroups(this.collapsed, levels, true), groups, closed);
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
}
