/** What of values is NaN or infinite: how many of how many, and the first of them (`NaN`, `Infinity`, `-Infinity`). */
export interface NotFinite {
  readonly expected: number;
  readonly received: readonly [count: number, first: string];
}

/** Undefined where all values are finite. */
export function findNotFinite(values: Float32Array): NotFinite | undefined {
  let sum = 0;
  for (const value of values) sum += value * 0;
  // One pass without branches: all are finite.
  if (sum === 0) return undefined;
  const found = values.filter((value) => !Number.isFinite(value));
  return { expected: values.length, received: [found.length, String(found[0])] };
}
