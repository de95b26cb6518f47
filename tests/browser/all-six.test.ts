import { everyOf, expect, test, WORKSPACE } from './fixtures.ts';
import { inspector, status } from './hand.ts';

test('figure 2 opens on a level by key; one click takes a structure over as one step, and equal ones are said to be one', async ({
  page,
}) => {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
  await page.locator('main svg[tabindex="0"]').focus();
  await page.keyboard.press('f');
  const six = page.getByRole('dialog', { name: /Six ways to aggregate 4 blocks/ });
  await expect(six.getByRole('button', { pressed: true })).toContainText('(f) Hierarchical');
  await six.getByLabel('level', { exact: true }).selectOption({ label: 'level 4' });
  const ida = six.getByRole('button', { name: /\(c\) Iterative deep aggregation/ });
  await expect(ida).toContainText('3 aggregation nodes · shortest skip of B1: 3 nodes');
  await expect(ida).toContainText('B1 → N1 → N2 → N3 → out');
  await expect(ida).toContainText('+66,048');
  await expect(six.getByRole('button', { name: /\(a\) Plain/ })).toContainText('no skip: B1 passes 3 more blocks');
  await ida.focus();
  await page.keyboard.press('Enter');
  await expect(six).toBeHidden();
  await expect(page.locator(status)).toContainText('15,808,152 parameters');
  await page.keyboard.press('Control+z');
  await expect(page.locator(status)).toContainText('15,742,104 parameters');

  // Of a selected level; on a phone nothing is wider than the screen.
  await page.getByRole('treeitem', { name: /level 5/ }).click();
  await expect(inspector(page).getByLabel('structure')).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: /^All six/ }).click();
  const two = page.getByRole('dialog', { name: /Six ways to aggregate 2 blocks/ });
  await expect(two).toContainText('With two blocks (b) to (f) are one network.');
  for (const figure of await everyOf(two.locator('svg')))
    await expect.poll(async () => (await figure.boundingBox())?.width).toBeLessThanOrEqual(390);
  await expect
    .poll(() => two.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth))
    .toBeLessThanOrEqual(0);
  await page.keyboard.press('Escape');
  await expect(two).toBeHidden();
});
