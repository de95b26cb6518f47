import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { inspector, status } from './hand.ts';

// What is taken away of a comparison: script, table, picture, report, link.

async function choose(page: Page, text: string, name: RegExp | string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill(text);
  await page.getByRole('option', { name }).first().click();
}

/** DLA-46-C on a small image, and beside it the same with IDA. */
async function openPair(page: Page): Promise<void> {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
  await choose(page, 'DLA-46-C', 'DLA-46-C');
  await expect(page.locator(status)).toContainText('1,301,400 parameters');
  for (const side of ['height', 'width']) {
    await inspector(page).getByLabel(side, { exact: true }).fill('64');
    await page.keyboard.press('Enter');
  }
  await page.locator('main svg[tabindex="0"]').first().focus();
  await page.keyboard.press('Shift+D');
  await page.getByRole('button', { name: /^\(c\) Iterative deep aggregation/ }).click();
  await expect(page.locator(status)).toContainText('1,322,264');
}

test('the edit script is replayed step by step on a copy, and back', async ({ page }) => {
  await openPair(page);
  await expect(page.getByText('4 commands')).toBeVisible();
  await page.getByRole('button', { name: 'Step by step' }).click();
  await expect(page.locator('.stage .figure')).toHaveCount(3);
  await expect(page.getByText('0 of 4 commands done')).toBeVisible();
  const next = page.getByRole('button', { name: 'Next', exact: true });
  await next.click();
  await expect(page.getByText('1 of 4 commands done')).toBeVisible();
  await expect(page.locator(status)).toContainText('1,305,624');
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(page.getByText('0 of 4 commands done')).toBeVisible();
  for (let step = 0; step < 4; step += 1) await next.click();
  await expect(page.getByText('4 of 4 commands done')).toBeVisible();
  await expect(next).toBeDisabled();
  await expect(page.locator(status)).toContainText(/C\s*1,322,264/);
});

test('the table is copied as it stands; pictures carry the marks of what differs; the report opens from disk with what was computed', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openPair(page);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('table', { name: /^First classes of A/ })).toBeVisible();

  const costs = page.getByRole('region', { name: 'Costs by level' });
  await costs.getByRole('button', { name: 'B − A' }).click();
  await page.locator('section.levels').getByRole('button', { name: 'Copy', exact: true }).click();
  await page.getByRole('menuitem', { name: 'As CSV' }).click();
  await expect(page.getByText('The table is on the clipboard.')).toBeVisible();
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
  expect(lines[0]).toContain('level, parameters');
  expect(lines[0]).toMatch(/,B − A,B ÷ A$/);
  // From the largest difference on, and the total below.
  expect(lines[1]).toBe('level 4,310016,326656,16640,1.0537');
  expect(lines[2]).toBe('level 3,79104,83328,4224,1.0534');
  expect(lines.at(-2)).toBe('total,1301400,1322264,20864,1.0160');

  const picture = page.waitForEvent('download');
  await choose(page, 'figure as SVG', 'Export the figure as SVG');
  const svg = readFileSync(await (await picture).path(), 'utf8');
  expect(svg).toMatch(/>\+</);
  expect(svg).toContain('~ IDA (c)');

  const saving = page.waitForEvent('download');
  await choose(page, 'HTML', /HTML/);
  // A browser tells a page by its ending.
  const file = test.info().outputPath('report.html');
  await (await saving).saveAs(file);
  const report = await context.newPage();
  await report.goto(pathToFileURL(file).href);
  await expect(report.getByRole('heading', { name: 'What the networks computed' })).toBeVisible();
  await expect(report.getByRole('img', { name: 'level 3 of A' })).toBeVisible();
  const widths = () =>
    report.locator('img').evaluateAll((all) => all.map((each) => (each as HTMLImageElement).naturalWidth));
  await expect.poll(async () => (await widths()).length).toBeGreaterThan(15);
  await expect.poll(async () => Math.min(...(await widths()))).toBeGreaterThan(0);
  await expect(report.getByRole('heading', { name: 'First classes of A and B' })).toBeVisible();
  await report.close();
});

test('a link opens the comparison with its reference and panel', async ({ page }) => {
  await openPair(page);
  await page.keyboard.press('Shift+R');
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByRole('textbox', { name: 'Link' })).toHaveValue(/#1\./);
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  await page.evaluate(() => sessionStorage.clear());
  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.locator('.stage .figure')).toHaveCount(2);
  await expect(page.getByRole('tab', { name: 'Compare' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('columnheader', { name: 'A − B' }).first()).toBeVisible();
});
