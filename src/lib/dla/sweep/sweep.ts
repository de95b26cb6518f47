import { compares } from '#lib/dla/analysis/comparison.ts';
import type { NetworkConfig } from '#lib/dla/network/config.ts';
import { parseConfig } from '#lib/dla/network/parse.ts';
import type { SectionFrom } from '#lib/dla/network/sections.ts';
import type { Steps } from '#lib/dla/op-graph/by-steps.ts';
import type { Issue, Json, Result } from '#lib/issue.ts';
import { pointsOf, valuesAt } from './grid.ts';
import { keptSections } from './kept-sections.ts';
import { measureNetwork, type Measured } from './measure.ts';
import { paretoFront } from './pareto.ts';
import { variantOf } from './path.ts';
import type { Sweep } from './spec.ts';

/** A point of the grid. */
export interface SweepRow {
  /** One for every axis, in their order. */
  readonly values: readonly Json[];
  /** None where the point is no network. */
  readonly measured?: Measured;
  readonly issue?: Issue;
  /** Whether it is a network and meets every condition. */
  readonly ok: boolean;
  /** Whether no other point that is `ok` is better by the objectives. */
  readonly pareto: boolean;
}

/** Counts every point, the last axis fastest, one a step. */
export function* sweepBySteps(sweep: Sweep): Steps<readonly SweepRow[]> {
  const rows: Omit<SweepRow, 'pareto'>[] = [];
  const sectionFrom = keptSections();
  const count = pointsOf(sweep.axes);
  for (let point = 0; point < count; point += 1) {
    rows.push(rowOf(sweep, valuesAt(sweep.axes, point), sectionFrom));
    yield;
  }
  const fine = rows.filter((row) => row.ok);
  const front = paretoFront(
    fine.map(({ measured }) =>
      sweep.objectives.map(({ measure, sign }) => {
        const value = measured![measure];
        return value === null ? null : sign * value;
      }),
    ),
  );
  const best = new Set(fine.filter((_, index) => front[index]));
  return rows.map((row) => ({ ...row, pareto: best.has(row) }));
}

/** The config of a point, or why it is none. */
export const configAt = ({ base, axes }: Sweep, values: readonly Json[]): Result<NetworkConfig> =>
  parseConfig(
    variantOf(
      base,
      axes.map(({ path }, index) => [path, values[index]!]),
    ),
  );

function rowOf(sweep: Sweep, values: readonly Json[], sectionFrom: SectionFrom): Omit<SweepRow, 'pareto'> {
  const config = configAt(sweep, values);
  const measured = config.ok ? measureNetwork(config.value, sectionFrom) : config;
  if (!measured.ok) return { values, issue: measured.issues[0]!, ok: false };
  return {
    values,
    measured: measured.value,
    ok: sweep.where.every(({ measure, is, value }) => compares(measured.value[measure], is, value)),
  };
}
