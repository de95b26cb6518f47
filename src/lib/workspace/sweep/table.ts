import { placeAt, pointsOf } from '#lib/dla/sweep/grid.ts';
import { measures, type Measure } from '#lib/dla/sweep/measure.ts';
import type { Axis } from '#lib/dla/sweep/spec.ts';
import type { SweepRow } from '#lib/dla/sweep/sweep.ts';
import type { Issue, Json } from '#lib/issue.ts';

/** The rows of a sweep in columns: a hundred thousand rows come from the worker in no time, and are drawn from here. */
export interface SweepTable {
  readonly length: number;
  /** NaN where a point is no network, or has no such thing. */
  readonly counts: Readonly<Record<Measure, Float64Array<ArrayBuffer>>>;
  /** 1 where the point is a network that meets the conditions. */
  readonly ok: Uint8Array<ArrayBuffer>;
  readonly pareto: Uint8Array<ArrayBuffer>;
  /** The place of a point's issue among all, −1 without one. */
  readonly issueAt: Int32Array<ArrayBuffer>;
  /** Each once. */
  readonly issues: readonly Issue[];
}

export function tableOf(rows: readonly SweepRow[]): SweepTable {
  const { length } = rows;
  const places = new Map<string, number>();
  const issues: Issue[] = [];
  const placeOf = (issue: Issue): number => {
    const key = JSON.stringify(issue);
    const place = places.get(key) ?? issues.push(issue) - 1;
    places.set(key, place);
    return place;
  };
  const column = (name: Measure) => Float64Array.from(rows, ({ measured }) => measured?.[name] ?? NaN);
  return {
    length,
    counts: Object.fromEntries(measures.map((name) => [name, column(name)])) as SweepTable['counts'],
    ok: Uint8Array.from(rows, ({ ok }) => Number(ok)),
    pareto: Uint8Array.from(rows, ({ pareto }) => Number(pareto)),
    issueAt: Int32Array.from(rows, ({ issue }) => (issue ? placeOf(issue) : -1)),
    issues,
  };
}

/** The buffers of a table, to be handed over. */
export const buffersOf = ({ counts, ok, pareto, issueAt }: SweepTable): ArrayBuffer[] => [
  ...Object.values(counts).map(({ buffer }) => buffer),
  ok.buffer,
  pareto.buffer,
  issueAt.buffer,
];

/** What points are drawn by: a count, or what was varied. */
export interface Dimension {
  /** The name of the count, or the path of the axis. */
  readonly id: string;
  readonly measure?: Measure;
  /** Where each point is; of values that are no numbers the place among them. NaN where it has none. */
  readonly at: Float64Array<ArrayBuffer>;
  /** What was varied, where these are not all numbers. */
  readonly values?: readonly Json[];
  readonly least: number;
  readonly most: number;
}

export function dimensionsOf(axes: readonly Axis[], table: SweepTable): readonly Dimension[] {
  const varied = axes.map(({ name, values }, axis): Dimension => {
    const numbers = values.every((value) => typeof value === 'number');
    const at = new Float64Array(table.length);
    const stride = pointsOf(axes.slice(axis + 1));
    for (let point = 0; point < at.length; point += 1) {
      const place = placeAt(values.length, stride, point);
      at[point] = numbers ? (values[place] as number) : place;
    }
    return { id: name, at, ...(!numbers && { values }), ...extentOf(at) };
  });
  const counted = measures.map((measure): Dimension => {
    const at = table.counts[measure];
    return { id: measure, measure, at, ...extentOf(at) };
  });
  return [...varied, ...counted];
}

function extentOf(at: Float64Array): { readonly least: number; readonly most: number } {
  let [least, most] = [Infinity, -Infinity];
  for (const value of at) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least <= most ? { least, most } : { least: 0, most: 0 };
}
