import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test, WORKSPACE } from './fixtures.ts';

// What a researcher checks on the screen and takes away.

const status = 'footer';

test.beforeEach(async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
});

async function exported(page: Page, label: RegExp): Promise<{ name: string; content: Buffer }> {
  await page.getByRole('button', { name: 'File', exact: true }).click();
  const saving = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: label }).click();
  const file = await saving;
  return { name: file.suggestedFilename(), content: readFileSync(await file.path()) };
}

test('[N1] every export gives a file of its kind, named after the network', async ({ page }) => {
  const python = await exported(page, /^Export PyTorch dla-34\.py/);
  expect(python.name).toBe('dla-34.py');
  expect(python.content.toString()).toContain('class Network(');
  const onnx = await exported(page, /^Export ONNX, seeded/);
  // 15.7 million float32 values and a little more.
  expect(onnx.content.length).toBeGreaterThan(62_968_416);
  const svg = await exported(page, /^Export the figure as SVG/);
  expect(svg.content.toString()).toMatch(/^<svg[^>]* xmlns=/);
  const png = await exported(page, /^Export the figure as PNG/);
  expect([...png.content.subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
  // What is seldom asked for is found by typing.
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Export…' }).click();
  const saving = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('combobox').fill('Graphviz');
  await page
    .getByRole('dialog')
    .getByRole('option', { name: /Graphviz/ })
    .click();
  const dot = await saving;
  expect(dot.suggestedFilename()).toBe('dla-34.dot');
  expect(readFileSync(await dot.path(), 'utf8')).toMatch(/^digraph/);
});

test('[N2] the decoder is chosen in the inspector, and its result is a class map with a legend', async ({ page }) => {
  const inspector = page.getByLabel('Inspector', { exact: true });
  await inspector.getByLabel('task', { exact: true }).selectOption('segmentation');
  await expect(page.locator(status)).toContainText('17,540,435 parameters');
  for (const [decoder, count] of [
    ['none', '15,279,251'],
    ['shallow', '16,980,435'],
    ['ida', '15,378,515'],
    ['ida-up', '17,540,435'],
  ] as const) {
    await inspector.getByLabel('decoder').selectOption(decoder);
    await expect(page.locator(status), decoder).toContainText(`${count} parameters`);
  }
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByLabel('Legend')).toBeVisible();
  await expect(page.getByRole('img', { name: /Class map over cat/ })).toBeVisible();
});

test('[N3] paths tell a shallow skip from a deep one', async ({ page }) => {
  await page.getByRole('tab', { name: 'Paths' }).click();
  await page.getByRole('radio', { name: 'To the end of the level' }).click();
  const passed = { a: 'no skip path', b: '1', c: '3', d: '2', e: '2', f: '2' };
  for (const [letter, nodes] of Object.entries(passed)) {
    await page.getByRole('treeitem', { name: /level 3/ }).click();
    const structure = page.getByRole('button', { name: new RegExp(`^\\(${letter}\\)`) });
    await structure.click();
    await expect(structure).toHaveAttribute('aria-pressed', 'true');
    const row = page.getByRole('tabpanel').getByRole('row', { name: /level 3 · B1/ });
    await expect(row.getByRole('gridcell').first()).toHaveText(nodes);
  }
});

test('[N4] other counters are reconciled with the number here, row by row', async ({ page }) => {
  await page.getByRole('tab', { name: 'Counters' }).click();
  const panel = page.getByRole('tabpanel');
  for (const tool of ['torchinfo', 'thop', 'fvcore']) {
    await panel.getByRole('radio', { name: tool }).click();
    await expect(panel.getByRole('radio', { name: tool })).toBeChecked();
    await expect(panel).toContainText('3,060,043,776');
  }
  await expect(panel).toContainText('15,783,832');
  await expect(panel).toContainText('level3.project.0.weight');
});

test('[N5] costs by part, level, module and op add up to the whole', async ({ page }) => {
  await page.getByRole('tab', { name: 'Costs' }).click();
  const panel = page.getByRole('tabpanel');
  for (const grain of ['Parts', 'Levels', 'Modules', 'Ops']) {
    await panel.getByRole('radio', { name: grain }).click();
    await expect(panel.getByRole('radio', { name: grain })).toBeChecked();
    const sum = () =>
      panel.getByRole('row').evaluateAll((rows) =>
        rows
          .slice(1)
          .map((row) => Number(row.children[5]?.textContent.replaceAll(',', '')))
          .reduce((total, count) => total + count, 0),
      );
    await expect.poll(sum, grain).toBe(3_060_043_776);
  }
});
