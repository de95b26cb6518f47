import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { restingBox } from './hand.ts';

/** What an entry of the file menu saves. */
async function saved(page: Page, entry: RegExp): Promise<Buffer> {
  await page.getByRole('button', { name: 'File', exact: true }).click();
  const saving = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: entry }).click();
  return readFileSync(await (await saving).path());
}

const token = (page: Page, name: string): Promise<string> =>
  page.evaluate((of) => getComputedStyle(document.documentElement).getPropertyValue(of).trim(), name);

const boxOf = (svg: string): string => /viewBox="([^"]+)"/.exec(svg)![1]!;

test.describe('in the dark', () => {
  test.use({ colorScheme: 'dark' });

  test('a drawing is saved as it stands on the screen, on its ground, or in light colours (I14)', async ({ page }) => {
    await page.goto(WORKSPACE);
    await expect(page.getByRole('listbox', { name: /Figure of DLA-34/ })).toBeVisible();
    const figure = (await saved(page, /as SVG$|as SVG(?!, light)/)).toString('utf8');
    const ground = await token(page, '--canvas');
    expect(figure).toContain(`fill="${ground}"/>`);
    const light = (await saved(page, /as SVG, light/)).toString('utf8');
    expect(light).toContain('fill="#fafbfc"/>');
    expect(light).not.toContain(ground);
    expect(boxOf(light)).toBe(boxOf(figure));

    await page.getByRole('radio', { name: 'Layers', exact: true }).click();
    await expect(page.locator('.stage[aria-busy=true]')).toHaveCount(0);
    const layers = (await saved(page, /as SVG, light/)).toString('utf8');
    expect(boxOf(layers)).not.toBe(boxOf(figure));
    await page.getByRole('radio', { name: 'Levels', exact: true }).click();
    await expect(page.locator('.stage[aria-busy=true]')).toHaveCount(0);
    const levels = (await saved(page, /as SVG, light/)).toString('utf8');
    const texts = (svg: string): number => svg.split('<text').length;
    expect(texts(levels)).toBeLessThan(texts(layers));
  });
});

test('a network that is a thousand nodes high is saved as a picture, in the size that a canvas can hold (R8)', async ({
  page,
}) => {
  const nodes = Array.from({ length: 1000 }, (_, index) => ({
    id: `n${index}`,
    kind: 'conv-unit',
    inputs: ['image'],
    attributes: { outChannels: 4 },
  }));
  const image = { id: 'image', kind: 'input', attributes: { channels: 3, height: 8, width: 8 } };
  const sum = { id: 'sum', kind: 'add', inputs: nodes.map(({ id }) => id) };
  const text = JSON.stringify({ format: 'dla-graph', version: 1, name: 'fan', nodes: [image, ...nodes, sum] });
  await page.goto(WORKSPACE);
  await page
    .getByLabel('Open a network file')
    .setInputFiles({ name: 'fan.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(page.getByRole('listbox', { name: 'Figure of fan' })).toBeVisible();
  await page.getByRole('radio', { name: 'Layers', exact: true }).click();
  await expect(page.locator('.stage[aria-busy=true]')).toHaveCount(0);
  const file = await saved(page, /as PNG/);
  // Before the picture is read, which takes longer than a note stays.
  await expect(page.getByText(/fan-[\da-f]{6}\.png is drawn at \d+ % of its size/)).toBeVisible();
  const picture = PNG.sync.read(file);
  expect(Math.max(picture.width, picture.height)).toBeLessThanOrEqual(16_384);
  expect(new Set(picture.data.subarray(0, 4 * 16_384)).size).toBeGreaterThan(1);
});

test('ONNX is written with the seeded weights, or with those of the file that runs use (R10)', async ({ page }) => {
  await page.goto(WORKSPACE);
  await page.getByRole('button', { name: 'Presets' }).click();
  await page.getByRole('menuitem', { name: /^DLA-46-C/ }).click();
  await expect(page.getByRole('listbox', { name: /Figure of DLA-46-C/ })).toBeVisible();
  const seeded = await saved(page, /Export ONNX, seeded/);
  await page
    .locator('input[aria-label="Choose a weights file"]')
    .setInputFiles('tests/weights/dla46_c.timm.bf16.safetensors');
  const loaded = await saved(page, /Export ONNX, weights of dla46_c\.timm\.bf16/);
  // The file has the same values with 8 bits of precision.
  expect(loaded.length).toBe(seeded.length);
  expect(loaded.equals(seeded)).toBe(false);
  expect((await saved(page, /Export ONNX, seeded/)).equals(seeded)).toBe(true);
});

test('a picture that was saved is dropped as its network, and weights leave as safetensors', async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(page.getByRole('listbox', { name: /Figure of DLA-34/ })).toBeVisible();
  const pictures = {
    svg: await saved(page, /as SVG/),
    png: await saved(page, /as PNG/),
    pdf: await saved(page, /as PDF/),
  };
  for (const [ending, buffer] of Object.entries(pictures)) {
    await page.getByRole('button', { name: 'Presets' }).click();
    await page.getByRole('menuitem', { name: /^DLA-46-C/ }).click();
    await expect(page.getByRole('listbox', { name: /Figure of DLA-46-C/ })).toBeVisible();
    await page.getByLabel('Open a network file').setInputFiles({
      name: `figure.${ending}`,
      mimeType: { svg: 'image/svg+xml', png: 'image/png', pdf: 'application/pdf' }[ending]!,
      buffer,
    });
    await expect(page.getByRole('listbox', { name: /Figure of DLA-34/ })).toBeVisible();
  }
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('menuitem', { name: /Export…/ }).click();
  await page.getByPlaceholder('Type a format').fill('safetensors');
  await expect(page.getByRole('dialog').getByRole('option', { selected: true })).toContainText(/safetensors/i);
  const saving = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect((await saving).suggestedFilename()).toBe('dla-34.safetensors');
  await page.getByLabel('Open a network file').setInputFiles({
    name: 'other.svg',
    mimeType: 'image/svg+xml',
    buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  });
  await expect(page.getByText(/This SVG holds no network/)).toBeVisible();
});

test('what is printed is the picture, whole, and its counts; nothing of the page around it (I12)', async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(page.getByRole('listbox', { name: /Figure of DLA-34/ })).toBeVisible();
  // It comes while nobody needs the page; who prints before that has the page as it is.
  await expect(page.locator('.print-sheet')).toBeAttached();
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  const sheet = page.locator('.print-sheet');
  await expect(sheet.getByRole('heading', { name: 'DLA-34' })).toBeVisible();
  await expect(sheet.getByRole('row').last()).toContainText('15,742,104');
  await expect(page.getByRole('button', { name: 'File', exact: true })).toBeHidden();
  await expect(page.locator('.canvas').first()).toBeHidden();
  const box = await restingBox(sheet.locator('.picture svg'));
  expect(box.x + box.width).toBeLessThanOrEqual(794);
  expect(box.height).toBeLessThanOrEqual(0.6 * 1123 + 1);
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  await expect(sheet.locator('svg')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'File', exact: true })).toBeVisible();
});
