import type { Page, Route, Worker } from '@playwright/test';
import { backwardCase, gradientErrorOf } from '../golden/backward.ts';
import { errorOf, forwardCase, TOLERANCE } from '../golden/forward.ts';
import { expect, test } from './fixtures.ts';
import type { Harness, HarnessReport } from './harness/page.ts';
import { openHarness } from './harness/open.ts';
import { watchContexts } from './lose-context.ts';

let harness: Awaited<ReturnType<typeof openHarness>>;
test.beforeAll(async () => (harness = await openHarness()));
test.afterAll(() => harness.close());
test.beforeEach(async ({ page }) => {
  await page.goto(harness.address);
  await page.waitForFunction(() => 'harness' in window);
});

const call = <K extends keyof Harness>(page: Page, name: K, ...given: Parameters<Harness[K]>) =>
  page.evaluate(
    ([method, passed]) =>
      (window as typeof window & { harness: Record<string, (...more: unknown[]) => unknown> }).harness[method]!(
        ...passed,
      ),
    [name as string, given as unknown[]] as const,
  ) as Promise<Awaited<ReturnType<Harness[K]>>>;

for (const backend of ['webgl', 'wasm'] as const) {
  test(`[inside] histograms, images together and time per op on ${backend}`, async ({ page }) => {
    const { document } = forwardCase('dla46_c');
    const found = await call(page, 'inside', document, 'level3-n1', backend);
    expect(found.histogram).toEqual(found.expected);
    expect(found.alone).toEqual(found.expected);
    expect(found.sent).toBe(false);
    expect([found.others, found.sameImages]).toEqual([1, true]);
    const times = new Map(found.times);
    expect(times.get('base_layer/0')).toBeGreaterThan(0);
    expect(times.size).toBeGreaterThan(30);
  });

  test(`[inside] ${backend} checks itself with the reference`, async ({ page }) => {
    const { device, error, tolerance } = await call(page, 'check', backend);
    expect(device).toMatchObject({ backend, precision: 'float32' });
    expect(device.memoryLimit).toBeGreaterThan(2 ** 28);
    expect(error).toBeGreaterThan(0);
    expect(error).toBeLessThan(tolerance);
  });
}

/** From now on, the context is lost at that draw. */
const loseAfter = (worker: Worker, draws: number) =>
  worker.evaluate((more) => {
    const state = self as typeof self & { draws: number; loseAt: number };
    state.loseAt = state.draws + more;
  }, draws);

const goldenRun = (page: Page) => {
  const { document, expected } = forwardCase('dla46_c');
  const samples = Object.fromEntries(Object.entries(expected).map(([id, { index }]) => [id, index]));
  return call(page, 'run', { document, samples, backend: 'webgl' });
};

function expectGolden(report: HarnessReport): void {
  if (!('results' in report)) throw new Error(JSON.stringify(report));
  for (const [id, sample] of Object.entries(forwardCase('dla46_c').expected))
    expect(errorOf(sample, report.results[id]!), id).toBeLessThanOrEqual(TOLERANCE);
}

/** The page's run worker, its contexts watched before it opens one. */
async function watchedWorker(page: Page): Promise<Worker> {
  await call(page, 'check', 'wasm');
  const [worker] = page.workers();
  await worker!.evaluate(watchContexts, Infinity);
  return worker!;
}

test('[lost] a run whose context is lost is repeated by itself, in a new worker', async ({ page }) => {
  const worker = await watchedWorker(page);
  expectGolden(await goldenRun(page));
  await loseAfter(worker, 20);
  expectGolden(await goldenRun(page));
  await expect.poll(() => page.workers().map((each) => each === worker)).toEqual([false]);
  expectGolden(await goldenRun(page));
});

test('[lost] a backward pass as well', async ({ page }) => {
  const given = backwardCase('gradient-dla46_c');
  const { label, input_grad } = given.file;
  const worker = await watchedWorker(page);
  const gradient = () => call(page, 'gradient', given.document, label, input_grad.index, 'webgl');
  await loseAfter(worker, 150);
  expect(gradientErrorOf(given, await gradient())).toBeLessThanOrEqual(TOLERANCE);
  await expect.poll(() => page.workers().includes(worker)).toBe(false);
});

test('[lost] a context that is lost again ends the run with a clear issue, and the app lives', async ({ page }) => {
  const worker = await watchedWorker(page);
  expectGolden(await goldenRun(page));
  await loseAfter(worker, 20);
  // The reference takes 25 draws at most, so that the second loss falls into the run itself. The next worker is watched
  // before its first line runs.
  const loseAgain = async (route: Route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `(${String(watchContexts)})(60);\n${await response.text()}` });
  };
  await page.route(/run\.worker/, loseAgain, { times: 1 });
  const report = await goldenRun(page);
  expect(report).toEqual({ issues: [{ kind: 'context-lost', at: 'run' }] });
  expectGolden(await goldenRun(page));
});
