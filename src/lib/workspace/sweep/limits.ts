import type { Measure } from '#lib/dla/sweep/measure.ts';
import { conditionOf, type SweepSpec } from '#lib/dla/sweep/spec.ts';

/** What is asked of a variant. */
export type Limits = Pick<SweepSpec, 'where' | 'objectives'>;
export type Bound = '>=' | '<=';
export type Goal = 'min' | 'max';

const isBound = (text: string, measure: Measure, is: Bound): boolean => {
  const condition = conditionOf(text);
  return condition.measure === measure && condition.is === is;
};

/** The number that a count must at least or at most be; the last one that is written. */
export function boundOf({ where }: Limits, measure: Measure, is: Bound): number | undefined {
  const text = where.findLast((each) => isBound(each, measure, is));
  return text === undefined ? undefined : conditionOf(text).value;
}

/** Limits with one bound of a count, or without it; the other conditions stay where they are. */
export function withBound(limits: Limits, measure: Measure, is: Bound, value: number | undefined): Limits {
  const others = limits.where.filter((each) => !isBound(each, measure, is));
  return { ...limits, where: value === undefined ? others : [...others, `${measure} ${is} ${value}`] };
}

/** Conditions that have no field. */
export const otherConditions = ({ where }: Limits): readonly string[] =>
  where.filter((text) => !['>=', '<='].includes(conditionOf(text).is));

export function goalOf({ objectives }: Limits, measure: Measure): Goal | undefined {
  const found = objectives.find((each) => ('min' in each ? each.min : each.max) === measure);
  return found && ('min' in found ? 'min' : 'max');
}

export function withGoal(limits: Limits, measure: Measure, goal: Goal | undefined): Limits {
  const others = limits.objectives.filter((each) => ('min' in each ? each.min : each.max) !== measure);
  if (goal === undefined) return { ...limits, objectives: others };
  return { ...limits, objectives: [...others, goal === 'min' ? { min: measure } : { max: measure }] };
}

const units = new Map([
  ['', 1],
  ['k', 1e3],
  ['m', 1e6],
  ['g', 1e9],
]);

/** `20 M`, `2.5e9`, `20,000,000`; undefined for what is no number. */
export function readCount(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d[\d,\s]*(?:\.\d+)?(?:e\d+)?)\s*([kmg]?)$/i.exec(text.trim()) ?? [];
  if (digits === undefined) return undefined;
  const value = Number(digits.replace(/[,\s]/g, '')) * units.get(unit.toLowerCase())!;
  // 15.6 times a million is not quite that.
  return Number.isFinite(value) ? Math.round(value * 1e6) / 1e6 : undefined;
}
