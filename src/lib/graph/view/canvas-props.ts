import type { Layout } from '#lib/graph/layout/layout.ts';
import type { Start, Target } from '#lib/graph/gestures/connect.ts';
import type { Positions } from '#lib/graph/gestures/move.ts';
import type { Camera } from './camera.ts';
import type { HandIntent } from './hand.svelte.ts';
import type { Hit } from './hit.ts';
import type { Difference, Sign } from './look.ts';

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
  signs?: ReadonlyMap<string, Sign>;
  heat?: ReadonlyMap<string, number>;
  path?: ReadonlySet<string>;
  /** Ids of what a person pinned. */
  pins?: ReadonlySet<string> | undefined;
  /** While one of them is asked for, arrow keys only look; Enter and space choose. */
  choosing?: boolean;
  /** What may be done by hand; without it the figure is only looked at. */
  editing?: CanvasEditing | undefined;
  onselect?: (ids: readonly string[], additive: boolean) => void;
  onhover?: (id: string | undefined) => void;
  onopen?: (id: string) => void;
  oncontextmenu?: (id: string | undefined, event: MouseEvent) => void;
}

/** What the owner of a document lets a hand do with it. */
export interface CanvasEditing {
  /** What the handles say that an edge is drawn from, and taken up at. */
  readonly handles: { readonly connect: string; readonly start: string; readonly end: string };
  /** The node that an edge may start from at a mark, if any. */
  readonly startOf: (mark: string) => string | undefined;
  /** What hangs where when an end of an edge is taken up; undefined for an edge that stands for several. */
  readonly liftOf: (edge: string, end: 'start' | 'end') => Start | undefined;
  /** Where a drawn edge would end that is dropped on what is under the pointer. */
  readonly targetAt: (start: Start, under: Hit, port: string | undefined) => Target | undefined;
  /** Ids of marks and edges that a drawn edge may end at; `marks` are those on the screen. */
  readonly fits: (start: Start, marks: readonly string[]) => ReadonlySet<string>;
  /** Where everything stands that moves with a mark or band that is selected; undefined where a drag moves nothing. */
  readonly placesOf: (mark: string) => Positions | undefined;
  readonly oncommand: (intent: HandIntent) => void;
  /** A tap on a handle: the next node that is chosen ends the edge. */
  readonly onstart: (from: string) => void;
}
