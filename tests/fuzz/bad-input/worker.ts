import { parentPort, workerData } from 'node:worker_threads';
import { formats } from './formats.ts';
import { tryCase } from './law.ts';

// Tries cases of one format after another, as `npm run fuzz` hands them out; which case is tried lies in memory that the main thread
// sees, so that it can tell a case that hangs.

const { shared } = workerData as { readonly shared: Int32Array };

parentPort!.on('message', ({ name, from, to }: { name: string; from: number; to: number }) => {
  void (async () => {
    const format = formats.find((each) => each.name === name)!;
    const outcomes = new Map<string, number>();
    const found: { seed: number; fault: string }[] = [];
    const slow: { seed: number; milliseconds: number }[] = [];
    for (let seed = from; seed < to; seed += 1) {
      Atomics.store(shared, 0, seed);
      const start = performance.now();
      try {
        const outcome = await tryCase(format, seed);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      } catch (error) {
        found.push({ seed, fault: String((error as Error).stack ?? error) });
      }
      const milliseconds = performance.now() - start;
      if (milliseconds > 1000) slow.push({ seed, milliseconds });
    }
    parentPort!.postMessage({ outcomes, found, slow });
  })();
});
