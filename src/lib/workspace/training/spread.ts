import { inert, writeCsv } from '#lib/dla/exchange/tables/csv.ts';
import type { CurvePoint } from '#lib/runtime/training/order.ts';
import type { Score } from '#lib/runtime/compute/score.ts';
import { judge, spreadOf, type Judged, type Spread } from '#lib/workspace/shared/spread.ts';

/** What a curve is drawn of: the loss, or the share of wrong answers. */
export type Measure = 'loss' | 'error';

export const measured = (score: Score, measure: Measure): number =>
  measure === 'loss' ? score.loss : 1 - score.accuracy;

/**
 * Where the runs stand that have come as far as any of them: one that was stopped within its epochs is not of their kind, and one
 * that diverged stands nowhere.
 */
export function standings(
  runs: readonly { readonly curve: readonly CurvePoint[]; readonly diverged?: number }[],
): readonly CurvePoint[] {
  const last = runs.flatMap(({ curve, diverged }) => (diverged === undefined ? curve.slice(-1) : []));
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

/** The points of curves: a line for each epoch of each. */
export const curvesCsv = (
  head: readonly string[],
  curves: readonly { readonly name: string; readonly points: readonly SpreadPoint[] }[],
): string =>
  writeCsv([
    head,
    ...curves.flatMap(({ name, points }) =>
      points.map(({ epoch, training, heldOut }) => [
        inert(name),
        epoch,
        training.mean,
        heldOut.mean,
        heldOut.low,
        heldOut.high,
      ]),
    ),
  ]);

/** How a network stands against the one that all others are compared with. */
export interface Standing {
  readonly key: string;
  readonly spread: Spread;
  /** Positive where it errs less than the reference; undefined for the reference. */
  readonly judged: Judged | undefined;
}

/**
 * Shares of wrong answers by network, compared with those of the first one, in the order that is given; networks without any are
 * left out, and so is all where fewer than two are left.
 */
export function standingsOf(errors: ReadonlyMap<string, readonly number[]>): readonly Standing[] {
  const [first, ...others] = [...errors].flatMap(([key, values]) =>
    values.length > 0 ? [{ key, spread: spreadOf(values) }] : [],
  );
  if (!first || others.length === 0) return [];
  return [
    { ...first, judged: undefined },
    ...others.map((each) => ({ ...each, judged: judge(first.spread, each.spread) })),
  ];
}
