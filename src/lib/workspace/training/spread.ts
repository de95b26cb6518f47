import { structureNames, type StructureName } from '#lib/dla/structures/structures.ts';
import type { CurvePoint } from '#lib/runtime/training/order.ts';
import type { Score } from '#lib/runtime/compute/score.ts';
import { judge, spreadOf, type Judged, type Spread } from '#lib/workspace/shared/spread.ts';

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
export interface Verdict extends Judged {
  readonly best: StructureName;
  readonly second: StructureName;
}

/** Compares the two that err least; undefined for fewer. The lead is by how much less the first errs, as a share of the images. */
export function verdictOf(errors: ReadonlyMap<StructureName, readonly number[]>): Verdict | undefined {
  const ranked = structureNames
    .flatMap((structure) => {
      const values = errors.get(structure);
      return values && values.length > 0 ? [{ structure, spread: spreadOf(values) }] : [];
    })
    .sort((a, b) => a.spread.mean - b.spread.mean);
  const [first, second] = ranked;
  return first && second
    ? { best: first.structure, second: second.structure, ...judge(second.spread, first.spread) }
    : undefined;
}
