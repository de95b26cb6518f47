import { writeCsv } from '#lib/dla/exchange/tables/csv.ts';
import { sweepCells } from '#lib/dla/sweep/cells.ts';
import { pointsOf } from '#lib/dla/sweep/grid.ts';
import { parseSweep, type Sweep } from '#lib/dla/sweep/spec.ts';
import { sweepBySteps, type SweepRow } from '#lib/dla/sweep/sweep.ts';
import { unwrap } from '#lib/issue.ts';
import { sayIssue, speak } from '#lib/messages/messages.ts';
import { holdLife } from '#lib/worker/life.ts';
import { page } from '#lib/worker/page.ts';
import { serve } from '#lib/worker/server.ts';
import type { SweepMethods } from './sweep-requests.ts';
import { buffersOf, tableOf } from './table.ts';

/** Points between two looks at whether the page has cancelled. */
const PIECE = 100;

/** What was counted last: a page asks for it again as CSV. */
let last: { readonly text: string; readonly sweep: Sweep; readonly rows: readonly SweepRow[] } | undefined;

holdLife(self);

/** Counts every point, and looks now and then whether that is still wanted. */
async function countAll(text: string, signal: AbortSignal, told: (done: number, of: number) => void) {
  if (last?.text === text) return last;
  const sweep = unwrap(parseSweep(text));
  const of = pointsOf(sweep.axes);
  const steps = sweepBySteps(sweep);
  for (let done = 1; ; done += 1) {
    const step = steps.next();
    if (step.done) return (last = { text, sweep, rows: step.value });
    if (done % PIECE > 0) continue;
    told(done, of);
    await new Promise((resolve) => setTimeout(resolve));
    signal.throwIfAborted();
  }
}

serve<SweepMethods>(page, {
  async count(text, { signal, progress, transfer }) {
    const { rows } = await countAll(text, signal, (done, of) => progress({ done, of }));
    const table = tableOf(rows);
    transfer(...buffersOf(table));
    return table;
  },
  async csv({ text, language }, { signal }) {
    await speak(language);
    const { sweep, rows } = await countAll(text, signal, () => undefined);
    return writeCsv(sweepCells(sweep, rows, sayIssue));
  },
});
