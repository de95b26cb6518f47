import { expect, test, WORKSPACE } from './fixtures.ts';

test('published accuracies stand against costs, the open network on the axis, and every row opens its preset', async ({
  page,
}) => {
  await page.goto(WORKSPACE);
  await page.getByRole('tab', { name: 'Costs' }).click();
  await page.getByRole('radio', { name: 'Published accuracy' }).click();
  const rows = page.getByRole('grid', { name: 'Published accuracies and costs of the presets' }).getByRole('row');
  await expect(rows).toHaveCount(19);
  await expect(page.getByRole('img', { name: /against parameters.*On the axis: DLA-34 at 15.7 M/ })).toBeVisible();
  await rows.filter({ hasText: 'DLA-X-102 64' }).click();
  await page.getByRole('button', { name: 'Open DLA-X-102 64' }).click();
  await expect(page.getByRole('img', { name: /against MACs.*On the axis: DLA-X-102 64 at 9.28 G/ })).toBeVisible();
});
