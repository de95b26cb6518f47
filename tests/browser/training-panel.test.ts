import type { Page } from '@playwright/test';
import { serialiseConfig } from '#lib/dla/network/parse.ts';
import { digitsConfig } from '#lib/dla/presets/small.ts';
import { everyOf, expect, test, WORKSPACE } from './fixtures.ts';
import { awaitTurn, expectNoWider } from './hand.ts';

// A training on the page: several seeds, their spread, what a difference is worth, and charts that fit.

const panelOf = (page: Page) => page.getByRole('tabpanel');

async function fill(page: Page, fields: readonly (readonly [name: string, value: string])[]) {
  for (const [name, value] of fields) {
    const field = panelOf(page).getByLabel(name, { exact: true });
    await field.fill(value);
    await field.press('Enter');
  }
}

test('a training says its time beforehand, has seeds of one’s choice, says their spread and what a difference is worth, and stays while one looks elsewhere (N16)', async ({
  page,
}) => {
  await page.goto(WORKSPACE);
  await page.getByRole('tab', { name: 'Training' }).click();
  const panel = panelOf(page);
  await expect(panel).toContainText('9 trainings, 2,880 steps');
  await panel.getByRole('radio', { name: 'Few digits' }).click();
  await panel.getByLabel('Blocks of a level').selectOption('2');
  await panel.getByRole('checkbox', { name: '(b) shallow' }).uncheck();
  await fill(page, [
    ['Epochs', '2'],
    ['Seeds', '4, 7'],
  ]);
  await expect(panel).toContainText('4 trainings, 96 steps. Measure the time');
  await panel.getByRole('button', { name: 'Measure the time' }).click();
  await expect(panel).toContainText(/4 trainings, 96 steps: about [\d.]+ .* here, by a few steps of every network/);
  await panel.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(panel).toContainText(/about .* left, seed \d of 2/);
  await page.getByRole('tab', { name: 'Costs' }).click();
  await page.getByRole('tab', { name: 'Training' }).click();
  await expect(panel.getByRole('button', { name: 'Train again' })).toBeVisible();

  const rows = panel.getByRole('row');
  for (const name of ['(a) plain', '(d) tree'])
    await expect(rows.filter({ hasText: name })).toContainText(/\d %\s± [\d.]+ %/);
  await expect(panel.locator('.verdict')).toContainText(
    /Against \(a\) plain, wrong answers are [\d.]+ points (fewer|more) in \(d\) tree: .* spread of 2 seeds|no difference beyond the spread of 2 seeds \(± [\d.]+ points\)/,
  );
  await expect(panel).toContainText('not the open ones');
  await expect(panel).toContainText('Blocks added no residual here');
  await expect(panel.getByRole('button', { name: /^Save the weights/ })).toHaveCount(0);

  // Both charts are whole in the drawer, and their lines are no flat floor below a first epoch.
  for (const chart of await everyOf(panel.getByRole('img').filter({ has: page.locator('.band') })))
    await expect(async () => {
      const [whole, { y, height }] = [(await panel.boundingBox())!, (await chart.boundingBox())!];
      expect(y + height).toBeLessThanOrEqual(whole.y + whole.height);
    }).toPass();
  await expect(panel.locator('.band')).toHaveCount(4);
});

test('two and four open networks learn the same; what memory has no room for is refused with a remedy before it begins (N16, R11)', async ({
  page,
}) => {
  await page.goto(WORKSPACE);
  await expect(page.locator('footer')).toContainText('15,742,104 parameters');
  await page.getByRole('tab', { name: 'Training' }).click();
  const panel = panelOf(page);
  await panel.getByRole('radio', { name: 'Open networks' }).click();
  // DLA-34 at 224×224, 200 images at a time.
  await fill(page, [['Images of a step', '200']]);
  await expect(panel.getByRole('alert')).toContainText(
    /needs about [\d.]+ GB of memory at a time, but [\d.]+ GB are available\. Choose smaller batches, smaller images or fewer networks\./,
  );
  await expect(panel.getByRole('button', { name: 'Train', exact: true })).toBeDisabled();
  await panel.getByLabel('Size of images').selectOption('32');
  await expect(panel.getByRole('alert')).toBeHidden();
  await expect(panel.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();

  await page.getByLabel('Open a network file').setInputFiles({
    name: 'network.json',
    mimeType: 'application/json',
    buffer: Buffer.from(serialiseConfig(digitsConfig('plain', 2))),
  });
  await expect(page.locator('footer')).not.toContainText('15,742,104 parameters');
  const open = async (networks: number) => {
    await page.locator('.stage.active svg[tabindex="0"], main svg[tabindex="0"]').last().focus();
    await page.keyboard.press('Shift+D');
    await expect(page.locator('.stage .figure')).toHaveCount(networks);
  };
  const learn = async () => {
    await page.getByRole('tab', { name: 'Training' }).click();
    const named = (name: RegExp) => panel.getByRole('button', { name });
    await awaitTurn(named(/^Train( again)?$/), named(/^Train again$/));
  };
  await open(2);
  await page.getByRole('tab', { name: 'Training' }).click();
  await panel.getByRole('switch', { name: 'Shortcuts in blocks' }).click();
  await panel.getByLabel('Size of images').selectOption('');
  await fill(page, [
    ['Epochs', '1'],
    ['Seeds', '2, 5'],
  ]);
  await expect(panel).toContainText('4 trainings, 20 steps');
  await learn();
  // A copy learns the same from the same seed.
  await expect(panel.locator('.verdict')).toContainText('Between B and A there is no difference beyond the spread');
  await expect(panel.getByRole('row', { name: /^A DLA digits, plain/ })).toContainText('±');
  await expect(panel.getByRole('button', { name: /^Save the weights of A, seed [25]/ })).toBeVisible();

  await open(3);
  await open(4);
  await page.getByRole('button', { name: /\(b\) Shallow aggregation/ }).click();
  await learn();
  await expect(panel.locator('.band')).toHaveCount(8);
  await expect(panel.getByRole('row', { name: /^D DLA digits/ })).toContainText('±');
  await expect(panel.locator('.verdict')).toContainText('spread of 2 seeds');
  for (const width of [1440, 1024, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoWider(page);
  }
});
