import type { Page } from '@playwright/test';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { expectNoWider, mark, run, settled } from './hand.ts';

// What was seen to be wrong on the built site, and must not come back.

const status = 'footer';

const openPreset = async (page: Page, name: RegExp) => {
  await page.getByRole('button', { name: 'Presets' }).click();
  await page.getByRole('menuitem', { name }).first().click();
};

test.beforeEach(async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
});

test('[S1] results of a run outlive its network: another one opens, beside it or in its place', async ({ page }) => {
  await run(page);
  await openPreset(page, /^DenseNet-121/);
  await expect(page.locator(status)).toContainText('7,978,856 parameters');
  await expect(page.getByRole('tabpanel')).toContainText('DLA-34 on cat');
  await expect(page.getByRole('tabpanel')).toContainText('This was computed for DLA-34. DenseNet-121 is open now.');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await openPreset(page, /^DenseNet-121/);
  await expect(page.getByRole('tabpanel')).toContainText('level 5 is in A alone');
  await page.getByRole('button', { name: 'Swap A and B' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('level 5 is in B alone');
});

test('[S2] maps of a run stand beside each other, their words within their place', async ({ page }) => {
  await run(page);
  const words = () =>
    page.locator('.maps li > span').evaluateAll((spans) => spans.map((span) => span.scrollWidth - span.clientWidth));
  await expect.poll(async () => (await words()).length).toBeGreaterThanOrEqual(12);
  await expect.poll(async () => Math.max(...(await words()))).toBeLessThanOrEqual(0);
});

test('[S3] on a phone nothing is wider than the screen, before, during and after a run, alone and compared', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoWider(page);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expectNoWider(page);
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible();
  await expectNoWider(page);
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(page.getByRole('tab', { name: 'Compare' })).toHaveAttribute('aria-selected', 'true');
  await expectNoWider(page);
  // One figure at a time, and a switch over it.
  for (const letter of ['A', 'B']) {
    await page.getByRole('radio', { name: letter, exact: true }).click();
    const figure = page.getByRole('listbox', { name: new RegExp(`network ${letter}$`) });
    await expect.poll(async () => (await figure.boundingBox())?.height).toBeGreaterThan(200);
  }
});

test('[S4] what an icon says alone has a name; the palette and the outline are within reach at every width', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await expect(page.getByRole('button', { name: 'File', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Compare', exact: true })).toBeVisible();
  await expect(page.getByRole('tree')).toBeHidden();
  await page.getByRole('button', { name: 'Palette and outline' }).click();
  await expect(page.getByRole('treeitem', { name: /level 3/ })).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole('treeitem', { name: /level 3/ })).toBeVisible();
});

test('[S5] a run shows its results, whatever was looked at; every command is listed once', async ({ page }) => {
  await page.getByRole('tab', { name: 'Costs' }).click();
  await run(page);
  await expect(page.getByRole('tab', { name: 'Results' })).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await expect(async () => {
    const names = await page.getByRole('dialog').locator('dt').allInnerTexts();
    expect(names).toContain('Paste');
    expect(new Set(names).size).toBe(names.length);
  }).toPass();
});

test.describe('what is kept of the site', () => {
  test.use({ serviceWorkers: 'allow' });

  test('[S6] without a network the site opens, runs a network and exports, once it was visited', async ({
    page,
    context,
  }) => {
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      // The page is the worker's from the next visit on; until then the cache fills.
      const keys = async () => (await (await caches.open((await caches.keys())[0]!)).keys()).map(({ url }) => url);
      while (!(await keys()).some((url) => url.endsWith('.wasm')))
        await new Promise((resolve) => setTimeout(resolve, 100));
    });
    await context.setOffline(true);
    await page.reload();
    await expect(page.locator(status)).toContainText('15,742,104 parameters');
    await run(page);
    await page.getByRole('button', { name: 'File', exact: true }).click();
    const saving = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: /^Export PyTorch \S+\.py/ }).click();
    expect((await saving).suggestedFilename()).toBe('dla-34.py');
  });
});

test('[S7] undoing the opening of another network fits the figure again; a network without levels shows its stages', async ({
  page,
}) => {
  const zoom = page.getByRole('group', { name: 'Zoom' });
  await settled(mark(page, 'level5-b1'));
  await expect(zoom).toContainText('%');
  const before = await zoom.innerText();
  await openPreset(page, /^DenseNet-121/);
  await expect(zoom).not.toHaveText(before);
  await run(page);
  await expect(page.locator('.maps')).toContainText('denseblock4');
  await expect(page.locator('.maps')).toContainText('transition1');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
  await expect.poll(() => zoom.innerText()).toBe(before);
});

test('[S8] a published accuracy is said of the published network alone; a network of nothing says what to do', async ({
  page,
}) => {
  const inspector = page.getByLabel('Inspector', { exact: true });
  await expect(inspector).toContainText('74.632 % top-1');
  await page.getByRole('button', { name: /\(c\) Iterative deep aggregation/ }).click();
  await expect(inspector).toContainText('timm/models/dla.py, changed since');
  await expect(inspector).not.toContainText('top-1');
  await page.keyboard.press('Control+z');
  await expect(inspector).toContainText('74.632 % top-1');
  await openPreset(page, /^DenseNet-121/);
  await expect(inspector).toContainText('74.75 % top-1');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect(inspector).toContainText('This network is empty');
});
