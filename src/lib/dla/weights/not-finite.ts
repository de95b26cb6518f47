/** Values of a tensor that are NaN or infinite. */
export interface NotFinite {
  readonly name: string;
  /** How many of how many. */
  readonly count: number;
  readonly of: number;
  /** The first of them: `NaN`, `Infinity`, `-Infinity`. */
  readonly first: string;
}

/** What of a tensor's values is not finite; undefined where all are. */
export function findNotFinite(name: string, values: Float32Array): NotFinite | undefined {
  let sum = 0;
  for (const value of values) sum += value * 0;
  // One pass without branches: all are finite.
  if (sum === 0) return undefined;
  const found = values.filter((value) => !Number.isFinite(value));
  return { name, count: found.length, of: values.length, first: String(found[0]) };
}
