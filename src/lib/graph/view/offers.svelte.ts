import type { LayoutEdge, Layout } from '#lib/graph/layout/layout.ts';
import { viewportOf, type Camera } from './camera.ts';
import type { CanvasEditing } from './canvas-props.ts';
import type { Hand } from './hand.svelte.ts';
import { indexOfLayout } from './layout-index.ts';
import { LIMITS } from './look.ts';

/** What the offers are made from, as it is now. */
export interface OffersOf {
  readonly layout: () => Layout;
  readonly camera: () => Camera;
  /** Pixels of the canvas. */
  readonly size: () => readonly [width: number, height: number];
  readonly editing: () => CanvasEditing | undefined;
  readonly hovered: () => string | undefined;
  readonly selected: () => readonly string[];
}

/** What a canvas offers to be taken up: ports that fit, the handle that begins an edge, the ends of the selected edge. */
export class Offers {
  /** Ids of nodes and edges on the screen that could take the edge that is drawn, while one is. */
  readonly fits = $derived.by(() => {
    const { hand, from } = this;
    const editing = from.editing();
    const start = hand.connect.mode === 'dragging' ? hand.connect.start : undefined;
    if (!start || !editing) return undefined;
    const seen = indexOfLayout(from.layout()).marksIn(viewportOf(from.camera(), ...from.size()));
    return editing.fits(
      start,
      seen.flatMap(({ of }) => of),
    );
  });

  /** The mark that offers a handle: the one under the pointer, else the one that is selected. */
  readonly handle = $derived.by(() => {
    const { hand, from } = this;
    const [editing, selected] = [from.editing(), from.selected()];
    const wanted = from.hovered() ?? (selected.length === 1 ? selected[0] : undefined);
    if (!editing || wanted === undefined || from.camera().zoom < LIMITS.blockNames || hand.pressed) return undefined;
    const mark = indexOfLayout(from.layout()).markFor(wanted);
    return mark && editing.startOf(mark.id) !== undefined ? mark.id : undefined;
  });

  /** The edge whose ends can be taken up: the one that is selected. */
  readonly lifts: LayoutEdge | undefined = $derived.by(() => {
    const { hand, from } = this;
    const [editing, selected] = [from.editing(), from.selected()];
    const [id] = selected;
    if (!editing || selected.length !== 1 || id === undefined || hand.pressed) return undefined;
    return editing.liftOf(id, 'end') && indexOfLayout(from.layout()).edge(id);
  });

  constructor(
    private readonly hand: Hand,
    private readonly from: OffersOf,
  ) {}
}
