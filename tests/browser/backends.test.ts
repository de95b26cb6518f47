import { chromium, type Browser, type Page, type Worker } from '@playwright/test';
import { ops } from '#lib/dla/ops/ops.ts';
import type { Backend } from '#lib/runtime/kernels/kernel.ts';
import { launchOptions } from '../../scripts/browser.mjs';
import config from '../../svelte.config.js';
import { errorOf, forwardCase, TOLERANCE } from '../golden/forward.ts';
import { MEMORY_NETWORKS, SMALL } from '../runtime/memory-networks.ts';
import { scaled } from '../scaled.ts';
import { expect, test } from './fixtures.ts';
import type { BackendsHarness } from './harness/backends-page.ts';
import { openHarness } from './harness/open.ts';
import type { Harness, HarnessReport } from './harness/page.ts';

let harness: Awaited<ReturnType<typeof openHarness>>;
/** A browser in which WebGPU has an adapter, in software where there is no graphics card. */
let withWebGpu: Browser;
const errors: string[] = [];

test.beforeAll(async () => {
  harness = await openHarness();
  const options = launchOptions();
  withWebGpu = await chromium.launch({ ...options, args: [...options.args, '--enable-unsafe-webgpu'] });
});
test.afterEach(() => expect(errors.splice(0), 'errors in the console').toEqual([]));
test.afterAll(async () => {
  await withWebGpu.close();
  await harness.close();
});

async function open(browser: Browser, name: string): Promise<Page> {
  const page = await browser.newPage();
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(harness.address + name);
  await page.waitForFunction(() => 'harness' in window);
  return page;
}

type Both = BackendsHarness & Harness;
const call = <K extends keyof Both>(page: Page, name: K, ...given: Parameters<Both[K]>) =>
  page.evaluate(
    ([method, passed]) =>
      (window as typeof window & { harness: Record<string, (...more: unknown[]) => unknown> }).harness[method]!(
        ...passed,
      ),
    [name as string, given as unknown[]] as const,
  ) as Promise<Awaited<ReturnType<Both[K]>>>;

for (const backend of ['cpu', 'wasm', 'webgl', 'webgpu'] as const)
  test(`[kernels] every op on ${backend} by its definition, forward and backward`, async ({ browser }) => {
    const page = await open(backend === 'webgpu' ? withWebGpu : browser, 'backends.html');
    const rows = await call(page, 'checkKernels', backend);
    for (const kind of Object.keys(ops)) expect(rows.map((row) => row.kind)).toContain(kind);
    for (const { title, kind, forward, backward, left, shape, extra } of rows) {
      expect.soft(forward, title).toBeLessThan(5e-6);
      expect.soft(backward, title).toBeLessThan(2e-5);
      expect.soft(left, title).toBe(0);
      expect.soft(shape, title).toBe(true);
      // The input's own kernel hands the input on.
      if (kind !== 'input') expect.soft(extra.found, title).toEqual(extra.said);
    }
    await page.close();
  });

for (const backend of ['webgl', 'webgpu'] as const) {
  test(`[memory] what networks take at most on ${backend} is predicted to the byte`, async ({ browser }) => {
    const page = await open(backend === 'webgpu' ? withWebGpu : browser, 'backends.html');
    // Every op's own memory is held against what it says by [kernels]; here they come together.
    for (const name of scaled(['dla46_c', 'dla60_res2next', 'dla34up'], ['structure-dla46_c-plain']))
      for (const { planned, peak, activations } of await call(page, 'memoryOf', forwardCase(name).document, backend)) {
        expect(peak, name).toBeGreaterThan(activations);
        expect(planned, name).toBe(peak);
      }
    await page.close();
  });

  test(`gradients through NaN, infinity and overflows are PyTorch’s on ${backend} (N1)`, async ({ browser }) => {
    const page = await open(backend === 'webgpu' ? withWebGpu : browser, 'backends.html');
    expect(await call(page, 'oddGradients', SMALL, backend)).toEqual({ differing: [], tensors: 0 });
    await page.close();
  });

  test(`[leaks] many runs and backward passes on ${backend} hold no more`, async ({ browser }) => {
    const page = await open(backend === 'webgpu' ? withWebGpu : browser, 'backends.html');
    const { held, uploads } = await call(page, 'repeat', SMALL, backend, scaled(1000, 40), scaled(100, 10));
    expect(held).toHaveLength(1);
    expect(uploads).toBe(0);
    await page.close();
  });
}

test('[memory] what networks take at most with our own programs is predicted within 5 %', async ({ browser }) => {
  const page = await open(browser, 'backends.html');
  for (const name of scaled(MEMORY_NETWORKS, ['dla34up']))
    for (const { planned, said, counted } of await call(page, 'glMemoryOf', forwardCase(name).document)) {
      expect(said, name).toBe(planned);
      expect(Math.abs(planned / counted - 1), name).toBeLessThanOrEqual(0.05);
    }
  await page.close();
});

test('[leaks] many runs with our own programs hold no more', async ({ browser }) => {
  const page = await open(browser, 'backends.html');
  expect((await call(page, 'repeatGl', SMALL, scaled(1000, 40))).held).toHaveLength(1);
  await page.close();
});

const golden = (page: Page, name: string, backend: Backend = 'webgpu') => {
  const { document, expected } = forwardCase(name);
  const samples = Object.fromEntries(Object.entries(expected).map(([id, { index }]) => [id, index]));
  return call(page, 'run', { document, samples, backend });
};

function expectGolden(name: string, report: HarnessReport) {
  if (!('results' in report)) throw new Error(JSON.stringify(report));
  for (const [id, sample] of Object.entries(forwardCase(name).expected))
    expect(errorOf(sample, report.results[id]!), `${name} ${id}`).toBeLessThanOrEqual(TOLERANCE);
  return report;
}

// What a device does wrong is shown below with a small network: shaders are compiled once a shape, which takes long in software.
for (const name of scaled(['dla34', 'dla46_c', 'dla60_res2next', 'dla34up', 'densenet121'], []))
  test(`[golden] ${name} on WebGPU, every level`, async () => {
    const page = await open(withWebGpu, 'index.html');
    const { device } = expectGolden(name, await golden(page, name));
    expect(device).toMatchObject({ backend: 'webgpu', precision: 'float32' });
    await page.close();
  });

/** The page's run worker, before it asks for a device. */
async function workerOf(page: Page): Promise<Worker> {
  await call(page, 'check', 'cpu');
  return page.workers()[0]!;
}

test('[webgpu] a device that computes something else than the reference gives way to WebGL', async () => {
  const page = await open(withWebGpu, 'index.html');
  const worker = await workerOf(page);
  await worker.evaluate(() => Object.assign(GPUComputePassEncoder.prototype, { dispatchWorkgroups: () => {} }));
  const { device } = expectGolden('graph-decoder', await golden(page, 'graph-decoder'));
  expect(device).toMatchObject({ backend: 'webgl', insteadOf: 'webgpu' });
  await page.close();
});

test('[webgpu] a run whose device is lost is repeated by itself, in a new worker', async () => {
  const page = await open(withWebGpu, 'index.html');
  const worker = await workerOf(page);
  await worker.evaluate(() => {
    const { requestDevice: ask } = GPUAdapter.prototype as {
      requestDevice: (this: unknown, ...given: unknown[]) => Promise<GPUDevice>;
    };
    Object.assign(GPUAdapter.prototype, {
      async requestDevice(this: GPUAdapter, ...given: unknown[]) {
        const device = await ask.apply(this, given);
        return Object.assign(self, { device }).device;
      },
    });
  });
  expectGolden('graph-decoder', await golden(page, 'graph-decoder'));
  await worker.evaluate(() => {
    const { device } = self as typeof self & { device: GPUDevice };
    const { dispatchWorkgroups: dispatch } = GPUComputePassEncoder.prototype as {
      dispatchWorkgroups: (this: unknown, ...given: unknown[]) => void;
    };
    let left = 20;
    Object.assign(GPUComputePassEncoder.prototype, {
      dispatchWorkgroups(this: GPUComputePassEncoder, ...given: unknown[]) {
        if (--left === 0) device.destroy();
        dispatch.apply(this, given);
      },
    });
  });
  expectGolden('graph-decoder', await golden(page, 'graph-decoder'));
  await expect.poll(() => page.workers().map((each) => each === worker)).toEqual([false]);
  await page.close();
});

test('[webgpu] a run is cancelled, and the next one is sound', async () => {
  const page = await open(withWebGpu, 'index.html');
  await golden(page, 'graph-decoder');
  const { document } = forwardCase('graph-decoder');
  const samples = { [document.nodes.at(-1)!.id]: [0] };
  const report = await call(page, 'run', { document, samples, backend: 'webgpu', cancelAfter: 12 });
  if (!('cancelled' in report)) throw new Error(JSON.stringify(report));
  expect(report.cancelled).toBe('AbortError');
  expectGolden('graph-decoder', await golden(page, 'graph-decoder'));
  await page.close();
});

test('[webgpu] without an adapter a run is refused, and says why', async ({ browser }) => {
  const plain = await open(browser, 'backends.html');
  expect(await call(plain, 'hasWebGpu')).toBe(false);
  const page = await open(browser, 'index.html');
  expect(await golden(page, 'dla46_c')).toEqual({ issues: [{ kind: 'backend-unavailable', at: 'webgpu' }] });
});

/** The product's own policy, and what isolates a page, as a host may send them. */
const isolating = () => {
  const quoted = (source: string) => (/^[a-z-]+$/.test(source) ? `'${source}'` : source);
  const directives = Object.entries(config.kit!.csp!.directives!) as [string, readonly string[]][];
  return {
    'content-security-policy': directives.map(([name, given]) => [name, ...given.map(quoted)].join(' ')).join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  };
};

test('[wasm] runs where a host isolates the page, under the policy of the product, and says that it has SIMD', async ({
  browser,
}) => {
  const context = await browser.newContext();
  await context.route('**', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), ...isolating() } });
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`${harness.address}index.html`);
  await page.waitForFunction(() => 'harness' in window);
  await expect.poll(() => page.evaluate(() => crossOriginIsolated)).toBe(true);
  const { device } = expectGolden('dla34', await golden(page, 'dla34', 'wasm'));
  expect(device).toMatchObject({ backend: 'wasm', simd: true });
  await context.close();
});
