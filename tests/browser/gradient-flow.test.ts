import type { Page } from '@playwright/test';
import { serialiseConfig } from '#lib/dla/network/parse.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import { digitsConfig } from '#lib/dla/presets/small.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import type { NetworkConfig } from '#lib/dla/network/config.ts';
import { unwrap } from '#lib/issue.ts';
import { backwardCase } from '../golden/backward.ts';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { awaitTurn, expectNoWider } from './hand.ts';

// Where the gradient goes: on the figure, by structure, over the image.

const panel = (page: Page) => page.getByRole('tabpanel');

/** The network of a config in the workspace, seen through the seeded tensor. */
async function open(page: Page, config: NetworkConfig, image = /seeded tensor/) {
  await page.goto(WORKSPACE);
  await expect(page.locator('footer')).toContainText('15,742,104 parameters');
  await page.getByLabel('Open a network file').setInputFiles({
    name: 'network.json',
    mimeType: 'application/json',
    buffer: Buffer.from(serialiseConfig(config)),
  });
  await expect(page.locator('footer')).not.toContainText('3,060,043,776 MACs');
  await page.getByRole('button', { name: /^Image:/ }).click();
  await page.getByRole('menuitemcheckbox', { name: image }).click();
  await page.getByRole('tab', { name: 'Gradient' }).click();
}

async function chooseClass(page: Page, label: number) {
  await panel(page).getByLabel('class').fill(String(label));
  await panel(page).getByLabel('class').press('Enter');
}

async function differentiate(page: Page) {
  await awaitTurn(panel(page).getByRole('button', { name: 'Differentiate' }));
  await expect(panel(page).getByRole('status').filter({ hasText: 'probability' })).toBeVisible();
}

test('[G1] norms of a class’s gradient are PyTorch’s, on the figure and in a table that leads to its nodes', async ({
  page,
}) => {
  const { document, file } = backwardCase('gradient-dla46_c');
  await open(page, unwrap(readConfig(document)));
  await page.getByRole('button', { name: /^Weights:/ }).click();
  await page.getByRole('menuitemcheckbox', { name: /seeded by name/ }).click();
  await chooseClass(page, file.label);
  await differentiate(page);
  await expect(panel(page)).toContainText(`its loss is ${file.loss.toPrecision(3)}`);
  const norm = (names: readonly string[]) => Math.hypot(...names.map((name) => file.grad_l2[name]!)).toPrecision(3);
  const stem = panel(page).getByRole('row', { name: /^7×7/ });
  await expect(stem).toContainText(norm(['base_layer.0.weight', 'base_layer.1.weight', 'base_layer.1.bias']));
  const head = panel(page).getByRole('row', { name: /^fc/ });
  await expect(head).toContainText(norm(['fc.weight', 'fc.bias']));
  await expect(page.getByText('Heat: ‖∂L/∂result‖')).toBeVisible();

  const node = panel(page)
    .getByRole('row', { name: /aggregation node level 3/ })
    .first();
  await node.click();
  await expect(node).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByLabel('Inspector', { exact: true })).toContainText('aggregation');
  await panel(page).getByRole('radio', { name: '∂L/∂weights' }).click();
  await expect(page.getByText('Heat: ‖∂L/∂weights‖')).toBeVisible();
  await page.getByRole('tab', { name: 'Costs' }).click();
  await expect(page.getByText('Heat: none')).toBeVisible();
});

test('[G2] the six structures are compared under the same image, class and weights; the picture and its numbers can be taken away', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, digitsConfig('merged', 8));
  await panel(page).getByRole('radio', { name: 'Six structures' }).click();
  await chooseClass(page, 3);
  await panel(page).getByRole('button', { name: 'Compare all levels' }).click();
  await expect(panel(page).getByRole('heading', { name: 'With seeded weights' })).toBeVisible();

  await panel(page).getByRole('button', { name: 'Save as' }).click();
  await page.getByRole('menuitem', { name: 'Copy CSV' }).click();
  await expect(page.getByText('The table is on the clipboard.')).toBeVisible();
  const csv = await page.evaluate(() => navigator.clipboard.readText());
  const [head, ...rows] = csv
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  expect(rows).toHaveLength(6 * 2 * 16);
  const at = (name: string) => head!.indexOf(name);
  const norms = (structure: string) =>
    rows
      .filter((row) => row[0] === structure && row[1] === 'seeded' && row[at('level')] === 'level 1')
      .map((row) => Number(row[at('norm by the result')]));
  const ratio = (structure: string) => norms(structure)[0]! / norms(structure).at(-1)!;
  expect(ratio('shallow')).toBeGreaterThan(10 * ratio('ida'));
  const words = panel(page).locator('section', { hasText: 'With seeded weights' });
  await expect(words).toContainText(`${Number(ratio('shallow').toPrecision(2))} times weaker in (b) shallow`);
  await expect(words).toContainText('(b) shallow is the least even');
  await expect(words).toContainText('The last block starves in (b) shallow');
  await expect(words).toContainText(
    'In (b) shallow the first block’s skip path to the end of the level has 1 aggregation node, the last block’s 7',
  );

  await panel(page).getByRole('button', { name: 'Save as' }).click();
  await page.getByRole('menuitem', { name: 'Copy SVG' }).click();
  await expect(page.getByText('The figure is on the clipboard.')).toBeVisible();
  const svg = await page.evaluate(() => navigator.clipboard.readText());
  expect(svg).toMatch(/^<svg[^>]* xmlns=/);
  expect(svg).not.toContain('var(--');
  const isSound = await page.evaluate(
    (text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror') === null,
    svg,
  );
  expect(isSound).toBe(true);

  // Words of the figure stand apart, at every width.
  for (const width of [1440, 1024, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await expect.poll(() => overlaps(page)).toEqual([]);
    await expectNoWider(page);
  }
});

test('[G5] batch norm goes by the batch before a training, by stored statistics and without shortcuts where one asks for it (N15)', async ({
  page,
}) => {
  await open(page, digitsConfig('merged', 4));
  const norm = panel(page).getByLabel('batch norm');
  await expect(norm).toHaveValue('stored');
  await panel(page).getByLabel('weights').selectOption('he');
  await expect(norm).toHaveValue('batch');
  await differentiate(page);
  await expect(panel(page)).toContainText('in eight views');

  await panel(page).getByRole('radio', { name: 'Six structures' }).click();
  await expect(norm).toHaveValue('batch');
  const compare = async () => {
    await awaitTurn(panel(page).getByRole('button', { name: 'Compare all levels' }));
    await expect(panel(page).getByRole('heading', { name: 'With seeded weights' })).toBeVisible();
    return panel(page).locator('.words p').first().innerText();
  };
  const byBatch = await compare();
  await expect(panel(page).getByRole('heading', { name: 'As before a training (He, seed 1)' })).toBeVisible();
  await expect(panel(page)).toContainText('by the statistics of eight views');
  await panel(page).getByRole('switch', { name: 'shortcuts' }).click();
  const bare = await compare();
  await expect(panel(page)).toContainText('add no residual');
  await norm.selectOption('stored');
  const stored = await compare();
  await expect(panel(page).getByRole('heading', { name: 'batch norm by stored statistics' })).toBeVisible();
  await expect(panel(page)).not.toContainText('As before a training');
  expect(new Set([byBatch, bare, stored]).size).toBe(3);
});

/** Pairs of words in the figure of the six structures that cover one another. */
const overlaps = (page: Page) =>
  page.locator('.flow svg[role=img] text').evaluateAll((texts) => {
    const boxes = texts.map((text) => ({ words: text.textContent, box: text.getBoundingClientRect() }));
    return boxes.flatMap((a, index) =>
      boxes
        .slice(index + 1)
        .filter(
          (b) =>
            a.box.left < b.box.right - 1 &&
            b.box.left < a.box.right - 1 &&
            a.box.top < b.box.bottom - 3 &&
            b.box.top < a.box.bottom - 3,
        )
        .map((b) => `${a.words} / ${b.words}`),
    );
  });

test('[G6] two and four open networks are compared over chosen seeds: curves, numbers, and what they say', async ({
  page,
}) => {
  await open(page, digitsConfig('plain', 4));
  await panel(page).getByRole('radio', { name: 'Open networks' }).click();
  await expect(panel(page).getByRole('button', { name: 'Compare A' })).toBeDisabled();
  await page.locator('main svg[tabindex="0"]').first().focus();
  await page.keyboard.press('Shift+D');
  await expect(page.locator('.stage .figure')).toHaveCount(2);
  await page.getByRole('tab', { name: 'Gradient' }).click();
  await panel(page).getByRole('radio', { name: 'Open networks' }).click();
  const compare = (letters: string) => awaitTurn(panel(page).getByRole('button', { name: `Compare ${letters}` }));
  const seen = panel(page).locator('.seen [role=status]');
  // A copy is the same network: no seed can tell them apart.
  await compare('A and B');
  await expect(seen).toContainText(/Between B and A there is no difference beyond the spread of 3 seeds \(± [\d.]+\)/);
  const rows = panel(page).getByRole('row');
  await expect(rows.filter({ hasText: 'within the spread' })).toHaveCount(2);

  // Shallow's last block starves, as N15 has it.
  await panel(page).getByRole('textbox', { name: 'seeds' }).fill('1, 1x');
  await panel(page).getByRole('textbox', { name: 'seeds' }).press('Enter');
  await expect(panel(page)).toContainText('Up to 10 whole numbers');
  await panel(page).getByRole('textbox', { name: 'seeds' }).fill('5-6');
  await panel(page).getByRole('textbox', { name: 'seeds' }).press('Enter');
  for (let more = 0; more < 2; more += 1) {
    await page.locator('.stage.active svg[tabindex="0"]').focus();
    await page.keyboard.press('Shift+D');
  }
  await expect(page.locator('.stage .figure')).toHaveCount(4);
  await page.getByRole('button', { name: /\(b\) Shallow aggregation/ }).click();
  await page.getByRole('tab', { name: 'Gradient' }).click();
  await panel(page).getByRole('radio', { name: 'Open networks' }).click();
  await compare('A, B, C and D');
  await expect(seen).toContainText('at least twice the spread of 2 seeds apart');
  await expect(seen).toContainText('Between B, C and A there is no difference beyond the spread of 2 seeds');
  const [, first, last] = /([\d.]+) ± [\d.]+ times in A.* ([\d.]+) ± [\d.]+ times in D/.exec(await seen.innerText())!;
  expect(Number(last)).toBeGreaterThan(1.5 * Number(first));
  await expect(panel(page).locator('.band')).toHaveCount(4);
  for (const width of [1440, 1024, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoWider(page);
  }
});

test('[G3] saliency lies over the image that the network saw, as opaque as one wishes', async ({ page }) => {
  const small = digitsConfig('merged', 2);
  await open(page, { ...small, input: { channels: 3, height: 32, width: 32 } }, /^cat/);
  await panel(page).getByRole('radio', { name: 'Saliency' }).click();
  await differentiate(page);
  await expect(panel(page).getByRole('img', { name: 'What the network saw: cat' })).toBeVisible();
  await expect(panel(page).getByRole('img', { name: /^Saliency: how strongly/ })).toBeVisible();
  const overlay = panel(page).getByRole('img', { name: 'Saliency over the image' }).locator('canvas').last();
  await expect(overlay).toHaveCSS('opacity', '0.8');
  const painted = () =>
    overlay.evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return { width: canvas.width, opaque: data.filter((value, index) => index % 4 === 3 && value === 255).length };
    });
  await expect(async () => {
    const { width, opaque } = await painted();
    expect(width).toBe(32);
    // One place in two hundred is as bright as it gets, six of 1,024.
    expect(opaque).toBeGreaterThanOrEqual(5);
    expect(opaque).toBeLessThanOrEqual(12);
  }).toPass();
  await panel(page).getByRole('slider').fill('30');
  await expect(overlay).toHaveCSS('opacity', '0.3');
});

test('[G4] a pass can be cancelled; He’s weights depend on the seed; a network without logits says what it needs', async ({
  page,
}) => {
  await open(page, {
    ...presetConfig('dla34'),
    name: 'DLA-34 at 160',
    input: { channels: 3, height: 160, width: 160 },
  });
  await panel(page).getByRole('button', { name: 'Differentiate' }).click();
  await panel(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(panel(page).getByRole('button', { name: 'Differentiate' })).toBeVisible();
  await expect(panel(page)).toContainText('No gradients yet');
  await expect(panel(page).getByRole('alert')).toBeHidden();

  await open(page, digitsConfig('tree', 4));
  await panel(page).getByLabel('weights').selectOption('he');
  await differentiate(page);
  const facts = panel(page).getByRole('status').filter({ hasText: 'probability' });
  await expect(facts).toContainText('He at initialisation, seed 1');
  await expect(facts).toContainText(/its loss is \S+\. /);
  const first = /its loss is (\S+)\. /.exec(await facts.innerText())![1]!;
  await panel(page).getByLabel('seed').fill('2');
  await panel(page).getByLabel('seed').press('Enter');
  await panel(page).getByRole('button', { name: 'Differentiate' }).click();
  await expect(facts).toContainText('He at initialisation, seed 2');
  await expect(facts).toContainText(/its loss is \S+\. /);
  await expect(facts).not.toContainText(`its loss is ${first}. `);

  await page.getByLabel('Inspector', { exact: true }).getByLabel('task', { exact: true }).selectOption('features');
  await expect(panel(page)).toContainText('No classifier, no loss to differentiate');
});
