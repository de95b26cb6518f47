import type { Page } from '@playwright/test';
import { presets } from '#lib/dla/presets/presets.ts';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { expectNoWider, restingBox, status } from './hand.ts';

// The list of presets: by what they are for, with what they cost, found by typing.

const entries = (page: Page) => page.getByRole('menuitem');
const field = (page: Page) => page.getByRole('searchbox', { name: 'Find a preset' });

test.beforeEach(async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
});

async function open(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Presets' }).click();
  await expect(entries(page)).toHaveCount(presets.length);
  await expect(field(page)).toBeFocused();
}

test('presets stand by what they are for, each with parameters, MACs and the accuracy that is published (I23)', async ({
  page,
}) => {
  await open(page);
  const group = (name: RegExp) => page.getByRole('group', { name }).getByRole('menuitem');
  await expect(group(/^Classification$/)).toHaveText([/^DLA-34/, /^DLA-60/, /^DLA-102/, /^DLA-169/]);
  await expect(group(/^Other families/)).toHaveCount(6);
  await expect(entries(page).first()).toHaveAccessibleName('DLA-34, 15.7 M parameters, 3.06 G MACs, 74.6 % top-1');
  // All are counted, and nobody publishes a top-1 of boundaries.
  await expect(page.getByRole('menu').getByText('…')).toHaveCount(0);
  await expect(entries(page).filter({ hasText: '%' })).toHaveCount(18);
  await expect(group(/^Boundary/).filter({ hasText: '%' })).toHaveCount(0);
  // Figures of a column end at one line.
  const ends = () =>
    entries(page).evaluateAll((lines) =>
      lines.map((line) => [...line.children].slice(1).map((cell) => Math.round(cell.getBoundingClientRect().right))),
    );
  await expect.poll(async () => new Set((await ends()).map(String)).size).toBe(1);
});

test('a preset is found by typing and opened by Enter; Esc takes back what was typed, then closes (I23)', async ({
  page,
}) => {
  await open(page);
  await page.keyboard.type('boundary');
  await expect(entries(page)).toHaveText([/^DLA-34/, /^DLA-60/, /^DLA-102/]);
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('[role="menuitem"][data-highlighted]')).toHaveAccessibleName(/^DLA-60 boundary/);
  await page.keyboard.press('Escape');
  await expect(field(page)).toHaveValue('');
  await expect(entries(page)).toHaveCount(presets.length);
  await page.keyboard.type('no such network');
  await expect(entries(page)).toHaveCount(0);
  await expect(page.getByRole('status').filter({ hasText: 'No preset matches.' })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(field(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Presets' })).toBeFocused();
  await expect(page.locator(status)).toContainText('15,742,104 parameters');

  await page.keyboard.press('Enter');
  await expect(field(page)).toHaveValue('');
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('densenet121');
  await expect(entries(page).first()).toHaveAccessibleName(/^DenseNet-121/);
  await page.keyboard.press('Enter');
  await expect(page.locator(status)).toContainText('7,978,856 parameters');
  await expect(field(page)).toHaveCount(0);
});

test('letters over the list go to the field, and no shortcut of the page runs behind it (I23)', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('menu')).toBeFocused();
  await page.keyboard.type('dla60x');
  await expect(field(page)).toHaveValue('dla60x');
  await page.keyboard.press('Control+d');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowUp');
  await expect(page.locator('[role="menuitem"][data-highlighted]')).toHaveAccessibleName(/^DenseNet-121/);
  await page.keyboard.press(' ');
  await expect(page.getByLabel('Name of the network')).toHaveValue('DenseNet-121');
});

for (const [width, height] of [
  [390, 844],
  [1280, 720],
  [720, 360],
] as const)
  test(`the list of presets scrolls within a window of ${width}×${height}, and what is chosen is in sight (I23)`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    const whole = await restingBox(page.getByRole('dialog', { name: 'Open a preset network' }));
    expect(whole.x).toBeGreaterThanOrEqual(0);
    expect(whole.x + whole.width).toBeLessThanOrEqual(width);
    expect(whole.y + whole.height).toBeLessThanOrEqual(height);
    const list = await restingBox(page.getByRole('menu'));
    expect(list.y + list.height).toBeLessThanOrEqual(height);
    // The last, then the first with the heading of its group.
    await page.keyboard.press('ArrowUp');
    await expect(entries(page).last()).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('menu').getByText('Classification', { exact: true })).toBeInViewport({ ratio: 1 });
    const cut = () =>
      page
        .locator('[role="menuitem"] .name')
        .evaluateAll((names) => names.filter((name) => name.scrollWidth > name.clientWidth).length);
    await expect.poll(cut).toBe(0);
    await expectNoWider(page);
  });

test.describe('opened by a finger', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test('the list of presets brings up no keyboard over itself, and takes the arrow keys (I23)', async ({ page }) => {
    await page.getByRole('button', { name: 'Presets' }).tap();
    await expect(page.getByRole('menu')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('[role="menuitem"][data-highlighted]')).toHaveAccessibleName(/^DLA-60,/);
    await page.getByRole('menuitem', { name: /^ResNet-18/ }).tap();
    await expect(page.getByLabel('Name of the network')).toHaveValue('ResNet-18');
  });
});
