import { tidy } from './geometry.ts';
import type { Point } from './layout.ts';

/** Radius of an edge's corners. */
export const CORNER = 8;

/** An axis-parallel polyline as an SVG path with rounded corners; short stretches get smaller ones. */
export function roundedPath(points: readonly Point[], radius = CORNER): string {
  const [start, end] = [points[0], points.at(-1)];
  if (!start || !end) return '';
  let path = `M${tidy(start[0])},${tidy(start[1])}`;
  for (let index = 1; index < points.length - 1; index += 1) {
    const [ax, ay] = points[index - 1]!;
    const [bx, by] = points[index]!;
    const [cx, cy] = points[index + 1]!;
    // A stretch between two corners is shared by both; the first and the last have one corner only.
    const before = Math.hypot(bx - ax, by - ay) / (index === 1 ? 1 : 2);
    const after = Math.hypot(cx - bx, cy - by) / (index === points.length - 2 ? 1 : 2);
    const r = Math.min(radius, before, after);
    const [ux, uy, vx, vy] = [Math.sign(bx - ax), Math.sign(by - ay), Math.sign(cx - bx), Math.sign(cy - by)];
    path += `L${tidy(bx - ux * r)},${tidy(by - uy * r)}Q${tidy(bx)},${tidy(by)} ${tidy(bx + vx * r)},${tidy(by + vy * r)}`;
  }
  return `${path}L${tidy(end[0])},${tidy(end[1])}`;
}

/** The arrow head at the end of a polyline as a closed path. */
export function arrowHead(points: readonly Point[], length = 5, half = 3): string {
  const [x, y] = points.at(-1)!;
  const [a, b] = points.at(-2) ?? points[0]!;
  const [ux, uy] = [Math.sign(x - a), Math.sign(y - b)];
  const left: Point = [x - ux * length + uy * half, y - uy * length + ux * half];
  const right: Point = [x - ux * length - uy * half, y - uy * length - ux * half];
  return `M${tidy(x)},${tidy(y)}L${tidy(left[0])},${tidy(left[1])}L${tidy(right[0])},${tidy(right[1])}Z`;
}
