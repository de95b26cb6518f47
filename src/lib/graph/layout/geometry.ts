import type { LayoutMark, Point, Rect } from './layout.ts';

/** Rounded to hundredths: what a path or a test needs, and no float noise in files. */
export const tidy = (value: number): number => Math.round(value * 100) / 100 + 0;

export const rectOf = ({ x, y, width, height }: Pick<LayoutMark, 'x' | 'y' | 'width' | 'height'>): Rect => ({
  x: x - width / 2,
  y: y - height / 2,
  width,
  height,
});

export const grow = (rect: Rect, by: number): Rect => ({
  x: rect.x - by,
  y: rect.y - by,
  width: rect.width + 2 * by,
  height: rect.height + 2 * by,
});

/** Whether a mark is drawn as a circle: a node with few inputs. One with many is taller, one with its ops a frame. */
export const isRound = ({
  kind,
  open,
  width,
  height,
}: Pick<LayoutMark, 'kind' | 'open' | 'width' | 'height'>): boolean => kind === 'node' && !open && width === height;

/** Whether two rectangles have more than a border in common. */
export const meets = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

export const contains = (rect: Rect, [x, y]: Point): boolean =>
  x >= rect.x && x <= rect.x + rect.width && y >= rect.y && y <= rect.y + rect.height;

/** The smallest rectangle around all; of nothing, an empty one at the origin. */
export function around(rects: readonly Rect[]): Rect {
  if (rects.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of rects) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The smallest rectangle around a line of points. */
export function aroundPoints(points: readonly Point[]): Rect {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Leaves out points that repeat or lie on a straight run, so that every point left is an end or a corner. */
export function corners(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const last = kept.at(-1);
    if (last && last[0] === point[0] && last[1] === point[1]) continue;
    const before = kept.at(-2);
    if (
      last &&
      before &&
      ((before[0] === last[0] && last[0] === point[0]) || (before[1] === last[1] && last[1] === point[1]))
    )
      kept.pop();
    kept.push(point);
  }
  return kept;
}

/** Whether an axis-parallel line has more than a border in common with a rectangle. */
export const runsThrough = (points: readonly Point[], rect: Rect): boolean =>
  points.slice(1).some(([bx, by], at) => {
    const [ax, ay] = points[at]!;
    const stretch = { x: Math.min(ax, bx), y: Math.min(ay, by), width: Math.abs(ax - bx), height: Math.abs(ay - by) };
    return meets(grow(stretch, 0.01), rect);
  });
