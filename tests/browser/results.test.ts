import type { Page } from '@playwright/test';
import { serialiseConfig } from '#lib/dla/network/parse.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import type { NetworkConfig } from '#lib/dla/network/config.ts';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { run } from './hand.ts';

// What results say of themselves: whose they are, what their classes are called, what memory they took.

const panel = (page: Page) => page.getByRole('tabpanel');
const footer = (page: Page) => page.locator('footer');

test.beforeEach(async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(footer(page)).toContainText('15,742,104 parameters');
});

async function open(page: Page, config: NetworkConfig) {
  await page.getByLabel('Open a network file').setInputFiles({
    name: 'network.json',
    mimeType: 'application/json',
    buffer: Buffer.from(serialiseConfig({ ...config, input: { channels: 3, height: 64, width: 64 } })),
  });
  await expect(page.getByLabel('Name of the network')).toHaveValue(config.name);
}

async function openPreset(page: Page, name: RegExp) {
  await page.getByRole('button', { name: 'Presets' }).click();
  await page.getByRole('menuitem', { name }).first().click();
}

test('classes of a network of one’s own are numbers, those of a preset have names (N7)', async ({ page }) => {
  const preset = presetConfig('dla34up');
  const head = { kind: 'segmentation', decoder: 'ida', downRatio: 2, classes: 19 } as const;
  await open(page, { ...preset, name: 'mine', head });
  await run(page);
  const legend = page.getByRole('list', { name: 'Legend' });
  await expect(legend.getByRole('listitem').first()).toContainText(/^class \d+/);
  await open(page, { ...preset, name: 'preset' });
  await run(page);
  await expect(legend.getByRole('listitem').first()).toContainText(/^\d+ [a-z ]+ /);
  await expect(legend).not.toContainText('class');
});

test('a gradient’s class is named for a preset, and for no other network of a thousand classes (N7)', async ({
  page,
}) => {
  await page.getByRole('tab', { name: 'Gradient' }).click();
  await expect(panel(page).getByLabel('class')).toHaveValue('0 tench');
  const { levels, ...rest } = presetConfig('dla34');
  await open(page, { ...rest, name: 'mine', levels: levels.slice(0, 4) });
  await expect(panel(page).getByLabel('class')).toHaveValue('0');
});

test('a quantity of memory has one word, and says what it is (N17)', async ({ page }) => {
  const held = '6.42 MB';
  await expect(footer(page)).toContainText(`${held} activation memory`);
  // Its word means the same wherever it stands.
  const meaning = page.getByRole('dialog', { name: 'activation memory', exact: true });
  await footer(page)
    .getByRole('button', { name: /activation memory/ })
    .hover();
  await expect(meaning).toContainText('a forward pass of one image holds at one time');
  await expect(
    page.getByLabel('Inspector', { exact: true }).locator('dt', { hasText: 'activation memory' }),
  ).toBeVisible();
  await expect(page.getByLabel('Inspector', { exact: true })).toContainText(held);
  await expect(page.getByLabel('Inspector', { exact: true }).locator('dt', { hasText: 'weight memory' })).toBeVisible();
  await page.getByRole('tab', { name: 'Costs' }).click();
  await expect(meaning).toHaveCount(0);
  await panel(page).getByRole('button', { name: 'activation memory' }).hover();
  await expect(meaning).toContainText('a forward pass of one image holds at one time');
  await page.getByRole('tab', { name: 'Results' }).click();
  await run(page);
  const memory = panel(page).getByText(/MB run memory$/);
  await expect(memory).toHaveAttribute('title', /backend held .* planned/);
});

test('results say on top whose they are once another network is open, or this one has changed (I24)', async ({
  page,
}) => {
  await run(page);
  await page.getByRole('tab', { name: 'Gradient' }).click();
  await panel(page).getByRole('button', { name: 'Differentiate' }).click();
  await expect(panel(page).getByRole('status').filter({ hasText: 'probability' })).toBeVisible();
  await page.getByRole('treeitem', { name: /level 3/ }).click();
  await page.getByRole('button', { name: /\(a\) Plain/ }).click();
  const said = panel(page).getByRole('status').first();
  await expect(said).toHaveText('The network has changed since this was computed.');
  await openPreset(page, /^DLA-60/);
  await expect(footer(page)).not.toContainText('15,742,104');
  const whose = 'This was computed for DLA-34. DLA-60 is open now.';
  for (const tab of ['Gradient', 'Activations', 'Results']) {
    await page.getByRole('tab', { name: tab }).click();
    await expect(said).toHaveText(whose);
    await expect
      .poll(async () => (await said.boundingBox())!.y - (await panel(page).boundingBox())!.y, tab)
      .toBeLessThan(90);
    await expect(said).toBeInViewport({ ratio: 1 });
  }
});
