import type { Issue, Json } from '#lib/issue.ts';
import { measures } from './measure.ts';
import type { Sweep } from './spec.ts';
import type { SweepRow } from './sweep.ts';

/** A sweep as a table of texts, a head and a line for every point; `say` has the words for an issue. */
export const sweepCells = (
  { axes }: Pick<Sweep, 'axes'>,
  rows: readonly SweepRow[],
  say: (issue: Issue) => string,
): readonly (readonly string[])[] => [
  [...axes.map(({ name }) => name), ...measures, 'ok', 'pareto', 'issue'],
  ...rows.map(({ values, measured, issue, ok, pareto }) => [
    ...values.map(valueText),
    ...measures.map((name) => valueText(measured?.[name] ?? '')),
    String(ok),
    String(pareto),
    issue ? say(issue) : '',
  ]),
];

const valueText = (value: Json): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
