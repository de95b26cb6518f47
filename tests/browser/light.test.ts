import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, test, WORKSPACE } from './fixtures.ts';

// What a page loads before a person does anything is small, and all else comes when it is needed, or when nobody needs the page.

/** Bytes as gzip packs them, of all that the first view of a page takes. */
const budgets: readonly { path: string; script: number; all: number; shown: (page: Page) => Promise<void> }[] = [
  {
    path: '/',
    script: 90_000,
    all: 147_500,
    shown: async (page) => {
      await expect(page.getByRole('button', { name: 'Show the next structure' })).toBeVisible();
      await expect(page.getByText('What you draw is kept on this machine and listed here.')).toBeVisible();
    },
  },
  {
    path: '/lessons/',
    script: 70_000,
    all: 125_500,
    shown: (page) => expect(page.getByRole('main').getByRole('listitem').first()).toContainText('20 min'),
  },
  {
    path: '/lessons/hda/',
    script: 336_000,
    all: 397_000,
    shown: (page) => expect(page.locator('.canvas [data-id]').first()).toBeVisible(),
  },
  {
    path: WORKSPACE,
    script: 262_000,
    all: 324_000,
    shown: (page) => expect(page.locator('footer')).toContainText('15,742,104 parameters'),
  },
];

/** The page has no idle moment before `rest` gives it one. */
async function busy(page: Page): Promise<{ rest: () => Promise<void> }> {
  await page.addInitScript(() => {
    const asked: IdleRequestCallback[] = [];
    globalThis.requestIdleCallback = (callback) => asked.push(callback);
    Object.assign(globalThis, {
      rest: () => {
        globalThis.requestIdleCallback = (callback) => {
          setTimeout(callback, 0);
          return 0;
        };
        for (const callback of asked.splice(0)) callback({ didTimeout: false, timeRemaining: () => 10 });
      },
    });
  });
  return { rest: () => page.evaluate('rest()') };
}

for (const { path, script, all, shown } of budgets)
  test(`[light] the first view of ${path} is small`, async ({ page }) => {
    await busy(page);
    const taken = new Map<string, Promise<{ type: string; bytes: number }>>();
    page.on('response', (response) => {
      const type = response.request().resourceType();
      const size = async () => {
        const body = await response.body();
        // A font is packed already.
        return { type, bytes: type === 'font' ? body.length : gzipSync(body, { level: 9 }).length };
      };
      if (response.ok()) taken.set(response.url(), size());
    });
    await page.goto(path);
    await shown(page);
    await page.waitForLoadState('networkidle');
    const sizes = await Promise.all(taken.values());
    const sum = (of: typeof sizes) => of.reduce((total, { bytes }) => total + bytes, 0);
    const files = sizes.filter(({ type }) => type === 'script');
    const scripts = sum(files);
    // Each costs a slow machine as much as some twenty kilobytes.
    expect(files.length).toBeLessThanOrEqual(26);
    expect(scripts).toBeGreaterThan(10_000);
    expect(scripts).toBeLessThanOrEqual(script);
    expect(sum(sizes)).toBeLessThanOrEqual(all);
  });

test('[light] the list of lessons tells what was done of one, and has the others come when nobody needs the page', async ({
  page,
}) => {
  const { rest } = await busy(page);
  await page.goto('/lessons/blocks/');
  await page.getByRole('radio').first().click();
  await page.getByRole('button', { name: 'Commit' }).click();
  await page.goto('/lessons/');
  const lessons = page.getByRole('main').getByRole('listitem');
  await expect(lessons.first()).toContainText(/1 of \d steps done/);
  await expect(lessons.nth(1)).not.toContainText('done');
  await page.waitForLoadState('networkidle');
  const loaded = () => page.evaluate(() => performance.getEntriesByType('resource').length);
  const first = await loaded();
  await rest();
  await expect.poll(loaded).toBeGreaterThan(first + 9);
});

test.describe('what is kept of the site', () => {
  test.use({ serviceWorkers: 'allow' });

  test('[light] nothing is fetched ahead and nothing is kept of the site before nobody needs the page', async ({
    page,
  }) => {
    const { rest } = await busy(page);
    await page.goto(WORKSPACE);
    await expect(page.locator('footer')).toContainText('15,742,104 parameters');
    await page.waitForLoadState('networkidle');
    const loaded = () => page.evaluate(() => performance.getEntriesByType('resource').length);
    const first = await loaded();
    const kept = await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
    expect(kept).toBe(0);
    await rest();
    await page.evaluate(() => navigator.serviceWorker.ready);
    await expect.poll(loaded).toBeGreaterThan(first);
  });
});

test.describe('a part that cannot be loaded', () => {
  test.use({ mayLog: /Failed to load resource|ERR_FAILED/ });

  test('[light] says so, and comes when it is tried again', async ({ page }) => {
    await busy(page);
    await page.goto(WORKSPACE);
    await expect(page.locator('footer')).toContainText('15,742,104 parameters');
    await page.waitForLoadState('networkidle');
    await page.route('**/_app/immutable/**', (route) => route.abort());
    await page.getByRole('tab', { name: 'Costs' }).click();
    const panel = page.getByRole('tabpanel');
    await expect(panel.getByRole('alert')).toContainText('A part of the program could not be loaded.');
    await page.unroute('**/_app/immutable/**');
    await panel.getByRole('button', { name: 'Try again' }).click();
    await expect(panel.getByRole('grid').first()).toBeVisible();
  });

  test('[light] a menu is pressed while what it opens is on its way, and opens', async ({ page }) => {
    await busy(page);
    await page.goto(WORKSPACE);
    await expect(page.locator('footer')).toContainText('15,742,104 parameters');
    await page.waitForLoadState('networkidle');
    const file = page.getByRole('button', { name: 'File', exact: true });
    await expect(file).toHaveAttribute('aria-haspopup', 'menu');
    let come = (): void => undefined;
    const pressed = new Promise<void>((resolve) => (come = resolve));
    await page.route('**/_app/immutable/**', async (route) => {
      await pressed;
      await route.continue();
    });
    await file.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menu')).toHaveCount(0);
    come();
    await expect(page.getByRole('menu').getByRole('menuitem').first()).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(file).toBeFocused();
    await file.click();
    await expect(page.getByRole('menu')).toBeVisible();
  });
});
