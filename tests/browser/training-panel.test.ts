import { expect, test, WORKSPACE } from './fixtures.ts';

// A training on the page: several seeds, their spread, what a lead is worth, and charts that fit.

test('a training has several seeds, says their spread and what a lead is worth, and stays while one looks elsewhere (N16)', async ({
  page,
}) => {
  await page.goto(WORKSPACE);
  await page.getByRole('tab', { name: 'Training' }).click();
  const panel = page.getByRole('tabpanel');
  await expect(panel).toContainText('6 trainings, 1,440 steps');
  await panel.getByRole('radio', { name: 'Few digits' }).click();
  await panel.getByLabel('Blocks of a level').selectOption('2');
  for (const [name, value] of [
    ['Epochs', '2'],
    ['Seeds', '4, 7'],
  ] as const) {
    await panel.getByLabel(name).fill(value);
    await panel.getByLabel(name).press('Enter');
  }
  await expect(panel).toContainText('4 trainings, 96 steps');
  await panel.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(panel).toContainText(/about .* left, seed \d of 2/);
  await page.getByRole('tab', { name: 'Costs' }).click();
  await page.getByRole('tab', { name: 'Training' }).click();
  await expect(panel.getByRole('button', { name: 'Train again' })).toBeVisible();

  const rows = panel.getByRole('row');
  for (const name of ['(a) plain', '(d) tree'])
    await expect(rows.filter({ hasText: name })).toContainText(/\d %\s± [\d.]+ %/);
  await expect(panel).toContainText(
    /\([ad]\) (plain|tree) errs least, by [\d.]+ points less than \([ad]\) (plain|tree)\./,
  );
  await expect(panel).toContainText(/spread of 2 seeds \(± [\d.]+ points\)/);
  await expect(panel).toContainText('not the open one');

  // Both charts are whole in the drawer, and their lines are no flat floor below a first epoch.
  const box = (await panel.boundingBox())!;
  for (const chart of await panel
    .getByRole('img')
    .filter({ has: page.locator('.band') })
    .all()) {
    const { y, height } = (await chart.boundingBox())!;
    expect(y + height).toBeLessThanOrEqual(box.y + box.height);
  }
  await expect(panel.locator('.band')).toHaveCount(4);
});
