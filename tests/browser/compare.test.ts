import type { Page } from '@playwright/test';
import { everyOf, expect, test, WORKSPACE } from './fixtures.ts';
import { expectNoWider, inspector, status } from './hand.ts';

// Two networks side by side: how much of the screen is theirs, and that they stand alike.

const figures = (page: Page) => page.locator('.stage .figure');
/** Where the bands of both stand, each from the corner of its own canvas. */
const bands = async (page: Page) => {
  const of = [];
  for (const index of [0, 1]) {
    const figure = figures(page).nth(index);
    const corner = (await figure.boundingBox())!;
    const boxes = [];
    for (const level of ['level 3', 'level 4', 'level 5', 'head']) {
      const box = (await figure.getByText(level, { exact: true }).first().boundingBox())!;
      boxes.push([Math.round(box.x - corner.x), Math.round(box.y - corner.y)]);
    }
    of.push(boxes);
  }
  return of;
};

for (const [width, height, zoom] of [
  [1440, 900, 70],
  [1280, 720, 45],
] as const)
  test(`at ${width}×${height} both have the width, break their lines alike and are readable (I18)`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await page.goto(WORKSPACE);
    await expect(page.locator(status)).toContainText('15,742,104 parameters');
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await expect(page.getByRole('tree')).toBeHidden();
    await expect(inspector(page)).toBeHidden();
    await page.getByRole('button', { name: /\(c\) Iterative deep aggregation/ }).click();
    await expect(page.locator(status)).toContainText('+82,688');
    await expect(async () => {
      const [a, b] = await bands(page);
      expect(a).toEqual(b);
    }).toPass();
    await expect
      .poll(async () => parseInt((await page.locator('.zoom').first().textContent())!, 10))
      .toBeGreaterThan(zoom);
    // No column of the counts is cut.
    const counts = page.getByRole('region', { name: 'Counts of A and B' });
    await expect
      .poll(() => counts.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth))
      .toBeLessThanOrEqual(0);
    await expectNoWider(page);
  });

test('the sides come back when they are asked for, by button and by key, and with one network alone (I18)', async ({
  page,
}) => {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('button', { name: 'Palette and outline' }).click();
  await page.getByRole('treeitem', { name: /level 3/ }).click();
  await page.getByRole('button', { name: 'Settings of what is selected' }).click();
  await expect(inspector(page).getByLabel('structure')).toBeVisible();
  await page.getByRole('button', { name: 'Settings of what is selected' }).click();
  await expect(inspector(page)).toBeHidden();
  await page.locator('main svg[tabindex="0"]').first().focus();
  await page.keyboard.press('s');
  await expect(inspector(page).getByRole('combobox').first()).toBeFocused();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(page.getByRole('tree')).toBeVisible();
  await expect(inspector(page)).toBeVisible();
});

test('a quarter of a screen of 1024 pixels names its blocks; four are added, freed, swapped and closed by key, and undone', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
  await page.locator('main svg[tabindex="0"]').focus();
  for (let more = 0; more < 3; more += 1) await page.keyboard.press('Shift+D');
  await expect(figures(page)).toHaveCount(4);
  const last = figures(page).last();
  await expect(last.getByText('B4', { exact: true })).toHaveCount(2);
  for (const corner of await everyOf(figures(page)))
    await expect.poll(async () => (await corner.boundingBox())?.width).toBeGreaterThan(250);
  await page.getByRole('textbox', { name: 'Name of network D' }).fill('mine');
  await page.keyboard.press('Enter');
  await page.locator('.stage.active svg[tabindex="0"]').focus();
  await page.keyboard.press('Shift+X');
  await expect(page.getByRole('textbox', { name: 'Name of network A' })).toHaveValue('mine');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('textbox', { name: 'Name of network D' })).toHaveValue('mine');
  await page.keyboard.press('Shift+W');
  await expect(figures(page)).toHaveCount(3);
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('textbox', { name: 'Name of network D' })).toHaveValue('mine');
  await page.getByRole('button', { name: 'Synchronised' }).click();
  await expect(page.getByRole('button', { name: 'Synchronised' })).toHaveAttribute('aria-pressed', 'false');
  await page.getByRole('radio', { name: 'Levels' }).click();
  await expect(page.locator('.stage.active').getByText('B4', { exact: true })).toHaveCount(0);
  await expect(figures(page).first().getByText('B4', { exact: true })).toHaveCount(2);
});
