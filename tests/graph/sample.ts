import type { Point } from '#lib/graph/layout/layout.ts';

/** Points along an axis-parallel polyline, `step` units apart, its ends included. */
export function sample(points: readonly Point[], step: number): Point[] {
  const found: Point[] = points.length > 0 ? [points[0]!] : [];
  for (let index = 1; index < points.length; index += 1) {
    const [ax, ay] = points[index - 1]!;
    const [bx, by] = points[index]!;
    const length = Math.hypot(bx - ax, by - ay);
    for (let at = step; at < length; at += step)
      found.push([ax + ((bx - ax) * at) / length, ay + ((by - ay) * at) / length]);
    found.push([bx, by]);
  }
  return found;
}
