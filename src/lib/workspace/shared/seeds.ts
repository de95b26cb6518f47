/** Most seeds of one training, or of one comparison. */
export const MOST_SEEDS = 10;

/**
 * Seeds as a person writes them: `1-5`, `3, 7, 11`. Each once, in that order; undefined where the text is none, or has more
 * than `MOST_SEEDS`.
 */
export function parseSeeds(text: string): readonly number[] | undefined {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const seeds = new Set<number>();
  for (const part of parts) {
    const [, first, last = first] = /^(\d{1,6})(?:[-–](\d{1,6}))?$/.exec(part) ?? [];
    if (first === undefined || last === undefined || Number(last) < Number(first)) return undefined;
    if (Number(last) - Number(first) >= MOST_SEEDS) return undefined;
    for (let seed = Number(first); seed <= Number(last); seed += 1) seeds.add(seed);
  }
  return seeds.size === 0 || seeds.size > MOST_SEEDS ? undefined : [...seeds];
}

/** As short as they can be written: `1–5`, `3, 7, 11`. */
export function seedsText(seeds: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const seed of seeds) {
    const last = runs.at(-1);
    if (last && seed === last[1] + 1) last[1] = seed;
    else runs.push([seed, seed]);
  }
  return runs
    .map(([from, to]) => (from === to ? String(from) : to === from + 1 ? `${from}, ${to}` : `${from}–${to}`))
    .join(', ');
}
