/** A mean of several seeds, and how far they lie apart. */
export interface Spread {
  readonly mean: number;
  /** Of a sample: divided by n − 1; 0 for one seed, of which nothing is known. */
  readonly deviation: number;
  readonly low: number;
  readonly high: number;
  readonly seeds: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const seeds = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / seeds;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    ...{ mean, seeds, low: Math.min(...values), high: Math.max(...values) },
    deviation: seeds > 1 ? Math.sqrt(squares / (seeds - 1)) : 0,
  };
}

/** What a difference of two means says, against how far the seeds lie apart. */
export interface Judged {
  /** The first mean less the second. */
  readonly lead: number;
  /** The larger deviation of the two. */
  readonly noise: number;
  /** Of the one with fewer. */
  readonly seeds: number;
  /** A difference within the spread of the seeds is nothing; from twice the spread on it is one. */
  readonly says: 'one-seed' | 'nothing' | 'little' | 'something';
}

export function judge(a: Spread, b: Spread): Judged {
  const lead = a.mean - b.mean;
  const noise = Math.max(a.deviation, b.deviation);
  const seeds = Math.min(a.seeds, b.seeds);
  const size = Math.abs(lead);
  const judged = size <= noise ? 'nothing' : size < 2 * noise ? 'little' : 'something';
  return { lead, noise, seeds, says: seeds < 2 ? 'one-seed' : judged };
}
