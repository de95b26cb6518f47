import { serve } from '../../scripts/serve.mjs';
import { expect, test, WORKSPACE } from './fixtures.ts';

test('[house] the pages open without an error', async ({ page }) => {
  for (const path of ['/', WORKSPACE]) {
    await page.goto(path);
    await expect(page).toHaveTitle(/DLA Explorer/);
    await expect(page.getByRole('main')).toBeVisible();
  }
});

test.describe('what is kept of the site', () => {
  test.use({ serviceWorkers: 'allow', mayLog: /status of 404/ });

  test('[house] in a folder of a host, and without a network after the first visit', async ({ page }) => {
    const host = await serve({ base: '/some/folder/' });
    try {
      // An address that is none leads to the front page, wherever the site lies.
      await page.goto(`${host.address}no/such/page`);
      await expect(page.getByRole('link', { name: 'To the front page' })).toHaveAttribute('href', '/some/folder/');
      await page.getByRole('link', { name: 'To the front page' }).click();
      await expect(page).toHaveURL(host.address);
      await expect(page.getByRole('main')).toBeVisible();
      await page.evaluate(() => navigator.serviceWorker.ready);
    } finally {
      await host.close();
    }
    await page.reload();
    await expect(page.getByRole('main')).toBeVisible();
    const kept = await page.evaluate(async () => (await fetch('favicon.svg')).status);
    expect(kept).toBe(200);
  });
});

test('[house] the page asks no other host for anything', async ({ page, baseURL }) => {
  const foreign: string[] = [];
  page.on('request', (request) => {
    const { protocol, href } = new URL(request.url());
    if (protocol.startsWith('http') && !href.startsWith(baseURL ?? '')) foreign.push(href);
  });
  await page.goto(WORKSPACE);
  await page.waitForLoadState('networkidle');
  expect(foreign).toEqual([]);
});

for (const [what, event, code] of [
  ['logs an error', 'console', 'console.error("wrong")'],
  ['throws', 'weberror', 'setTimeout(() => { throw new Error("wrong") })'],
  ['leaves a rejection', 'weberror', 'void Promise.reject(new Error("wrong"))'],
] as const) {
  test(`[house] a page that ${what} fails its test`, async ({ page, context }) => {
    test.fail();
    await page.goto(WORKSPACE);
    const heard = event === 'console' ? context.waitForEvent('console') : context.waitForEvent('weberror');
    await page.evaluate(code);
    await heard;
  });
}
