import { readFileSync } from 'node:fs';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { expectNoWider } from './hand.ts';

// The walk of a newcomer, on the built site: open, see, change, count, run, compare, take away.

const status = 'footer';

test.beforeEach(async ({ page }) => {
  await page.goto(WORKSPACE);
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
  await expect(page.getByLabel('Inspector', { exact: true })).toContainText('IDA (c)');
  await page.keyboard.press('Control+z');
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
  await page.keyboard.press('Control+Shift+z');
  await expect(page.locator(status)).toContainText('15,758,744 parameters');
});

test('[P3] the inspector edits channels and blocks; a tree of six blocks is refused in words', async ({ page }) => {
  await page.getByRole('treeitem', { name: /level 4/ }).click();
  const inspector = page.getByLabel('Inspector', { exact: true });
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
  await expect(page.locator(status)).not.toContainText('15,742,104 parameters');
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
  await page.reload();
  await expect(page.locator(status)).toContainText('15,758,744 parameters');
  await page.keyboard.press('Control+z');
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
});

test('[P7] runs both networks on a photograph and says how far their results lie apart', async ({ page }) => {
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByText(/B − A/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Palette and outline' }).click();
  await page.getByRole('treeitem', { name: /level 3/ }).click();
  await page.getByRole('button', { name: /\(c\) Iterative deep aggregation/ }).click();
  await expect(page.locator(status)).toContainText('+16,640');
  await page.getByRole('button', { name: 'Run both' }).click();
  await page.getByRole('tab', { name: 'Compare' }).click();
  const outputs = page.getByRole('tabpanel');
  await expect(outputs.getByRole('rowheader', { name: 'logits' })).toBeVisible();
  // Levels 0 to 2 have the same blocks and the same weights: their results are the same to the bit.
  const rows = outputs.getByRole('region', { name: /Outputs/ }).getByRole('row');
  await expect(rows.filter({ hasText: 'level 2' })).toContainText('1.0000');
  await expect(rows.filter({ hasText: 'level 3' })).toContainText(/0\.\d{4}/);
  await expect(rows.filter({ hasText: 'level 3' })).not.toContainText('1.0000');
});

test('[P8] a checkpoint that is dropped is loaded by name, what it holds beside is listed, and classes have names', async ({
  page,
}) => {
  await page.getByRole('button', { name: 'Presets' }).click();
  await page.getByRole('menuitem', { name: /^DLA-46-C/ }).click();
  await expect(page.locator(status)).toContainText('1,301,400 parameters');
  await page.locator('input[aria-label="Choose a weights file"]').setInputFiles('tests/weights/dla46_c.official.pth');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const results = page.getByRole('tabpanel');
  await expect(results.getByText('242 tensors loaded')).toBeVisible();
  await expect(results.locator('details')).toContainText('5 used by no output');
  await expect(results).not.toContainText('class ');
});

test('[P9] weights of another network are refused with both shapes, and the app lives', async ({ page }) => {
  // In the very moment of the choice: once it is known whose weights they are, a dialog says so.
  await page
    .getByRole('button', { name: 'Run', exact: true })
    .evaluate((run: HTMLElement) => addEventListener('change', () => run.click(), { once: true }));
  await page
    .locator('input[aria-label="Choose a weights file"]')
    .setInputFiles('tests/weights/dla46_c.timm.f32.safetensors');
  const refusal = page.getByRole('region', { name: 'The run stopped' });
  await expect(refusal).toContainText('The run stopped');
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
});

test('[P16] what is run right after a structure was chosen is the network that was chosen', async ({ page }) => {
  await page.getByRole('treeitem', { name: /level 3/ }).click();
  const run = await page.getByRole('button', { name: 'Run', exact: true }).elementHandle();
  await page.getByRole('button', { name: /\(b\)/ }).evaluate((structure: HTMLElement, started) => {
    structure.click();
    (started as HTMLElement).click();
  }, run);
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Results and costs' })).not.toContainText('has changed since');
});

test('[P10] by keyboard alone: a level is found, changed, undone; a node’s equation is read', async ({ page }) => {
  await page.getByRole('listbox', { name: /Figure of DLA-34/ }).focus();
  for (let step = 0; step < 8; step += 1) await page.keyboard.press('ArrowRight');
  await expect(page.getByLabel('Inspector', { exact: true }).getByRole('heading', { level: 2 })).not.toHaveText(
    'DLA-34',
  );
  await page.getByRole('treeitem', { name: /level 3/ }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('End');
  await page.getByRole('button', { name: /\(c\)/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator(status)).toContainText('15,758,744 parameters');
  await page.keyboard.press('Control+z');
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
});

test('[P11] an aggregation node shows the paper’s equation with its own numbers', async ({ page }) => {
  await page.locator('[data-id="level3-n2"]').click();
  const inspector = page.getByLabel('Inspector', { exact: true });
  await expect(inspector).toContainText('W is 128 × 448, 448 = 128 + 128 + 64 + 128');
  await expect(inspector).toContainText('57,600');
  await expect(inspector).toContainText('level3.tree2.root.conv');
});

test('[P12] nothing overlaps the page at three widths, and the figure is drawn', async ({ page }) => {
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect(page.locator('[data-id="level5-n1"]')).toBeVisible();
    await expectNoWider(page);
  }
});

test('[P13] cancel stops a run', async ({ page }) => {
  await page.getByRole('button', { name: 'Presets' }).click();
  await page
    .getByRole('menuitem', { name: /^DLA-169/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
  await expect(page.getByText('Nothing has run yet')).toBeVisible();
});
