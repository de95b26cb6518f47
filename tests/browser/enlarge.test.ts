import type { Locator, Page } from '@playwright/test';
import { serialiseConfig } from '#lib/dla/network/parse.ts';
import { digitsConfig } from '#lib/dla/presets/small.ts';
import { everyOf, expect, test, WORKSPACE } from './fixtures.ts';
import { choose, escape, expectNoWider, restingBox } from './hand.ts';

// A panel of the drawer in the place of the figure, and back.

const panel = (page: Page) => page.getByRole('tabpanel');
const drawer = (page: Page) => page.locator('#drawer');

test.beforeEach(async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(page.locator('footer')).toContainText('15,742,104 parameters');
});

test('a panel takes the place of the figure by one key or its button, and Esc gives it back (I22)', async ({
  page,
}) => {
  for (const [width, height] of [
    [1440, 900],
    [1280, 720],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.getByRole('tab', { name: 'Costs' }).click();
    await expect(panel(page).getByRole('grid').first()).toBeVisible();
    const before = await restingBox(drawer(page));
    const figure = await restingBox(page.locator('main'));
    await page.keyboard.press('e');
    await expect(page.locator('main')).toBeHidden();
    await expect(async () => {
      const whole = (await drawer(page).boundingBox())!;
      expect(whole.height).toBeGreaterThan(before.height + 100);
      if (width > 720) expect(Math.abs(whole.y - figure.y)).toBeLessThan(2);
      else expect([whole.x, whole.y, whole.width, whole.height]).toEqual([0, 0, 390, 844]);
    }).toPass();
    await page.keyboard.press('Escape');
    await expect(page.locator('main')).toBeVisible();
    await expect.poll(async () => (await drawer(page).boundingBox())?.height).toBe(before.height);
    await page.getByRole('button', { name: 'Enlarge the panel' }).click();
    await expect(page.locator('main')).toBeHidden();
    await page.getByRole('button', { name: 'Back to the figure' }).click();
    await expect(page.locator('main')).toBeVisible();
    await expectNoWider(page);
  }
});

test('the key is among the shortcuts and the commands, and leaves text alone (I22)', async ({ page }) => {
  const label = 'Enlarge the panel, or go back to the figure';
  await page.keyboard.press('Shift+?');
  await expect(page.getByRole('dialog')).toContainText(label);
  await escape(page);
  await choose(page, 'Control+k', 'enlarge');
  await expect(page.locator('main')).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(page.locator('main')).toBeVisible();
  await page.getByLabel('Name of the network').focus();
  await page.keyboard.press('e');
  await expect(page.getByLabel('Name of the network')).toHaveValue(/e/);
  await expect(page.locator('main')).toBeVisible();
});

test('the six structures fit into the drawer, and with all in one plot into an enlarged one (I22)', async ({
  page,
}) => {
  await page.getByLabel('Open a network file').setInputFiles({
    name: 'network.json',
    mimeType: 'application/json',
    buffer: Buffer.from(serialiseConfig(digitsConfig('merged', 4))),
  });
  await page.getByRole('button', { name: /^Image:/ }).click();
  await page.getByRole('menuitemcheckbox', { name: /seeded tensor/ }).click();
  await page.getByRole('tab', { name: 'Gradient' }).click();
  await panel(page).getByRole('radio', { name: 'Six structures' }).click();
  await panel(page).getByRole('button', { name: 'Compare all levels' }).click();
  await expect(panel(page).getByRole('heading', { name: 'With seeded weights' })).toBeVisible();
  const bottoms = async () => {
    const box = (await panel(page).boundingBox())!;
    const fields = await everyOf(panel(page).locator('.field'));
    const all = await Promise.all(fields.map(async (field) => (await field.boundingBox())!));
    return all.map(({ y, height }) => y + height - (box.y + box.height));
  };
  // Twelve plots of one structure each; below them two of all.
  await page.keyboard.press('e');
  await expect.poll(async () => Math.max(...(await bottoms()))).toBeLessThanOrEqual(0);
  await page.keyboard.press('Escape');
  await expect.poll(async () => Math.max(...(await bottoms()).slice(0, 12))).toBeLessThanOrEqual(0);
});

test('at 1280×720 the tools stand beside the tabs, with a name each, and a chart has the room (I22)', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.getByRole('tab', { name: 'Gradient' }).click();
  const run = drawer(page).getByRole('button', { name: /^Run( again)?$/ });
  const top = async (what: Locator) => (await what.boundingBox())!.y;
  await expect
    .poll(async () => Math.abs((await top(run)) - (await top(page.getByRole('tab').first()))))
    .toBeLessThan(12);
  await expect.poll(async () => (await top(panel(page))) - (await top(drawer(page)))).toBeLessThan(60);
  await expect.poll(async () => (await panel(page).boundingBox())?.height).toBeGreaterThan(270);
  // Every tab is seen, and no tool beyond the edge.
  for (const each of await everyOf(drawer(page).getByRole('tab'))) {
    const room = async () => {
      const { x, width } = (await each.boundingBox())!;
      return (await run.boundingBox())!.x - (x + width);
    };
    await expect.poll(room).toBeGreaterThanOrEqual(0);
  }
  await expect.poll(() => drawer(page).evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  await expect(page.getByRole('button', { name: /^Image: cat/ })).toBeVisible();
});
