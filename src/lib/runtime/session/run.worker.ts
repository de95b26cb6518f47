import type { Port } from '$lib/worker/protocol';
import { serve } from '$lib/worker/server';
import { useBrowserBackend } from './browser-backends';
import { Engine } from './engine';
import type { RunMethods } from './requests';

const engine = new Engine(useBrowserBackend);

const page: Port = {
  postMessage: (message, transfer) => self.postMessage(message, { transfer }),
  addEventListener: (type, listener) => self.addEventListener(type, listener),
};

serve<RunMethods>(page, {
  async run(order, { signal, progress, transfer }) {
    const report = await engine.run(order, { signal, onProgress: progress });
    for (const { data, map } of report.results.values())
      for (const values of [data, map]) if (values) transfer(values.buffer);
    return report;
  },
  match: (order) => engine.match(order),
});
