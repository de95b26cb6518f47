import { writeFileSync } from 'node:fs';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { status } from './hand.ts';

// Networks from elsewhere, as a person opens them; what is read of them is tested in tests/exchange.

const data = (name: string): string => new URL(`../exchange/data/${name}`, import.meta.url).pathname;

test.beforeEach(async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
});

test('[onnx] an ONNX file becomes the document, and runs at once with its weights', async ({ page }) => {
  await page.getByLabel('Open a network file').setInputFiles(data('odd.onnx'));
  await expect(page.getByRole('listbox', { name: 'Figure of odd' })).toBeVisible();
  await expect(page.getByText('The next run uses the weights in odd.onnx.')).toBeVisible();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('tabpanel')).toContainText('odd.onnx');
  await expect(page.getByRole('tabpanel').locator('.row').first()).toBeVisible();
});

test('[onnx] what cannot be read is told, and the open work stays', async ({ page }, info) => {
  const broken = info.outputPath('broken.onnx');
  writeFileSync(broken, 'nothing of a model');
  await page.getByLabel('Open a network file').setInputFiles(broken);
  await expect(page.getByRole('alert')).toContainText('broken.onnx was not opened.');
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
});
