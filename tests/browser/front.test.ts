import type { Page } from '@playwright/test';
import { linkOf } from '#lib/dla/link/link.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { unwrap } from '#lib/issue.ts';
import { figure2 } from '../front/figure-2.ts';
import { violationsOf } from './accessibility.ts';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { expectNoWider, restingBox, status } from './hand.ts';

// The front page, and the addresses that lead from it and past it.

const figure = (page: Page) => page.getByRole('region', { name: 'Six ways to join the same four blocks' });
const name = (page: Page) => page.getByRole('textbox', { name: 'Name of the network' });
const structures = 'abcdef';

test('[front] a touch or a letter changes the structure, and the counts are those of the core', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('/');
  await expect(page).toHaveTitle(/^DLA Explorer/);
  await expect(page.locator('html')).toHaveAttribute('lang', /^en/);
  const { variants } = figure2();
  expect(variants).toHaveLength(structures.length);
  const drawing = figure(page).getByRole('button', { name: 'Show the next structure' });
  const block = drawing.locator('rect').first();
  await expect(block).toBeVisible();
  const place = await restingBox(block);
  for (const [index, { parameters, aggregationNodes, way, layout }] of variants.entries()) {
    const letter = structures.charAt(index);
    await page.keyboard.press(letter);
    await expect(figure(page).getByRole('button', { pressed: true })).toHaveAccessibleName(
      new RegExp(`^\\(${letter}\\)`),
    );
    await expect(figure(page).locator('dl')).toContainText(parameters.toLocaleString('en-US'));
    await expect(figure(page).locator('.nodes dd')).toHaveText(String(aggregationNodes));
    await expect(figure(page)).toContainText([...way, 'out'].join(' → '));
    await expect(drawing.locator('circle:not([fill="var(--halo)"])')).toHaveCount(
      layout.marks.filter(({ kind }) => kind === 'node').length,
    );
    await expect.poll(() => block.boundingBox()).toEqual(place);
  }
  await drawing.click();
  await expect(figure(page).getByRole('button', { name: /^\(a\)/ })).toHaveAttribute('aria-pressed', 'true');
  await figure(page)
    .getByRole('button', { name: /^\(c\)/ })
    .click();
  await expect(figure(page)).toContainText('B1 → N1 → N2 → N3 → out');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violationsOf(page)).toEqual([]);
  }
  for (const [width, height] of [
    [1280, 720],
    [1440, 900],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(height);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoWider(page);
});

test('[front] by the keyboard alone one opens a new network, and finds it again as recent work; the sign leads back', async ({
  page,
}) => {
  await page.goto('/');
  await expect(page.getByText('What you draw is kept on this machine and listed here.')).toBeVisible();
  const blank = page.getByRole('link', { name: 'New network' });
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(blank).toBeFocused({ timeout: 100 });
  }).toPass({ intervals: [0] });
  await page.keyboard.press('Enter');
  await expect(page.locator(status)).toContainText('0 parameters');
  await name(page).fill('my first');
  await name(page).press('Enter');
  await expect(page.locator(status)).toContainText('saved on this machine');
  await page.getByRole('link', { name: 'Front page' }).click();
  await page.getByRole('region', { name: 'Recent work' }).getByRole('link', { name: 'my first' }).click();
  await expect(name(page)).toHaveValue('my first');
  await page.goto(`${WORKSPACE}?work=nothing-of-this-name`);
  await expect(page.getByText('This work is not on this machine')).toBeVisible();
});

test('[front] a file of the front page opens in a network of its own', async ({ page }) => {
  await page.goto('/');
  const text = JSON.stringify({ ...presetConfig('dla46_c'), name: 'from a file' });
  await page.getByLabel('Open a file').setInputFiles({
    name: 'network.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
  await expect(name(page)).toHaveValue('from a file');
  await expect(page.locator(status)).toContainText('saved on this machine');
  await page.reload();
  await expect(name(page)).toHaveValue('from a file');
  await page.goBack();
  await expect(page.getByRole('region', { name: 'Recent work' }).getByRole('link')).toHaveText(['from a file']);
});

test('[front] links of version 1 lead on to the workspace without a step of their own, and presets can be walked back and forth', async ({
  page,
}) => {
  await page.goto('/');
  const links = [false, true].map((embed) =>
    unwrap(
      linkOf(page.url(), {
        networks: [{ kind: 'config', config: presetConfig('dla46_c') }],
        view: { hide: [], present: false, embed },
      }),
    ),
  );
  await page.getByRole('link', { name: 'DLA-60', exact: true }).click();
  await expect(page).toHaveURL(/\/presets\/dla60\/$/);
  await expect(name(page)).toHaveValue('DLA-60');
  await page.goBack();
  await expect(figure(page)).toBeVisible();
  await page.goForward();
  await expect(name(page)).toHaveValue('DLA-60');
  for (const link of links) {
    await page.goto('about:blank');
    await page.goto(link);
    await expect(page).toHaveURL(/\/workspace\/.*#1\./);
    await expect(page.getByText('level 3', { exact: true }).first()).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL('about:blank');
  }
});

/** Scripts stay out, but for the one before the first paint, until they are let in. */
async function withoutScripts(page: Page): Promise<() => void> {
  let letIn = (): void => undefined;
  const come = new Promise<void>((resolve) => (letIn = resolve));
  await page.route('**/_app/**/*.js', async (route) => {
    await come;
    await route.continue();
  });
  return letIn;
}

test('[front] the words are there before any script, and a button that is pressed before the page answers is answered', async ({
  page,
}) => {
  const letIn = await withoutScripts(page);
  await page.goto('/', { waitUntil: 'commit' });
  const workspace = page.getByRole('link', { name: 'Open the workspace' });
  await expect(workspace).toBeVisible();
  await expect(workspace).toHaveAttribute('href', /workspace\/$/);
  await expect(page.getByRole('link', { name: /Convolutional blocks/ })).toBeVisible();
  await page.getByRole('button', { name: 'Theme' }).click();
  await expect(page.getByRole('menu')).toHaveCount(0);
  letIn();
  await expect(page.getByRole('menu')).toBeVisible();
});

test('[front] where another language will be shown, or a link followed, no other words are seen before', async ({
  page,
}) => {
  const words = page.getByText('Deep layer aggregation (DLA) joins');
  const isHeld = async (address: string) => {
    const letIn = await withoutScripts(page);
    await page.goto(address, { waitUntil: 'commit' });
    await expect(words).toBeAttached();
    await expect(words).toBeHidden();
    letIn();
  };
  const view = { hide: [], present: false, embed: false };
  const networks = [{ kind: 'config', config: presetConfig('dla46_c') }] as const;
  await isHeld(unwrap(linkOf(`${test.info().project.use.baseURL}`, { networks, view })));
  await expect(page).toHaveURL(/\/workspace\/.*#1\./);
  await page.unrouteAll({ behavior: 'wait' });
  await page.addInitScript(() => localStorage.setItem('dla-explorer.language', 'zh'));
  await isHeld('/');
  await expect(page.getByRole('link', { name: '打开工作区' })).toBeVisible();
  await expect(words).toHaveCount(0);
});

test('[front] the frame of the workspace is there before any script, and gives way to it', async ({ page }) => {
  const letIn = await withoutScripts(page);
  await page.goto(WORKSPACE, { waitUntil: 'commit' });
  const opening = page.getByText('Opening your workspace');
  await expect(opening).toBeVisible();
  letIn();
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
  await expect(opening).toHaveCount(0);
});

test('[front] a lesson is read before any script, and what is pressed then is answered by what stands there already', async ({
  page,
}) => {
  const letIn = await withoutScripts(page);
  await page.goto('/lessons/hda/', { waitUntil: 'commit' });
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('A tree');
  await expect(page.getByText('Structure (d) joins blocks two by two')).toBeVisible();
  await expect(page).toHaveTitle(/Hierarchical deep aggregation/);
  await expect(page.getByRole('radio')).toHaveCount(0);
  const first = await heading.elementHandle();
  await page.keyboard.press('p');
  letIn();
  await expect(page.getByRole('button', { name: 'Leave presentation' })).toBeVisible();
  await expect(page.locator('.canvas [data-id]').first()).toBeVisible();
  await expect.poll(() => first.evaluate((element) => element.isConnected)).toBe(true);
  await expect(page.locator('meta[name="description"]')).toHaveCount(1);
  await expect(page).toHaveTitle(/Hierarchical deep aggregation/);
});

test('[front] another step, or a lesson in another language, is not preceded by the words of the first', async ({
  page,
}) => {
  for (const [address, shown] of [
    ['/lessons/hda/?step=2', 'Step 2 of'],
    ['/lessons/hda/', '第 1 步'],
  ] as const) {
    if (shown.startsWith('第')) await page.addInitScript(() => localStorage.setItem('dla-explorer.language', 'zh'));
    const letIn = await withoutScripts(page);
    await page.goto(address, { waitUntil: 'commit' });
    const first = page.getByText('Structure (d) joins blocks two by two');
    await expect(first).toBeAttached();
    await expect(first).toBeHidden();
    letIn();
    await expect(page.getByText(shown)).toBeVisible();
    await expect(first).toHaveCount(0);
    await page.unrouteAll({ behavior: 'wait' });
  }
});
