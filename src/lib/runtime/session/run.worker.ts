import { GlSession } from '#lib/runtime/gl/gl-session.ts';
import { useBrowserBackend } from '#lib/runtime/tfjs/browser-backends.ts';
import { Control } from '#lib/runtime/training/control.ts';
import { holdLife } from '#lib/worker/life.ts';
import { page } from '#lib/worker/page.ts';
import { serve } from '#lib/worker/server.ts';
import { decodeInBrowser } from './decode-in-browser.ts';
import { Engine } from './engine.ts';
import type { RunMethods } from './orders.ts';

holdLife(self);

const engine = new Engine(useBrowserBackend, decodeInBrowser, () => GlSession.open());

serve<RunMethods>(page, {
  async run(order, { signal, progress, transfer }) {
    const report = await engine.run(order, { signal, onProgress: progress });
    // Nodes that have one value, as one that is bypassed and what it passes on, have one reading.
    const readings = [report.results, ...report.others].flatMap((each) => [...each.values()]);
    for (const { data, map } of new Set(readings))
      for (const values of [data, map]) if (values) transfer(values.buffer);
    for (const seen of [report.seen, ...report.othersSeen]) if (seen) transfer(seen.data.buffer);
    return report;
  },
  async gradient(order, { signal, progress, transfer }) {
    const report = await engine.gradient(order, { signal, onProgress: progress });
    for (const values of [report.input.data, report.seen?.data]) if (values) transfer(values.buffer);
    return report;
  },
  async reach(order, { signal, progress, transfer }) {
    const report = await engine.reach(order, { signal, onProgress: progress });
    for (const values of [report.map, report.seen?.data]) if (values) transfer(values.buffer);
    return report;
  },
  async train({ order, control }, { signal, progress, transfer }) {
    try {
      const report = await engine.train(order, { signal, onProgress: progress }, Control.at(control));
      for (const { weights } of report.variants) transfer(weights.buffer);
      return report;
    } finally {
      control.close();
    }
  },
  check: (backend) => engine.check(backend),
  pace: (order) => engine.pace(order),
  match: (order) => engine.match(order),
});
