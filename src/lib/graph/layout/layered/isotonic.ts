/** What wants a place on a line: where it would stand, and how much it minds standing elsewhere. */
export interface Wish {
  readonly at: number;
  readonly weight: number;
}

/**
 * Places for things in a row that keep their order and at least `apart[i]` between the i-th and the next, with the least
 * sum of weighted distances from where they want to stand (isotonic regression in L1, by bisection of the values,
 * O(n log n)). Least distances and not least squares: as many as can stay exactly where they are.
 */
export function placeInOrder(wishes: readonly Wish[], apart: readonly number[]): Float64Array {
  const offsets = new Float64Array(wishes.length);
  for (let at = 1; at < wishes.length; at += 1) offsets[at] = offsets[at - 1]! + apart[at - 1]!;
  // Without the distances it is enough that values never fall.
  const wanted = wishes.map(({ at }, index) => at - offsets[index]!);
  const weighty = wanted.filter((_, index) => wishes[index]!.weight > 0);
  const values = [...new Set(weighty.length > 0 ? weighty : wanted)].sort((a, b) => a - b);
  const places = new Float64Array(wishes.length);
  const open: [first: number, last: number, low: number, high: number][] = [
    [0, wishes.length - 1, 0, values.length - 1],
  ];
  for (let part = open.pop(); part; part = open.pop()) {
    const [first, last, low, high] = part;
    if (first > last) continue;
    if (low === high) {
      places.fill(values[low]!, first, last + 1);
      continue;
    }
    const middle = (low + high) >> 1;
    const split = splitBetween(first, last, values[middle]!, values[middle + 1]!);
    open.push([first, split - 1, low, middle], [split, last, middle + 1, high]);
  }
  return places.map((value, index) => value + offsets[index]!);

  /** From which one on the larger of two values is better, if each has to take one of them. */
  function splitBetween(first: number, last: number, small: number, large: number): number {
    let [cost, best, split] = [0, 0, first];
    for (let at = first; at <= last; at += 1) {
      const { weight } = wishes[at]!;
      cost += weight * (Math.abs(wanted[at]! - small) - Math.abs(wanted[at]! - large));
      if (cost < best) [best, split] = [cost, at + 1];
    }
    return split;
  }
}
