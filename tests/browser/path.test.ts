import { readFileSync } from 'node:fs';
import { expect, test } from './fixtures';

// The walk of a newcomer, on the built site: open, see, change, count, run, compare, take away.

const status = 'footer';

test.beforeEach(async ({ page }) => {
  await page.goto('/');
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
});

test('[P1] opens on DLA-34 with the paper’s counts', async ({ page }) => {
  await expect(page.locator(status)).toContainText('3,060,043,776 MACs');
  await expect(page.locator(status)).toContainText('623×623');
  await expect(page.locator(status)).toContainText('no issues');
});

test('[P2] a structure changes the selected level, every number follows, undo brings it back', async ({ page }) => {
  await page.getByRole('treeitem', { name: /level 3/ }).click();
  await page.getByRole('button', { name: /\(c\) Iterative deep aggregation/ }).click();
  await expect(page.locator(status)).toContainText('15,758,744 parameters');
  await expect(page.getByLabel('Inspector')).toContainText('ida (c)');
  await page.keyboard.press('Control+z');
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
  await page.keyboard.press('Control+Shift+z');
  await expect(page.locator(status)).toContainText('15,758,744 parameters');
});

test('[P3] the inspector edits channels and blocks; a tree of six blocks is refused in words', async ({ page }) => {
  await page.getByRole('treeitem', { name: /level 4/ }).click();
  const inspector = page.getByLabel('Inspector');
  await inspector.getByLabel('channels').fill('320');
  await inspector.getByLabel('channels').press('Enter');
  await expect(page.locator(status)).not.toContainText('15,742,104');
  await inspector.getByLabel('blocks', { exact: true }).fill('6');
  await inspector.getByLabel('blocks', { exact: true }).press('Enter');
  await expect(page.getByRole('alert').or(page.getByRole('status'))).toContainText([/power of two/i]);
  await expect(inspector.getByLabel('blocks', { exact: true })).toHaveValue('4');
});

test('[P4] saves the config, and opens it again as the same network', async ({ page }) => {
  await page.getByRole('button', { name: 'File', exact: true }).click();
  const saving = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /Save as config/ }).click();
  const file = await (await saving).path();
  const config = JSON.parse(readFileSync(file, 'utf8')) as { format: string; levels: unknown[] };
  expect(config.format).toBe('dla-network');
  expect(config.levels).toHaveLength(6);
  await page.getByRole('treeitem', { name: /level 3/ }).click();
  await page.getByRole('button', { name: /\(a\) Plain/ }).click();
  await page.getByLabel('Open a network file').setInputFiles(file);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
});

test('[P5] a broken file is refused with line and reason, and the open work stays', async ({ page }) => {
  await page.getByRole('treeitem', { name: /level 3/ }).click();
  await page.getByRole('button', { name: /\(c\) Iterative deep aggregation/ }).click();
  const broken = readFileSync('tests/golden/data/broken/file-comma.json');
  await page
    .getByLabel('Open a network file')
    .setInputFiles({ name: 'broken.json', mimeType: 'application/json', buffer: broken });
  await expect(page.getByText(/line 24/)).toBeVisible();
  await expect(page.locator(status)).toContainText('15,758,744 parameters');
});

test('[P6] a reload brings the workspace back, history and all', async ({ page }) => {
  await page.getByRole('treeitem', { name: /level 3/ }).click();
  await page.getByRole('button', { name: /\(c\) Iterative deep aggregation/ }).click();
  await expect(page.locator(status)).toContainText('saved on this machine');
  await page.waitForTimeout(600);
  await page.reload();
  await expect(page.locator(status)).toContainText('15,758,744 parameters');
  await page.keyboard.press('Control+z');
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
});

test('[P7] runs both networks on a photograph and says how far their results lie apart', async ({ page }) => {
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByText(/B − A/).first()).toBeVisible();
  await page.getByRole('treeitem', { name: /level 3/ }).click();
  await page.getByRole('button', { name: /\(c\) Iterative deep aggregation/ }).click();
  await expect(page.locator(status)).toContainText('+16,640');
  await page.getByRole('button', { name: 'Run both' }).click();
  await page.getByRole('tab', { name: 'Compare' }).click();
  const outputs = page.getByRole('tabpanel');
  await expect(outputs.getByText('logits')).toBeVisible({ timeout: 120_000 });
  // Levels 0 to 2 have the same blocks and the same weights: their results are the same to the bit.
  await expect(outputs.locator('.row', { hasText: 'level 2' })).toContainText('1.0000');
  await expect(outputs.locator('.row', { hasText: 'level 3' })).not.toContainText('1.0000');
});
