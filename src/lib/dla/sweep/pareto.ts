/**
 * Which points no other is better than: none of them is at least as good in every column and better in one. More is
 * better in every column; a point without a value there is worse than any.
 */
export function paretoFront(points: readonly (readonly (number | null)[])[]): readonly boolean[] {
  const valued = points.map((point) => point.map((value) => value ?? -Infinity));
  // Whatever is better stands before: of the points before one, only the columns after the first are left to compare.
  const order = [...valued.keys()].sort((a, b) => compare(valued[b]!, valued[a]!));
  const found = valued.map(() => false);
  let best: (readonly number[])[] = [];
  let before: readonly number[] | undefined;
  let isBest = false;
  for (const index of order) {
    const [, ...rest] = valued[index]!;
    // Equal points are best together or not at all.
    if (!before || compare(before, valued[index]!) !== 0) {
      isBest = before === undefined || !best.some((other) => isAtLeast(other, rest));
      if (isBest) best = [...best.filter((other) => !isAtLeast(rest, other)), rest];
      before = valued[index]!;
    }
    found[index] = isBest;
  }
  return found;
}

/** By the first column in which they differ. */
function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, column) => value !== b[column]);
  return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1;
}

const isAtLeast = (a: readonly number[], b: readonly number[]): boolean =>
  a.every((value, column) => value >= b[column]!);
