import { around, grow, rectOf, tidy } from '../geometry';
import { emptyLayout, type Layout, type LayoutEdge, type LayoutMark, type Rect } from '../layout';
import { framesOf } from './frames';
import { MARGIN, type LayeredInput } from './input';
import { itemsOf } from './items';
import { layersOf } from './layers';
import { modelOf, orderOf } from './model';
import { ledRound, withPinnedGroups } from './pinned';
import { portOffsets, rowsOf } from './rows';
import { turnedInput, turnedLayout } from './turned';
import { waysOf } from './ways';

/**
 * Lays a graph out in layers: each mark behind all that it takes, by the longest way; in a layer in the order that makes
 * edges short; edges with right angles, through the room between layers and marks. Linear in marks and edges but for
 * sorting. With a picture before an edit, what it shows stays where it is as far as there is room.
 */
export function layoutLayered(input: LayeredInput): Layout {
  if (input.marks.length === 0) return emptyLayout;
  return turnedLayout(toTheRight(turnedInput(input)), input.direction);
}

function toTheRight(input: LayeredInput): Layout {
  const { pins } = input;
  const model = modelOf(input);
  const order = orderOf(model);
  const pinned = new Set(input.marks.flatMap(({ id }, at) => (pins[id] ? [at] : [])));
  const layers = layersOf(model, order, input, pinned);
  const items = itemsOf(model, layers, order.back);
  const offsets = portOffsets(model);
  const y = rowsOf(model, items, offsets, input);
  const { x, points } = waysOf(model, items, y, offsets, input);
  const marks = input.marks.map((mark, at): LayoutMark => {
    const pin = pins[mark.id];
    return pin ? { ...mark, x: pin[0], y: pin[1] } : { ...mark, x: tidy(x[layers[at]!]!), y: tidy(y[at]!) };
  });
  const edges = Array.from(model.edge, (edge, at): LayoutEdge => {
    const way = (points[at] ?? []).map(([a, b]) => [tidy(a), tidy(b)] as const);
    return { ...input.edges[edge]!, points: way, port: 'left' };
  });
  const offsetById = new Map(Array.from(model.edge, (edge, at) => [input.edges[edge]!.id, offsets[at]!]));
  return finished(input, marks, edges, ({ id }) => offsetById.get(id)!);
}

/** Puts pinned groups to their places, leads edges round what was moved, and draws the frames. */
export function finished(
  input: LayeredInput,
  marks: readonly LayoutMark[],
  edges: readonly LayoutEdge[],
  offsetOf: (edge: LayoutEdge) => number,
): Layout {
  const placed = withPinnedGroups(marks, input);
  const moved = new Set(placed.flatMap((mark, at) => (input.pins[mark.id] || mark !== marks[at] ? [mark.id] : [])));
  const led = moved.size === 0 ? edges : ledRound(edges, placed, moved, offsetOf);
  const framed = framesOf(placed, input);
  return {
    ...framed,
    edges: led,
    bounds: boundsOf(
      framed.bands.map(({ rect }) => rect),
      framed.marks,
      led,
    ),
  };
}

function boundsOf(bands: readonly Rect[], marks: readonly LayoutMark[], edges: readonly LayoutEdge[]): Rect {
  const corners = edges.flatMap(({ points }) => points.map(([x, y]): Rect => ({ x, y, width: 0, height: 0 })));
  return grow(around([...bands, ...marks.map(rectOf), ...corners]), MARGIN);
}
