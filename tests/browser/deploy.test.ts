import type { Page } from '@playwright/test';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { built, serve } from '../../scripts/serve.mjs';
import { expect, test } from './fixtures.ts';
import { run } from './hand.ts';
import { copyAsNextBuild } from './next-build.ts';

// A new version of the site comes out while an old one is open: the two are never mixed, and the work is kept (R15).

test.use({ serviceWorkers: 'allow' });

const BASE = '/a/b/';
let folder: string;
let host: Awaited<ReturnType<typeof serve>>;

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dla-site-'));
  cpSync(built, folder, { recursive: true });
  host = await serve({ folder, base: BASE });
});
test.afterEach(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What was served is gone, another version stands in its place. */
function deploy(): void {
  rmSync(folder, { recursive: true, force: true });
  copyAsNextBuild(built, folder);
}

async function open(page: Page, path = 'workspace/'): Promise<void> {
  await page.goto(host.address + path);
  await expect(page.locator('footer')).toContainText('15,742,104 parameters');
}

const fullyKept = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const soon = () => new Promise((resolve) => setTimeout(resolve, 50));
    while ((await navigator.serviceWorker.getRegistration())?.active?.state !== 'activated') await soon();
  });

const isNext = (page: Page) =>
  page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/next-')));

const edit = async (page: Page) => {
  await page.getByRole('treeitem', { name: /^level 3/ }).click();
  await page.getByRole('button', { name: /^\(b\) Shallow/ }).click();
  await expect(page.locator('footer')).toContainText('15,758,744 parameters');
};

test('[R15] an old tab goes on with the files that it began with, and so does one beside it, until all are closed', async ({
  page,
  context,
}) => {
  await open(page);
  await fullyKept(page);
  await page.reload();
  deploy();
  await edit(page);
  await run(page);
  const beside = await context.newPage();
  await beside.goto(`${host.address}workspace/`);
  await expect(beside.locator('footer')).toContainText('parameters');
  expect(await isNext(beside)).toBe(false);
  await beside.evaluate(async () => {
    const registration = (await navigator.serviceWorker.getRegistration())!;
    await registration.update();
    const soon = () => new Promise((resolve) => setTimeout(resolve, 50));
    while (!registration.waiting) await soon();
  });
  await beside.close();
  const other = await context.newPage();
  await page.close();
  // The browser takes its time to notice that the last tab is closed.
  await expect(async () => {
    await other.goto('about:blank');
    await other.goto(`${host.address}workspace/`);
    await expect(other.locator('footer')).toContainText('15,758,744 parameters');
    expect(await isNext(other)).toBe(true);
  }).toPass();
  await run(other);
});

test.describe('where nothing was kept yet', () => {
  test.use({ serviceWorkers: 'block', mayLog: /Failed to load resource|404|Refused to apply style/ });

  test('[R15] a version that comes out during the first visit is said to be due, and the work is kept', async ({
    page,
  }) => {
    await open(page);
    deploy();
    await edit(page);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    const refusal = page.getByRole('region', { name: 'The run stopped' });
    await expect(refusal).toContainText('A new version may be out: reload the page. Your work is kept.');
    await refusal.getByRole('button', { name: 'Reload' }).click();
    // The page before says the same until it is gone, and cannot be asked while it goes.
    await expect(async () => expect(await isNext(page)).toBe(true)).toPass();
    await expect(page.locator('footer')).toContainText('15,758,744 parameters');
    await run(page);
  });
});

test('[R15] without a network every page opens by all of its addresses', async ({ page, context }) => {
  await open(page, 'workspace/index.html');
  await expect(page).toHaveURL(`${host.address}workspace/`);
  await fullyKept(page);
  await page.reload();
  await host.close();
  await context.setOffline(true);
  for (const path of ['workspace/index.html', 'workspace/', 'workspace?embed', 'presets/dla34/', 'presets/dla34']) {
    await page.goto(host.address + path);
    await expect(page.locator('footer')).toContainText('15,742,104 parameters');
  }
  await run(page);
  for (const path of ['index.html', '']) {
    await page.goto(host.address + path);
    await expect(page.getByRole('heading', { level: 1, name: 'DLA Explorer' })).toBeVisible();
    await expect(page).toHaveURL(host.address);
  }
});
