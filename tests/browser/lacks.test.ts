import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import type { BackendChoice, Ranking } from '#lib/runtime/compute/device.ts';
import { errorOf, forwardCase, TOLERANCE } from '../golden/forward.ts';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { openHarness } from './harness/open.ts';
import type { Harness } from './harness/page.ts';

// What Chromium has and another browser lacks is taken away, and the product computes and saves all the same.

let harness: Awaited<ReturnType<typeof openHarness>>;
test.beforeAll(async () => (harness = await openHarness()));
test.afterAll(() => harness.close());

const { document, expected } = forwardCase('dla46_c');
const samples = Object.fromEntries(Object.entries(expected).map(([id, { index }]) => [id, index]));
const byWebGl: Ranking = { order: ['webgl', 'wasm'], passedOver: [] };

/** Opens the page, and takes something away in its run worker before that asks for a device. */
async function without<T = undefined>(page: Page, lack: (given: T) => void, given?: T): Promise<void> {
  await page.goto(harness.address);
  await page.waitForFunction(() => 'harness' in window);
  await page.evaluate(() => (window as typeof window & { harness: Harness }).harness.check('cpu'));
  await page.workers()[0]!.evaluate(lack as never, given);
}

const run = (page: Page, backend: BackendChoice | Ranking) =>
  page.evaluate((order) => (window as typeof window & { harness: Harness }).harness.run(order), {
    ...{ document, samples, backend },
  });

/** On what it was computed, and how far from PyTorch's numbers. */
async function computed(page: Page, backend: BackendChoice | Ranking) {
  const report = await run(page, backend);
  if (!('results' in report)) throw new Error(JSON.stringify(report));
  const errors = Object.entries(expected).map(([id, sample]) => errorOf(sample, report.results[id]!));
  return { ...report.device, error: Math.max(...errors) };
}

const lacks: Readonly<Record<string, () => void>> = {
  WebGL: () => Object.assign(OffscreenCanvas.prototype, { getContext: () => null }),
  OffscreenCanvas: () => Reflect.deleteProperty(self, 'OffscreenCanvas'),
};

for (const [name, lack] of Object.entries(lacks))
  test(`without ${name} WebAssembly computes, and it is said that WebGL is missing (R16)`, async ({ page }) => {
    await without(page, lack);
    for (const choice of ['auto', byWebGl] as const) {
      const { backend, passedOver, error } = await computed(page, choice);
      expect(backend).toBe('wasm');
      expect(passedOver).toEqual([{ backend: 'webgl', because: 'missing' }]);
      expect(error).toBeLessThanOrEqual(TOLERANCE);
    }
    expect(await run(page, 'webgl')).toEqual({ issues: [{ kind: 'backend-unavailable', at: 'webgl' }] });
  });

test('without SIMD WebAssembly computes one number at a time, and says so (R16)', async ({ page }) => {
  const asked: string[] = [];
  page.context().on('request', (request) => asked.push(request.url()));
  await without(page, () => {
    // Of what is compiled at once, as our own assembly is, all has vectors.
    const construct = () => {
      throw new WebAssembly.CompileError('Wasm SIMD unsupported');
    };
    Object.assign(WebAssembly, { validate: () => false, Module: new Proxy(WebAssembly.Module, { construct }) });
  });
  const device = await computed(page, 'wasm');
  expect(device).toMatchObject({ backend: 'wasm', simd: false });
  expect(device.error).toBeLessThanOrEqual(TOLERANCE);
  const modules = asked.filter((url) => url.endsWith('.wasm'));
  expect(modules).toHaveLength(1);
  expect(modules[0]).not.toContain('simd');
});

/** Textures no larger than this on a side. */
const limitTextures = (most: number) => {
  const { getParameter: ask } = WebGL2RenderingContext.prototype as {
    getParameter: (this: unknown, name: number) => unknown;
  };
  Object.assign(WebGL2RenderingContext.prototype, {
    getParameter(this: WebGL2RenderingContext, name: number): unknown {
      return name === this.MAX_TEXTURE_SIZE ? most : ask.call(this, name);
    },
  });
};

test('with the smallest textures that WebGL 2 allows it computes the same (R16)', async ({ page }) => {
  await without(page, limitTextures, 2048);
  const { backend, precision, error } = await computed(page, 'webgl');
  expect([backend, precision]).toEqual(['webgl', 'float32']);
  expect(error).toBeLessThanOrEqual(TOLERANCE);
});

test('where a network needs larger textures than there are, the next path steps in; by name it is refused (R16)', async ({
  page,
}) => {
  await without(page, limitTextures, 256);
  expect(await run(page, 'webgl')).toMatchObject({ issues: [{ kind: 'texture-too-large', expected: 256 }] });
  const { backend, passedOver, error } = await computed(page, byWebGl);
  expect(backend).toBe('wasm');
  expect(passedOver).toEqual([{ backend: 'webgl', because: 'beyond' }]);
  expect(error).toBeLessThanOrEqual(TOLERANCE);
});

test('where a network needs more memory than a device has, the next path steps in; by name it is refused (R16)', async ({
  page,
}) => {
  await without(page, () => {
    Object.defineProperty(Object.getPrototypeOf(navigator), 'deviceMemory', { get: () => 1 / 1024 });
  });
  expect(await run(page, 'webgl')).toMatchObject({ issues: [{ kind: 'memory-exceeded', expected: 2 ** 19 }] });
  const { backend, passedOver, error } = await computed(page, byWebGl);
  expect(backend).toBe('wasm');
  expect(passedOver).toEqual([{ backend: 'webgl', because: 'memory' }]);
  expect(error).toBeLessThanOrEqual(TOLERANCE);
});

test('where WebGL renders no float32 it says float16, and does not pass for the reference (R16)', async ({ page }) => {
  await without(page, () => {
    const { getExtension: ask } = WebGL2RenderingContext.prototype as {
      getExtension: (this: unknown, name: string) => unknown;
    };
    Object.assign(WebGL2RenderingContext.prototype, {
      getExtension(this: WebGL2RenderingContext, name: string): unknown {
        return name === 'EXT_color_buffer_float' ? null : ask.call(this, name);
      },
    });
  });
  const { precision, error } = await computed(page, 'webgl');
  expect(precision).toBe('float16');
  expect(error).toBeGreaterThan(TOLERANCE);
  expect(error).toBeLessThan(0.01);
});

test('without OffscreenCanvas a drawing is saved as a picture (R16)', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'OffscreenCanvas'));
  await page.goto(WORKSPACE);
  await expect(page.getByRole('listbox', { name: /Figure of DLA-34/ })).toBeVisible();
  await page.getByRole('button', { name: 'File', exact: true }).click();
  const saving = page.waitForEvent('download');
  await page
    .getByRole('menuitem', { name: /as PNG$|as PNG(?!, light)/ })
    .first()
    .click();
  const { width, height, data } = PNG.sync.read(readFileSync(await (await saving).path()));
  expect(Math.min(width, height)).toBeGreaterThan(100);
  expect(new Set(data).size).toBeGreaterThan(10);
});
