import type { Locator } from '@playwright/test';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { escape, mark, status } from './hand.ts';

// With the system's colours alone: what is chosen is seen.

test.use({ forcedColors: 'active' });

/** The ground and the words of an element as they are painted. */
const painted = (of: Locator) =>
  of.evaluate((element) => {
    const { backgroundColor, color } = getComputedStyle(element);
    return { backgroundColor, color };
  });

async function expectSeen(chosen: Locator, other: Locator) {
  await expect(async () => {
    const [a, b] = [await painted(chosen), await painted(other)];
    expect(a.backgroundColor).not.toBe(b.backgroundColor);
    expect(a.color).not.toBe(a.backgroundColor);
  }).toPass();
}

test('what is chosen, pressed or on has a ground of its own (I11)', async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
  await mark(page, 'level4-b1').click();
  const tiles = page.getByRole('group', { name: /^Structure of/ }).getByRole('button');
  await expectSeen(tiles.and(page.locator('[aria-pressed="true"]')), tiles.first());
  await expectSeen(page.locator('li[aria-selected="true"]'), page.locator('li[aria-selected="false"]').first());
  await expectSeen(page.getByRole('tab', { selected: true }), page.getByRole('tab', { selected: false }).first());
  await expectSeen(page.getByRole('radio', { name: 'Blocks' }), page.getByRole('radio', { name: 'Levels' }));
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await expect(page.locator('[role=menu]:focus, [role=menu] :focus')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await expectSeen(page.locator('[data-highlighted]'), page.getByRole('menuitem').last());
  await escape(page);
  await page.keyboard.press('Control+k');
  const options = page.getByRole('dialog').getByRole('option');
  await expectSeen(options.first(), options.nth(1));
  await escape(page);
  await page.keyboard.press('?');
  const switched = page.getByRole('switch');
  for (const on of ['true', 'false']) {
    await expect(switched).toHaveAttribute('aria-checked', on);
    await expect(async () => {
      const [ground, thumb] = [await painted(switched), await painted(switched.locator('.thumb'))];
      expect(thumb.backgroundColor).not.toBe(ground.backgroundColor);
    }).toPass();
    await switched.click();
  }
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await expect(switched).toBeFocused();
  await expect(switched).toHaveCSS('outline-style', 'solid');
});
