import { structureNames, type StructureName } from '#lib/dla/structures/structures.ts';
import type { CurvePoint } from '#lib/runtime/training/order.ts';
import type { Score } from '#lib/runtime/compute/score.ts';

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

/** What a curve is drawn of: the loss, or the share of wrong answers. */
export type Measure = 'loss' | 'error';

export const measured = (score: Score, measure: Measure): number =>
  measure === 'loss' ? score.loss : 1 - score.accuracy;

/** Where the runs stand that have come as far as any of them: one that was stopped within its epochs is not of their kind. */
export function standings(runs: readonly { readonly curve: readonly CurvePoint[] }[]): readonly CurvePoint[] {
  const last = runs.flatMap(({ curve }) => curve.slice(-1));
  const most = Math.max(...last.map(({ epoch }) => epoch));
  return last.filter(({ epoch }) => epoch === most);
}

/** One place of the curves of several seeds. */
export interface SpreadPoint {
  readonly epoch: number;
  readonly training: Spread;
  readonly heldOut: Spread;
}

/** The curves of several seeds together, as far as all that were begun have come. */
export function spreadCurve(curves: readonly (readonly CurvePoint[])[], measure: Measure): readonly SpreadPoint[] {
  const longest = curves.reduce<readonly CurvePoint[]>((best, each) => (each.length > best.length ? each : best), []);
  return longest.map(({ epoch }, at) => {
    const points = curves.flatMap((curve) => curve[at] ?? []);
    const of = (part: 'training' | 'heldOut') => spreadOf(points.map((point) => measured(point[part], measure)));
    return { epoch, training: of('training'), heldOut: of('heldOut') };
  });
}

/** Which structure came out first, and whether that says anything. */
export interface Verdict {
  readonly best: StructureName;
  readonly second: StructureName;
  /** By how much less the first errs, as a share of the images. */
  readonly lead: number;
  /** The larger deviation of the two between seeds. */
  readonly noise: number;
  readonly seeds: number;
  /** A lead within the spread of the seeds is nothing; from twice the spread on it is one. */
  readonly says: 'one-seed' | 'nothing' | 'little' | 'something';
}

/** Compares the two that err least; undefined for fewer. */
export function verdictOf(errors: ReadonlyMap<StructureName, readonly number[]>): Verdict | undefined {
  const ranked = structureNames
    .flatMap((structure) => {
      const values = errors.get(structure);
      return values && values.length > 0 ? [{ structure, spread: spreadOf(values) }] : [];
    })
    .sort((a, b) => a.spread.mean - b.spread.mean);
  const [first, second] = ranked;
  if (!first || !second) return undefined;
  const lead = second.spread.mean - first.spread.mean;
  const noise = Math.max(first.spread.deviation, second.spread.deviation);
  const seeds = Math.min(first.spread.seeds, second.spread.seeds);
  const judged = lead <= noise ? 'nothing' : lead < 2 * noise ? 'little' : 'something';
  return {
    ...{ best: first.structure, second: second.structure, lead, noise, seeds },
    says: seeds < 2 ? 'one-seed' : judged,
  };
}
