import type { Json } from '#lib/issue.ts';

/** What a grid needs to know of an axis. */
interface Values {
  readonly values: readonly Json[];
}

/** How many points a grid has. */
export const pointsOf = (axes: readonly Values[]): number =>
  axes.reduce((product, { values }) => product * values.length, 1);

/** Which of an axis' values a point has; `stride` is how many points the axes after it make. The last axis is the fastest. */
export const placeAt = (values: number, stride: number, point: number): number => Math.floor(point / stride) % values;

/** The values of a point, one for every axis. */
export function valuesAt(axes: readonly Values[], point: number): readonly Json[] {
  let stride = pointsOf(axes);
  return axes.map(({ values }) => {
    stride /= values.length;
    return values[placeAt(values.length, stride, point)]!;
  });
}
