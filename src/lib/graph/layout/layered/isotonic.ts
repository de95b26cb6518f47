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
  const wanted = withoutDistances(wishes, apart);
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

/** Outweighs every other wish. */
const STAYS = 1e9;

/**
 * The same wishes, those of the heaviest set that can all be had made so heavy that nothing else moves them: rather some
 * move far than many a little. (The heaviest subsequence that does not fall, O(n log n).)
 */
export function mostStaying(wishes: readonly Wish[], apart: readonly number[]): readonly Wish[] {
  const wanted = withoutDistances(wishes, apart);
  const rank = new Map([...new Set(wanted)].sort((a, b) => a - b).map((value, at) => [value, at + 1]));
  // best[r]: the end of the heaviest set so far with values up to rank r, as a Fenwick tree of maxima.
  const best = new Int32Array(rank.size + 1).fill(-1);
  const weight = new Float64Array(wishes.length);
  const before = new Int32Array(wishes.length).fill(-1);
  const heavier = (a: number, b: number): number => (b < 0 || (a >= 0 && weight[a]! >= weight[b]!) ? a : b);
  wishes.forEach((wish, at) => {
    if (wish.weight === 0) return;
    const own = rank.get(wanted[at]!)!;
    for (let r = own; r > 0; r -= r & -r) before[at] = heavier(before[at]!, best[r]!);
    weight[at] = wish.weight + (before[at]! < 0 ? 0 : weight[before[at]!]!);
    for (let r = own; r < best.length; r += r & -r) best[r] = heavier(best[r]!, at);
  });
  const staying = new Set<number>();
  let last = -1;
  wishes.forEach((wish, at) => (last = wish.weight === 0 ? last : heavier(last, at)));
  for (; last >= 0; last = before[last]!) staying.add(last);
  return wishes.map((wish, at) => (staying.has(at) ? { ...wish, weight: STAYS } : wish));
}

/** Where things would stand if they took no room: it is enough that these never fall. */
function withoutDistances(wishes: readonly Wish[], apart: readonly number[]): readonly number[] {
  let offset = 0;
  return wishes.map(({ at }, index) => at - (offset += index === 0 ? 0 : apart[index - 1]!));
}

/** The middle one of some values; undefined of none. */
export function middleOf(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
