import { resultOf, type Case } from './reference.ts';

const ODD = [NaN, Infinity, -Infinity] as const;

/** Some of the values are replaced by what is not finite, seldom enough that not all results are NaN. */
function sprinkled(data: Float64Array, by: number): Float64Array {
  const copy = data.slice();
  for (let at = (by * 5) % copy.length; at < copy.length; at += 29) copy[at] = ODD[(at + by) % 3]!;
  return copy;
}

const withResult = (given: Omit<Case, 'result'>): Case => ({ ...given, result: resultOf(given) });

/** The same op with NaN and infinity in each of its inputs, and in each of its weights. */
export const notFiniteCases = (given: Case): readonly Case[] => [
  ...given.inputs.map((_, place) =>
    withResult({
      ...given,
      inputs: given.inputs.map((each, at) => (at === place ? { ...each, data: sprinkled(each.data, place) } : each)),
    }),
  ),
  ...given.weights.flatMap(({ role }) =>
    [0, 1, 2].map((by) =>
      withResult({
        ...given,
        weights: given.weights.map((each) => (each.role === role ? { ...each, data: sprinkled(each.data, by) } : each)),
      }),
    ),
  ),
];

/** Differences beyond rounding, and every value that is not the same kind of odd: [place, expected, found]. */
export function differences(found: ArrayLike<number>, expected: Float64Array): readonly (readonly number[])[] {
  const most = expected.reduce((best, value) => (Number.isFinite(value) ? Math.max(best, Math.abs(value)) : best), 1);
  return [...expected]
    .map((value, at) => [at, value, found[at]!] as const)
    .filter(([, a, b]) => !Object.is(a, b) && !(Math.abs(a - b) < 1e-5 * most));
}
