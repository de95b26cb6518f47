import { countCosts } from '$lib/dla/analysis/costs';
import { receptiveFields, type ReceptiveField } from '$lib/dla/analysis/receptive-field';
import { lowerDocument } from '$lib/dla/op-graph/lower';
import { Editor } from '$lib/graph/editor/editor.svelte';
import type { Detail } from '$lib/dla/figure/figure';
import type { Camera } from '$lib/graph/view/camera';
import type { GraphDocument } from '$lib/graph/document/document';
import type { History } from '$lib/graph/document/history';
import type { Shape } from '$lib/dla/ops/op';
import type { Outcome } from './outcome';

export type { Detail };

/** One open network on a canvas: its editor, what is derived from its document, and how it is looked at. */
export class NetworkView {
  readonly editor: Editor;
  camera = $state.raw<Camera | undefined>();
  detail = $state<Detail>('blocks');
  /** Counts the networks that were opened here: each is fitted into the canvas anew. */
  opened = $state(0);
  hovered = $state.raw<string | undefined>();
  /** Marks and edges that are underlaid: a path that a person asked for. */
  path = $state.raw<ReadonlySet<string> | undefined>();
  /** 0 to 1 for each node that a heat is known of. */
  heat = $state.raw<ReadonlyMap<string, number> | undefined>();
  /** What the last run gave; it stays when the document changes, and is then said to be stale. */
  outcome = $state.raw<Outcome | undefined>();

  readonly stale = $derived.by(() => this.outcome !== undefined && this.outcome.document !== this.editor.document);
  readonly lowered = $derived.by(() => lowerDocument(this.editor.document));
  readonly graph = $derived(this.lowered.graph);
  readonly issues = $derived(this.lowered.issues);
  readonly costs = $derived(countCosts(this.graph));
  readonly fields = $derived(receptiveFields(this.graph));

  constructor(document: GraphDocument, history?: History) {
    this.editor = new Editor(document, history);
  }

  get document(): GraphDocument {
    return this.editor.document;
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
