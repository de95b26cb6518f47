import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { checkpointOf, tensorsOf, type NamedTensor } from '#tests/weights/checkpoint-of.ts';
import { fillSeeded } from '#lib/dla/weights/seeded.ts';
import { run, status } from './hand.ts';

// A checkpoint is dropped: it says whose it is, becomes the network on the screen, and detects.

const FILE = 'tests/weights/family/family.centernet.pth';

interface Expected {
  readonly detections: readonly { readonly class: number; readonly score: number }[];
  readonly found: number;
  readonly run: { readonly input: readonly [number, number, number, number] };
}

const expected = (
  JSON.parse(readFileSync('tests/weights/family/family.expected.json', 'utf8')) as Record<string, Expected>
)['family.centernet.pth']!;

const chooser = (page: Page) => page.getByLabel('Open a network file');
const panel = (page: Page) => page.getByRole('region', { name: 'Detections' });
const options = (page: Page) => panel(page).getByRole('option');

async function setSize(page: Page, [, , height, width]: Expected['run']['input']) {
  for (const [name, value] of [
    ['height', height],
    ['width', width],
  ] as const) {
    await page.getByRole('spinbutton', { name, exact: true }).fill(String(value));
    await page.keyboard.press('Enter');
  }
}

test('a dropped checkpoint names itself, becomes the network, and its detections are PyTorch’s', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
  await chooser(page).setInputFiles(FILE);

  const report = page.getByRole('dialog', { name: 'What is in family.centernet.pth' });
  await expect(report).toContainText('A checkpoint by the names of CenterNet.');
  const table = report.getByRole('table');
  await expect(table.getByRole('row', { name: /^head hm, 5 maps/ })).toContainText('4 tensors, 4,805 parameters');
  await expect(table.getByRole('row', { name: /^backbone/ })).toContainText('150 tensors');
  await expect(table.getByRole('row', { name: /^base\.fc/ })).toContainText('2 tensors');
  await expect(report).toContainText('16 deformable convolutions: each with its offsets and in a deformable unit');
  await expect(report).toContainText('Nothing is filled at random');
  await report.getByText('Unused, by their names in the file').click();
  await expect(report.getByText('module.base.level3.project.0.weight')).toBeVisible();
  await report.getByText('Where checkpoints are to be had').click();
  const link = report.getByRole('link', { name: 'CenterNet', exact: true });
  await expect(link).toHaveAttribute('rel', /noopener/);
  await report.getByRole('button', { name: 'Copy as Markdown' }).click();
  await expect(page.getByText('The report is on the clipboard.')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('| head hm, 5 maps | 4 tensors, 4,805 parameters | – | – |');
  await report.getByRole('button', { name: 'Open as the network it is' }).click();
  await expect(report).toHaveCount(0);
  await expect(page.getByRole('listbox', { name: 'Figure of CenterNet' })).toBeVisible();

  // The report is where the weights are.
  await page.getByRole('button', { name: /^Weights: family\.centernet\.pth/ }).click();
  await page.getByRole('menuitem', { name: /What is in family\.centernet\.pth/ }).click();
  await expect(report).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: /^Image:/ }).click();
  await page.getByRole('menuitemcheckbox', { name: /seeded tensor/ }).click();
  await page
    .getByRole('listbox', { name: 'Figure of CenterNet' })
    .getByRole('option', { name: /image/ })
    .first()
    .click();
  await setSize(page, expected.run.input);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const { detections } = expected;
  const threshold = panel(page).getByRole('slider');
  await expect(threshold).toBeVisible();
  await threshold.fill('0');
  await expect(options(page)).toHaveCount(Math.min(100, expected.found));
  for (const [index, { class: of, score }] of detections.slice(0, 3).entries())
    await expect(options(page).nth(index)).toContainText(`class ${of}, ${score.toFixed(2)}`);

  // Fewer with a threshold between two of them; by keyboard through the list, Enter chooses.
  await threshold.fill('0.92');
  await expect(options(page)).toHaveCount(detections.filter(({ score }) => score >= 0.92).length);
  await threshold.fill('0');
  const list = panel(page).getByRole('listbox');
  await list.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(options(page).nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(panel(page)).toContainText('of the heat map of 24 × 32: the lit cell, 4 × 4 pixels');
  await expect(panel(page).locator('rect.lit')).toHaveCount(1);
  await panel(page).getByRole('button', { name: 'What it hangs on' }).click();
  await expect(panel(page)).toContainText('Gradient of its score by the image');
  await expect(panel(page)).toContainText('where the nine taps of the last deformable convolution');
  await expect(panel(page).locator('circle.tap')).toHaveCount(9);
  await panel(page).getByRole('radio', { name: 'heat map' }).click();
  await expect(panel(page).locator('circle.peak')).toHaveCount(Math.min(100, expected.found));
});

test('what does not fit the open network is not taken, and a size that cannot be halved is padded in one click', async ({
  page,
}) => {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
  await chooser(page).setInputFiles('tests/weights/family/family.smoke.pth');
  const report = page.getByRole('dialog', { name: 'What is in family.smoke.pth' });
  await expect(report).toContainText('A checkpoint by the names of SMOKE.');
  await page.keyboard.press('Escape');
  await expect(report).toHaveCount(0);
  // What does not fit is not taken.
  await expect(page.getByRole('button', { name: /^Weights: seeded by block/ })).toBeVisible();

  // A size that cannot be halved five times: said in words, and padded in one click.
  await page.getByRole('listbox', { name: 'Figure of DLA-34' }).getByRole('option', { name: /image/ }).first().click();
  await setSize(page, [1, 3, 200, 224]);
  await page.getByRole('tab', { name: /^Issues/ }).click();
  await page.getByRole('button', { name: 'Pad images to 224×224' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('No issues');
});

/** A person who stands: of each of the seventeen joints how far it is from the middle, in cells of the heat map. */
const PERSON = [
  ...[0, -7, 0.5, -7.5, -0.5, -7.5, 1, -7, -1, -7, 2, -5, -2, -5, 3, -3, -3, -3],
  ...[3.5, -1, -3.5, -1, 1.3, 0, -1.3, 0, 1.5, 4, -1.5, 4, 1.5, 7.5, -1.5, 7.5],
];

/** The family's checkpoint with other heads: some of its classes, and maps whose last convolution is seeded around a bias. */
async function withHeads(
  classes: number,
  heads: Readonly<Record<string, { readonly spread: number; readonly bias: readonly number[] }>>,
) {
  const named = Object.entries(await tensorsOf('family/family.centernet.pth'));
  const file = Object.fromEntries(named.map(([name, tensor]) => [name.replace(/^.*module\./, ''), tensor]));
  const trunk = Object.entries(file).filter(([name]) => !/^(wh|reg|hm\.2)\./.test(name));
  const tensors: Record<string, NamedTensor> = Object.fromEntries(trunk);
  for (const part of ['weight', 'bias']) {
    const { shape, data } = file[`hm.2.${part}`]!;
    const [all, ...of] = shape as [number, ...number[]];
    const each = data.length / all;
    tensors[`hm.2.${part}`] = { shape: [classes, ...of], data: data.slice(each, (1 + classes) * each) };
  }
  for (const [name, { spread, bias }] of Object.entries(heads)) {
    for (const part of ['weight', 'bias']) tensors[`${name}.0.${part}`] = file[`hm.0.${part}`]!;
    const shape = [bias.length, 32, 1, 1];
    const data = fillSeeded(`${name}.2.weight`, shape, 'conv').map((value) => value * spread);
    tensors[`${name}.2.weight`] = { shape, data };
    tensors[`${name}.2.bias`] = { shape: [bias.length], data: Float32Array.from(bias) };
  }
  return Buffer.from(checkpointOf({ state_dict: tensors }));
}

const middle = { spread: 0.2, bias: [0.5, 0.5] };

test('a checkpoint of people has their joints, of cars how far they are and where they turn, of a tracker who is who', async ({
  page,
}) => {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
  await page.getByRole('button', { name: /^Image:/ }).click();
  await page.getByRole('menuitemcheckbox', { name: /astronaut/ }).click();
  for (const { name, lists, classes, heads, size, says, marks } of [
    {
      name: 'pose.pth',
      lists: 'person',
      classes: 1,
      heads: {
        wh: { spread: 2, bias: [9, 17] },
        hps: { spread: 1, bias: PERSON },
        reg: middle,
      },
      size: [1, 3, 128, 128] as const,
      says: ['17 joints'],
      marks: 'circle.joint',
    },
    {
      name: 'cars.pth',
      lists: 'm away',
      classes: 3,
      heads: {
        ...{
          dep: { spread: 2, bias: [-3] },
          dim: { spread: 0.2, bias: [1.5, 1.6, 4] },
        },
        ...{ rot: { spread: 8, bias: [0, 0, 0, 0, 0, 0, 0, 0] }, wh: { spread: 2, bias: [14, 9] }, reg: middle },
      },
      size: [1, 3, 96, 320] as const,
      says: [/\d m away/, /m high, .* m wide, .* m long/, /turned by -?\d/],
      marks: 'line.box',
    },
    {
      name: 'tracks.pth',
      lists: 'person',
      classes: 1,
      heads: {
        ...{ wh: { spread: 1, bias: [3, 5, 3, 5] }, reg: middle },
        id: { spread: 1, bias: Array.from({ length: 128 }, () => 0) },
      },
      size: [1, 3, 96, 160] as const,
      says: ['Its colour is its identity'],
      marks: 'rect.box',
    },
  ]) {
    await chooser(page).setInputFiles({
      name,
      mimeType: 'application/octet-stream',
      buffer: await withHeads(classes, heads),
    });
    const report = page.getByRole('dialog', { name: `What is in ${name}` });
    await report.getByRole('button', { name: 'Open as the network it is' }).click();
    await page.locator('.canvas').getByRole('option', { name: /image/ }).first().click();
    await setSize(page, size);
    await run(page);
    await panel(page).getByRole('slider').fill('0.5');
    await expect(options(page).first()).toContainText(lists);
    await options(page).first().click();
    for (const text of says) await expect(panel(page)).toContainText(text);
    const sizes = async () => {
      const box = await panel(page).locator(`.strong ${marks}`).last().boundingBox();
      return Math.max(box?.width ?? 0, box?.height ?? 0);
    };
    await expect.poll(sizes, marks).toBeGreaterThan(2);
  }
});
