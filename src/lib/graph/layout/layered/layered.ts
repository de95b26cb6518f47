import { around, grow, rectOf, tidy } from '../geometry.ts';
import { emptyLayout, type Layout, type LayoutEdge, type LayoutMark, type Point, type Rect } from '../layout.ts';
import { FRAME_HEAD, framesOf } from './frames.ts';
import { ASPECT, folded, isStrip } from './folded.ts';
import { MARGIN, type LayeredInput } from './input.ts';
import { itemsOf } from './items.ts';
import { layersOf } from './layers.ts';
import { modelOf, orderOf } from './model.ts';
import { ledRound, pinnedIn } from './pinned.ts';
import { freshRows, portOffsets } from './rows.ts';
import { stableRows } from './stable-rows.ts';
import { turnedInput, turnedLayout } from './turned.ts';
import { routeEdges } from './route-edges.ts';

/**
 * Lays a graph out in layers: each mark behind all that it takes, by the longest way; in a layer in the order that makes
 * edges short; edges with right angles, through the room between layers and marks. Linear in marks and edges but for
 * sorting. With a picture before an edit, what it shows stays where it is as far as there is room.
 */
export function layoutLayered(input: LayeredInput): Layout {
  if (input.marks.length === 0) return emptyLayout;
  const isUpright = input.direction === 'down' || input.direction === 'up';
  return framed(input, toTheRight(turnedInput(withMarkCentres(input)), isUpright ? 1 / ASPECT : ASPECT));
}

function toTheRight(input: LayeredInput, aspect: number): Pick<Layout, 'marks' | 'edges'> {
  const { pinned, offsetOf } = placedByHand(input);
  const { marks, edges } = inRows(input, pinned.places, aspect);
  const led = edges.map((edge) => ({ ...edge, points: pinned.ways.get(edge.id) ?? edge.points }));
  return { marks, edges: ledRound(led, marks, pinned, offsetOf) };
}

/** What stands somewhere before anything is laid out: pins, and where each edge enters its end. */
export function placedByHand(input: LayeredInput) {
  const model = modelOf(input);
  const offsets = portOffsets(model);
  const offsetById = new Map(Array.from(model.edge, (edge, at) => [input.edges[edge]!.id, offsets[at]!]));
  const offsetOf = ({ id }: { readonly id: string }): number => offsetById.get(id)!;
  return { pinned: pinnedIn(input, inLayers), offsetOf };
}

/** A strip of layers is folded, anew after every edit, as lines of a text break: what it was before does not count. */
function inRows(
  input: LayeredInput,
  places: ReadonlyMap<string, Point>,
  aspect: number,
): Pick<Layout, 'marks' | 'edges'> {
  const { previous: _, ...anew } = input;
  if (!isLongStrip(anew, places)) return inLayers(input, places);
  const picture = inLayers(anew, places);
  const isPinned = ({ id }: LayoutMark): boolean => places.has(id);
  return folded(picture, isPinned, bordersOf(picture.marks.filter((mark) => !isPinned(mark))), aspect);
}

/** Whether a graph is a strip in layers. */
export function isLongStrip(input: LayeredInput, places: ReadonlyMap<string, Point> = new Map()): boolean {
  const model = modelOf(input);
  const order = orderOf(model);
  const skipped = new Set(input.marks.flatMap(({ id }, at) => (places.has(id) ? [at] : [])));
  const { layer } = layersOf(model, order, input, skipped);
  return isStrip(itemsOf(model, layer, order.back));
}

/** The middle between neighbouring layers: where no mark stands. */
function bordersOf(marks: readonly LayoutMark[]): readonly number[] {
  const borders: number[] = [];
  let right = -Infinity;
  for (const { x, width } of marks.toSorted((a, b) => a.x - a.width / 2 - (b.x - b.width / 2))) {
    const left = x - width / 2;
    if (left > right && right > -Infinity) borders.push((left + right) / 2);
    right = Math.max(right, x + width / 2);
  }
  return borders;
}

/** Marks in layers but for those that have their place; edges of these have no way yet. */
function inLayers(input: LayeredInput, places: ReadonlyMap<string, Point>): Pick<Layout, 'marks' | 'edges'> {
  const model = modelOf(input);
  const order = orderOf(model);
  const skipped = new Set(input.marks.flatMap(({ id }, at) => (places.has(id) ? [at] : [])));
  const { layer, kept } = layersOf(model, order, input, skipped);
  const items = itemsOf(model, layer, order.back);
  const offsets = portOffsets(model);
  const y = input.previous ? stableRows(model, items, offsets, input, kept) : freshRows(items, offsets);
  const { x, points } = routeEdges(model, items, y, offsets, input, kept);
  const marks = input.marks.map(({ room: _, ...mark }, at): LayoutMark => {
    const [left, top] = places.get(mark.id) ?? [tidy(x[at]!), tidy(y[at]!)];
    return { ...mark, x: left, y: top };
  });
  const edges = Array.from(model.edge, (edge, at): LayoutEdge => {
    const way = (points[at] ?? []).map(([a, b]) => [tidy(a), tidy(b)] as const);
    return { ...input.edges[edge]!, points: way, port: 'left' };
  });
  return { marks, edges };
}

/** A person puts a group by its frame, which has its title above the marks. */
export const withMarkCentres = <T extends LayeredInput>(input: T): T => ({
  ...input,
  pins: new Map([
    ...input.pins,
    ...input.groups.flatMap(({ id }) => {
      const pin = input.pins.get(id);
      return pin ? [[id, [pin[0], pin[1] + FRAME_HEAD / 2]] as const] : [];
    }),
  ]),
});

/** Turns a picture to the right to its direction, and draws the frames. */
export function framed(input: LayeredInput, picture: Pick<Layout, 'marks' | 'edges'>): Layout {
  const { marks, edges } = turnedLayout(picture, input.direction);
  const frames = framesOf(marks, input);
  const rooms = new Map(input.marks.flatMap(({ id, room }) => (room ? [[id, room] as const] : [])));
  const rects = [
    ...frames.bands.map(({ rect }) => rect),
    ...frames.marks.map((mark) => rectOf({ ...mark, ...rooms.get(mark.id) })),
  ];
  return { ...frames, edges, bounds: boundsOf(rects, edges) };
}

function boundsOf(rects: readonly Rect[], edges: readonly LayoutEdge[]): Rect {
  const corners = edges.flatMap(({ points }) => points.map(([x, y]): Rect => ({ x, y, width: 0, height: 0 })));
  return grow(around([...rects, ...corners]), MARGIN);
}
