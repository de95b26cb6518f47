import type { Page } from '@playwright/test';
import { errorOf, forwardCase, TOLERANCE } from '../golden/forward';
import { expect, test } from './fixtures';
import type { GlHarness, Targets } from './harness/gl-page';
import { openHarness } from './harness/open';

let harness: Awaited<ReturnType<typeof openHarness>>;
let page: Page;
const errors: string[] = [];

test.beforeAll(async ({ browser }) => {
  harness = await openHarness();
  page = await browser.newPage();
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`${harness.address}gl.html`);
  await page.waitForFunction(() => 'harness' in window);
});

test.afterEach(() => expect(errors.splice(0), 'errors in the console').toEqual([]));

test.afterAll(async () => {
  await page.close();
  await harness.close();
});

async function runGolden(name: string, targets: Targets) {
  const { document, expected } = forwardCase(name);
  const samples = Object.fromEntries(Object.entries(expected).map(([id, { index }]) => [id, index]));
  const run = await page.evaluate(
    ([given, wanted, count]) => (window as unknown as { harness: GlHarness }).harness.golden(given, wanted, count),
    [document, samples, targets] as const,
  );
  for (const [id, sample] of Object.entries(expected))
    expect(errorOf(sample, run.results[id]!), `${name} ${id}`).toBeLessThanOrEqual(TOLERANCE);
  return run;
}

for (const targets of [8, 4] as const)
  test(`[gl] every op by its definition, ${targets} render targets`, async () => {
    const rows = await page.evaluate(
      (count) => (window as unknown as { harness: GlHarness }).harness.checkOps(count),
      targets,
    );
    expect(rows.length).toBeGreaterThan(150);
    const wrong = rows.filter(({ error }) => !(error < 5e-6));
    expect(wrong).toEqual([]);
  });

for (const name of ['dla34', 'dla46_c', 'dla46x_c', 'dla60_res2next', 'dla34up'])
  test(`[gl] ${name} as the golden files have it, every level`, async () => {
    const { bytes, planned, uploads } = await runGolden(name, 8);
    expect(bytes.activations).toBe(planned.activations);
    expect(uploads).toBeGreaterThan(30);
  });
