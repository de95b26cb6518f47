import { contains, rectOf } from '#lib/graph/layout/geometry.ts';
import type { Layout, LayoutEdge, LayoutMark, Point } from '#lib/graph/layout/layout.ts';
import { indexOfLayout } from './layout-index.ts';
import { LIMITS } from './look.ts';

/** How far off a mark a pointer may be, in pixels: targets are 24 pixels at least, 44 for a finger. */
const REACH = { fine: 12, coarse: 22 } as const;
const EDGE_REACH = { fine: 5, coarse: 12 } as const;

export interface Hit {
  readonly id: string;
  readonly kind: 'mark' | 'edge' | 'band';
  /** Whether the pointer is on it, not only near. */
  readonly inside: boolean;
}

/** What is under a pointer at `at`, in units: the mark that it is on, an edge, the nearest mark, a frame, a band. */
export function hit(layout: Layout, at: Point, zoom: number, coarse = false): Hit | undefined {
  const pointer = coarse ? 'coarse' : 'fine';
  const reach = REACH[pointer] / zoom;
  const near = zoom < LIMITS.marks ? [] : marksNear(layout, at, reach);
  const solid = near.filter(({ mark }) => !mark.open);
  const [nearest] = solid;
  if (nearest?.distance === 0) return { id: nearest.mark.id, kind: 'mark', inside: true };
  if (nearest && coarse) return { id: nearest.mark.id, kind: 'mark', inside: false };
  const edge = zoom < LIMITS.marks ? undefined : edgeNear(layout, at, EDGE_REACH[pointer] / zoom);
  if (edge) return { id: edge.id, kind: 'edge', inside: true };
  if (nearest) return { id: nearest.mark.id, kind: 'mark', inside: false };
  const frame = near.find(({ distance }) => distance === 0);
  if (frame) return { id: frame.mark.id, kind: 'mark', inside: true };
  // Inner bands stand behind their parents in the list.
  const band = layout.bands.findLast(({ rect }) => contains(rect, at));
  return band && { id: band.of ?? band.id, kind: 'band', inside: true };
}

/** The end of an edge that is within reach, if any: a place among the inputs of a node. */
export function portNear(layout: Layout, at: Point, zoom: number, coarse = false): LayoutEdge | undefined {
  const reach = REACH[coarse ? 'coarse' : 'fine'] / zoom;
  const off = ({ points }: LayoutEdge): number => Math.hypot(points.at(-1)![0] - at[0], points.at(-1)![1] - at[1]);
  return indexOfLayout(layout)
    .edgesIn(boxAround(at, reach))
    .filter((edge) => edge.to !== '' && off(edge) <= reach)
    .sort((a, b) => off(a) - off(b))[0];
}

const boxAround = ([x, y]: Point, reach: number) => ({
  x: x - reach,
  y: y - reach,
  width: 2 * reach,
  height: 2 * reach,
});

function marksNear(layout: Layout, at: Point, reach: number): { mark: LayoutMark; distance: number }[] {
  return indexOfLayout(layout)
    .marksIn(boxAround(at, reach))
    .map((mark) => ({ mark, distance: distanceTo(mark, at) }))
    .filter(({ distance }) => distance <= reach)
    .sort((a, b) => a.distance - b.distance || area(a.mark) - area(b.mark));
}

const area = ({ width, height }: LayoutMark): number => width * height;

function distanceTo(mark: LayoutMark, [x, y]: Point): number {
  const rect = rectOf(mark);
  const dx = Math.max(rect.x - x, 0, x - rect.x - rect.width);
  const dy = Math.max(rect.y - y, 0, y - rect.y - rect.height);
  return Math.hypot(dx, dy);
}

function edgeNear(layout: Layout, at: Point, reach: number): LayoutEdge | undefined {
  let best: LayoutEdge | undefined;
  let least = reach;
  for (const edge of indexOfLayout(layout).edgesIn(boxAround(at, reach))) {
    if (edge.to === '') continue;
    const distance = distanceToLine(edge.points, at);
    if (distance <= least) [best, least] = [edge, distance];
  }
  return best;
}

function distanceToLine(points: readonly Point[], [x, y]: Point): number {
  let least = Infinity;
  for (let index = 1; index < points.length; index += 1) {
    const [[ax, ay], [bx, by]] = [points[index - 1]!, points[index]!];
    const [ux, uy] = [bx - ax, by - ay];
    const along = ((x - ax) * ux + (y - ay) * uy) / (ux * ux + uy * uy || 1);
    const t = Math.min(1, Math.max(0, along));
    least = Math.min(least, Math.hypot(x - ax - t * ux, y - ay - t * uy));
  }
  return least;
}
