/**
 * Which points no other is better than: none of them is at least as good in every column and better in one. More is
 * better in every column; a point without a value there is worse than any.
 */
export function paretoFront(points: readonly (readonly (number | null)[])[]): readonly boolean[] {
  const valued = points.map((point) => point.map((value) => value ?? -Infinity));
  // Whatever is better stands before, so that every point is compared with the front so far alone.
  const order = [...valued.keys()].sort((a, b) => compare(valued[b]!, valued[a]!));
  const front: number[] = [];
  const found = valued.map(() => false);
  for (const index of order) {
    if (front.some((other) => isBetter(valued[other]!, valued[index]!))) continue;
    front.push(index);
    found[index] = true;
  }
  return found;
}

/** By the first column in which they differ. */
function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, column) => value !== b[column]);
  return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1;
}

const isBetter = (a: readonly number[], b: readonly number[]): boolean =>
  a.every((value, column) => value >= b[column]!) && a.some((value, column) => value > b[column]!);
