import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { openHarness } from './harness/open.ts';
import type { Harness } from './harness/page.ts';

type HarnessWindow = Window & { readonly harness: Harness };

let harness: Awaited<ReturnType<typeof openHarness>>;
let page: Page;

test.beforeAll(async ({ browser }) => {
  harness = await openHarness();
  page = await browser.newPage();
  await page.goto(harness.address);
  await page.waitForFunction(() => 'harness' in window);
});

test.afterAll(async () => {
  await page.close();
  await harness.close();
});

for (const backend of ['wasm', 'webgl'] as const) {
  test(`[training] in the worker on ${backend}: pause, resume, stop, and the weights run`, async () => {
    const found = await page.evaluate(
      (name) => (window as typeof window & HarnessWindow).harness.pauseAndStop(name, 40),
      backend,
    );
    expect(found.device.backend).toBe(backend);
    expect(found.atPause).toBeGreaterThanOrEqual(3);
    expect(found.atPause).toBeLessThan(40);
    expect(found.afterPause).toBe(found.atPause);
    const last = found.curve.at(-1)!;
    expect(last.epoch).toBeGreaterThanOrEqual(8);
    expect(last.epoch).toBeLessThan(40);
    expect(last.heldOut.accuracy).toBe(1);
    expect(found.right).toBe(1);
  });
}

test('[training] a cancelled training leaves the worker to what is asked next', async () => {
  const name = await page.evaluate(() => (window as typeof window & HarnessWindow).harness.cancelTraining('wasm'));
  expect(name).toBe('AbortError');
});
