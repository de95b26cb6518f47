import { chromium, type Page, type Worker } from '@playwright/test';
import { launchOptions } from '../../scripts/browser.mjs';
import { errorOf, forwardCase, TOLERANCE } from '../golden/forward.ts';
import type { Ranking } from '#lib/runtime/compute/device.ts';
import { expect, test } from './fixtures.ts';
import { openHarness } from './harness/open.ts';
import type { Harness, HarnessReport } from './harness/page.ts';

// A worker that breaks, or is ended from outside, and browsers in which a backend is missing.

let harness: Awaited<ReturnType<typeof openHarness>>;
test.beforeAll(async () => (harness = await openHarness()));
test.afterAll(() => harness.close());

async function open(page: Page): Promise<void> {
  await page.goto(harness.address);
  await page.waitForFunction(() => 'harness' in window);
}

const call = <K extends keyof Harness>(page: Page, name: K, ...given: Parameters<Harness[K]>) =>
  page.evaluate(
    ([method, passed]) =>
      (window as typeof window & { harness: Record<string, (...more: unknown[]) => unknown> }).harness[method]!(
        ...passed,
      ),
    [name as string, given as unknown[]] as const,
  ) as Promise<Awaited<ReturnType<Harness[K]>>>;

const { document, expected } = forwardCase('dla46_c');
const samples = Object.fromEntries(Object.entries(expected).map(([id, { index }]) => [id, index]));
const golden = (page: Page, backend: 'wasm' | 'auto' | Ranking) => call(page, 'run', { document, samples, backend });

function deviceOf(report: HarnessReport) {
  if (!('results' in report)) throw new Error(JSON.stringify(report));
  for (const [id, sample] of Object.entries(expected))
    expect(errorOf(sample, report.results[id]!), id).toBeLessThanOrEqual(TOLERANCE);
  return report.device;
}

/** The page's run worker, before it computes. */
async function workerOf(page: Page) {
  await call(page, 'check', 'cpu');
  return page.workers()[0]!;
}

/** Playwright is told of its end by the browser, whenever that has the time. */
const expectGone = (page: Page, worker: Worker) => expect.poll(() => page.workers().includes(worker)).toBe(false);

const trap = (worker: Worker) =>
  worker.evaluate(() => {
    const construct = () => {
      throw new WebAssembly.RuntimeError('memory access out of bounds');
    };
    WebAssembly.Instance = new Proxy(WebAssembly.Instance, { construct });
  });

test('a worker whose WebAssembly traps says so, and the next run has a new one (R11)', async ({ page }) => {
  await open(page);
  const worker = await workerOf(page);
  await trap(worker);
  expect(await golden(page, 'wasm')).toEqual({
    issues: [{ kind: 'worker-failed', at: 'run', received: 'RuntimeError: memory access out of bounds' }],
  });
  deviceOf(await golden(page, 'wasm'));
  await expectGone(page, worker);
});

test('where the fastest fails in the middle of a run the next one does it, and it is said which failed (R16)', async ({
  page,
}) => {
  await open(page);
  await trap(await workerOf(page));
  const { backend, passedOver } = deviceOf(await golden(page, { order: ['wasm', 'webgl'], passedOver: [] }));
  expect(backend).toBe('webgl');
  expect(passedOver).toEqual([{ backend: 'wasm', because: 'lost' }]);
});

test('a worker whose memory is full says so, and the next run has a new one (R11)', async ({ page }) => {
  await open(page);
  const worker = await workerOf(page);
  await worker.evaluate(() => {
    const grow = () => {
      throw new RangeError('no more');
    };
    Object.assign(WebAssembly.Memory.prototype, { grow });
  });
  const large = { ...document, nodes: document.nodes.map((node) => resized(node, 512)) };
  const report = await call(page, 'run', { document: large, samples: { fc: [0] }, backend: 'wasm' });
  expect(report).toMatchObject({ issues: [{ kind: 'out-of-memory', at: 'run' }] });
  deviceOf(await golden(page, 'wasm'));
  await expectGone(page, worker);
});

type Node = (typeof document)['nodes'][number];
const resized = (node: Node, side: number): Node =>
  node.kind === 'input' ? { ...node, attributes: { ...node.attributes, height: side, width: side } } : node;

test('a run whose worker is ended from outside is repeated in a new one, as is one after it (R16)', async ({
  page,
}) => {
  await open(page);
  const worker = await workerOf(page);
  const running = golden(page, 'wasm');
  await worker.evaluate(() => self.close()).catch(() => undefined);
  deviceOf(await running);
  await expectGone(page, worker);
  const [second] = page.workers();
  await second!.evaluate(() => self.close()).catch(() => undefined);
  deviceOf(await golden(page, 'wasm'));
});

test('without WebAssembly the next backend is taken by itself, and it is said which was passed over (R16)', async () => {
  const options = launchOptions();
  const browser = await chromium.launch({ ...options, args: [...options.args, '--js-flags=--jitless'] });
  const page = await browser.newPage();
  await open(page);
  const { backend, passedOver } = deviceOf(await golden(page, 'auto'));
  expect(backend).toBe('webgl');
  expect(passedOver).toEqual([{ backend: 'wasm', because: 'missing' }]);
  expect(await golden(page, 'wasm')).toEqual({ issues: [{ kind: 'backend-unavailable', at: 'wasm' }] });
  await browser.close();
});
