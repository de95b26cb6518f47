import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import type { BackendChoice } from '#lib/runtime/compute/device.ts';
import { createRunner } from '#lib/runtime/session/client.ts';
import { networkOf, type Work } from './network.ts';

/** The longest gap between two turns of the page's thread while something goes on, in milliseconds. */
async function blockedDuring(work: () => Promise<unknown>): Promise<number> {
  let worst = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    worst = Math.max(worst, now - last);
    last = now;
  }, 1);
  await work();
  clearInterval(timer);
  return worst;
}

/** The least run that has to wait for the device. */
const { graph: oneStep } = lowerDocument({
  name: 'one step',
  nodes: [
    { id: 'input', kind: 'input', inputs: [], attributes: { channels: 1, height: 32, width: 32 } },
    { id: 'relu', kind: 'relu', inputs: ['input'], attributes: {} },
  ],
  groups: [],
  positions: new Map(),
});

/**
 * How soon the product's runner answers, in milliseconds: the page's thread during a run and while as long nothing goes on, and
 * the worker after a cancel in the middle of a run, beside the same small run without one.
 */
export async function answers(work: Work, backend: BackendChoice) {
  const { graph } = await networkOf(work);
  const runner = createRunner();
  const seeded = { weights: { kind: 'seeded' }, input: { kind: 'seeded' }, backend } as const;
  const keep = new Map([[graph.outputs[0]!, { stats: true }]]);
  const whole = (options?: Parameters<typeof runner.run>[1]) => runner.run({ ...seeded, graph, keep }, options);
  const small = () => runner.run({ ...seeded, graph: oneStep, keep: new Map([['relu', { stats: true }]]) });
  const timed = async (call: () => Promise<unknown>) => {
    const start = performance.now();
    await call();
    return performance.now() - start;
  };
  for (const warmUp of [whole, small, whole, small]) await warmUp();

  const run = await timed(whole);
  const blocked = await blockedDuring(whole);
  const idle = await blockedDuring(() => new Promise((resolve) => setTimeout(resolve, run)));
  const plain = await timed(small);
  const controller = new AbortController();
  let cancelledAt = 0;
  await whole({
    signal: controller.signal,
    onProgress({ phase, done, of }) {
      if (phase !== 'steps' || done < of / 4 || cancelledAt > 0) return;
      cancelledAt = performance.now();
      controller.abort();
    },
  }).catch(() => undefined);
  await small();
  const free = performance.now() - cancelledAt;
  runner.dispose();
  return { run, blocked, idle, plain, free };
}
