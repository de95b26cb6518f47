import { launchOptions } from '../../scripts/browser.mjs';
import { expect, test } from './fixtures.ts';

// The built site in a browser in which WebGPU has an adapter, in software where there is no graphics card.

const options = launchOptions();
test.use({ launchOptions: { ...options, args: [...options.args, '--enable-unsafe-webgpu'] } });

test('[webgpu] where there is an adapter the menu offers it; the badge says so, and the run is exact', async ({
  page,
}) => {
  // One of few programs: most of the time goes into making them.
  await page.goto('presets/resnet18/');
  await expect(page.locator('footer')).toContainText('11,689,512 parameters');
  await page.getByRole('button', { name: /^Run on/ }).click();
  await page.getByRole('menuitemcheckbox', { name: /^WebGPU / }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).first().click();
  const badge = page.getByLabel('Backend of this run');
  await expect(badge).toContainText('WebGPU');
  await expect(badge).toContainText('float32');
  await badge.getByRole('button', { name: 'Check' }).click();
  await expect(badge).toContainText('Exact enough.');
});
