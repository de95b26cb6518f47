import type { Layout } from '$lib/graph/layout/layout';
import type { Target } from '$lib/graph/gestures/connect';
import type { MoveState } from '$lib/graph/gestures/move';
import type { Camera } from './camera';
import type { HandIntent } from './hand.svelte';
import type { Hit } from './hit';
import type { Difference } from './look';

export interface CanvasProps {
  layout: Layout;
  /** The accessible name of the figure. */
  label: string;
  selected?: readonly string[];
  hovered?: string;
  /** Undefined until the figure was fitted for the first time; two canvases that bind one camera move together. */
  camera?: Camera;
  differences?: ReadonlyMap<string, Difference>;
  notes?: ReadonlyMap<string, string>;
  heat?: ReadonlyMap<string, number>;
  path?: ReadonlySet<string>;
  /** What may be done by hand; without it the figure is only looked at. */
  editing?: CanvasEditing | undefined;
  onselect?: (ids: readonly string[], additive: boolean) => void;
  onhover?: (id: string | undefined) => void;
  onopen?: (id: string) => void;
  oncontextmenu?: (id: string | undefined, event: MouseEvent) => void;
}

/** What the owner of a document lets a hand do with it. */
export interface CanvasEditing {
  /** The node that an edge may start from at a mark, if any. */
  readonly startOf: (mark: string) => string | undefined;
  /** Where an edge from a node would end that is dropped on what is under the pointer. */
  readonly targetAt: (from: string, under: Hit, port: string | undefined) => Target | undefined;
  /** Ids of marks and edges that an edge from a node may end at; `marks` are those on the screen. */
  readonly fits: (from: string, marks: readonly string[]) => ReadonlySet<string>;
  /** Where everything stands that moves with a mark; undefined where nothing may be moved. */
  readonly placesOf?: ((mark: string) => Extract<MoveState, { mode: 'pressed' }>['places'] | undefined) | undefined;
  readonly oncommand: (intent: HandIntent) => void;
  /** A tap on a handle: the next node that is chosen ends the edge. */
  readonly onstart: (from: string) => void;
}
