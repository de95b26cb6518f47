import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { status } from './hand.ts';

// A checkpoint is dropped: it says whose it is, becomes the network on the screen, and detects.

const FILE = 'tests/weights/family/family.centernet.pth';

interface Expected {
  readonly detections: readonly { readonly class: number; readonly score: number }[];
  readonly found: number;
  readonly run: { readonly input: readonly [number, number, number, number] };
}

const expected = (
  JSON.parse(readFileSync('tests/weights/family/family.expected.json', 'utf8')) as Record<string, Expected>
)['family.centernet.pth']!;

const chooser = (page: Page) => page.getByLabel('Open a network file');
const panel = (page: Page) => page.getByRole('region', { name: 'Detections' });
const options = (page: Page) => panel(page).getByRole('option');

async function setSize(page: Page, [, , height, width]: Expected['run']['input']) {
  for (const [name, value] of [
    ['height', height],
    ['width', width],
  ] as const) {
    await page.getByRole('spinbutton', { name, exact: true }).fill(String(value));
    await page.keyboard.press('Enter');
  }
}

test('a dropped checkpoint names itself, becomes the network, and its detections are PyTorch’s', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
  await chooser(page).setInputFiles(FILE);

  const report = page.getByRole('dialog', { name: 'What is in family.centernet.pth' });
  await expect(report).toContainText('A checkpoint by the names of CenterNet.');
  const table = report.getByRole('table');
  await expect(table.getByRole('row', { name: /^head hm, 5 maps/ })).toContainText('4 tensors, 4,805 parameters');
  await expect(table.getByRole('row', { name: /^backbone/ })).toContainText('150 tensors');
  await expect(table.getByRole('row', { name: /^base\.fc/ })).toContainText('2 tensors');
  await expect(report).toContainText('16 deformable convolutions: each with its offsets and in a deformable unit');
  await expect(report).toContainText('Nothing is filled at random');
  await report.getByText('Unused, by their names in the file').click();
  await expect(report.getByText('module.base.level3.project.0.weight')).toBeVisible();
  await report.getByText('Where checkpoints are to be had').click();
  const link = report.getByRole('link', { name: 'CenterNet', exact: true });
  await expect(link).toHaveAttribute('rel', /noopener/);
  await report.getByRole('button', { name: 'Copy as Markdown' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('| head hm, 5 maps | 4 tensors, 4,805 parameters | – | – |');
  await report.getByRole('button', { name: 'Open as the network it is' }).click();
  await expect(report).toHaveCount(0);
  await expect(page.getByRole('listbox', { name: 'Figure of CenterNet' })).toBeVisible();

  // The report is where the weights are.
  await page.getByRole('button', { name: /^Weights: family\.centernet\.pth/ }).click();
  await page.getByRole('menuitem', { name: /What is in family\.centernet\.pth/ }).click();
  await expect(report).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: /^Image:/ }).click();
  await page.getByRole('menuitemcheckbox', { name: /seeded tensor/ }).click();
  await page
    .getByRole('listbox', { name: 'Figure of CenterNet' })
    .getByRole('option', { name: /image/ })
    .first()
    .click();
  await setSize(page, expected.run.input);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const { detections } = expected;
  const threshold = panel(page).getByRole('slider');
  await expect(threshold).toBeVisible();
  await threshold.fill('0');
  await expect(options(page)).toHaveCount(Math.min(100, expected.found));
  for (const [index, { class: of, score }] of detections.slice(0, 3).entries())
    await expect(options(page).nth(index)).toContainText(`class ${of}, ${score.toFixed(2)}`);

  // Fewer with a threshold between two of them; by keyboard through the list, Enter chooses.
  await threshold.fill('0.92');
  await expect(options(page)).toHaveCount(detections.filter(({ score }) => score >= 0.92).length);
  await threshold.fill('0');
  const list = panel(page).getByRole('listbox');
  await list.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(options(page).nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(panel(page)).toContainText('of the heat map of 24 × 32: the lit cell, 4 × 4 pixels');
  await expect(panel(page).locator('rect.lit')).toHaveCount(1);
  await panel(page).getByRole('button', { name: 'What it hangs on' }).click();
  await expect(panel(page)).toContainText('Gradient of its score by the image');
  await expect(panel(page)).toContainText('where the nine taps of the last deformable convolution');
  await expect(panel(page).locator('circle.tap')).toHaveCount(9);
  await panel(page).getByRole('radio', { name: 'heat map' }).click();
  await expect(panel(page).locator('circle.peak')).toHaveCount(Math.min(100, expected.found));
});

test('what does not fit the open network is not taken, and a size that cannot be halved is padded in one click', async ({
  page,
}) => {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
  await chooser(page).setInputFiles('tests/weights/family/family.smoke.pth');
  const report = page.getByRole('dialog', { name: 'What is in family.smoke.pth' });
  await expect(report).toContainText('A checkpoint by the names of SMOKE.');
  await page.keyboard.press('Escape');
  // What does not fit is not taken.
  await expect(page.getByRole('button', { name: /^Weights: seeded by block/ })).toBeVisible();

  // A size that cannot be halved five times: said in words, and padded in one click.
  await page.getByRole('listbox', { name: 'Figure of DLA-34' }).getByRole('option', { name: /image/ }).first().click();
  await setSize(page, [1, 3, 200, 224]);
  await page.getByRole('tab', { name: /^Issues/ }).click();
  await page.getByRole('button', { name: 'Pad images to 224×224' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('No issues');
});
