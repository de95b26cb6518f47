import { atOnce } from '#lib/dla/op-graph/by-steps.ts';
import { writeCsv } from '#lib/dla/exchange/tables/csv.ts';
import { sweepCells } from '#lib/dla/sweep/cells.ts';
import { measures } from '#lib/dla/sweep/measure.ts';
import { parseSweep, type Sweep } from '#lib/dla/sweep/spec.ts';
import { sweepBySteps, type SweepRow } from '#lib/dla/sweep/sweep.ts';
import { unwrap } from '#lib/issue.ts';
import { sayIssue, words } from '#lib/messages/messages.ts';
import { defineCommand, grouped, table, toJson, UsageError } from '../command.ts';
import { readBytes } from '../network.ts';

export const sweep = defineCommand({
  words: () => words.cli.commands.sweep,
  positionals: 1,
  options: { csv: { type: 'boolean' }, json: { type: 'boolean' } },
  async run({ positionals: [argument], values: { csv, json } }, io) {
    if (csv && json) throw new UsageError(words.cli.wrong.twoForms);
    const spec = unwrap(parseSweep(argument === '-' ? await io.stdin() : await readBytes(argument!)));
    const rows = atOnce(sweepBySteps(spec));
    if (json)
      return io.out(
        toJson(
          rows.map((row) => recordOf(spec, row)),
          true,
        ),
      );
    const cells = sweepCells(spec, rows, sayIssue);
    if (csv) return io.out(writeCsv(cells));
    const axes = spec.axes.length;
    const shown = cells.map((line, row) =>
      line.map((cell, column) => {
        const count = row > 0 && column >= axes && column < axes + measures.length;
        return count && cell !== '' ? grouped(Number(cell)) : cell;
      }),
    );
    io.out(
      table(
        shown,
        measures.map((_, index) => axes + index),
      ),
    );
  },
});

const recordOf = ({ axes }: Sweep, { values, measured, issue, ok, pareto }: SweepRow) => ({
  values: Object.fromEntries(axes.map(({ name }, index) => [name, values[index]])),
  ...measured,
  ok,
  pareto,
  ...(issue && { issue: sayIssue(issue) }),
});
