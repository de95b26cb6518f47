import type { Page } from '@playwright/test';
import { zipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { writeNpy } from '#lib/dla/weights/npy.ts';
import { linkOf } from '#lib/dla/link/link.ts';
import { parseGraph } from '#lib/dla/network/graph-file.ts';
import { seededInput } from '#lib/dla/weights/seeded.ts';
import { unwrap } from '#lib/issue.ts';
import { golden } from '../golden/goldens.ts';
import { expect, test, WORKSPACE } from './fixtures.ts';

// What leaves by the clipboard and as a picture, and what comes in by it; where a port goes wrong.

const figure = (page: Page, name: string) => page.getByRole('listbox', { name: `Figure of ${name}`, exact: true });

/** Pastes on the figure, as a browser tells the page of it. */
const paste = (page: Page, text: string, file?: { readonly name: string; readonly text: string }) =>
  page.evaluate(
    ([pasted, given]) => {
      const data = new DataTransfer();
      if (given) data.items.add(new File([given.text], given.name));
      else data.setData('text/plain', pasted);
      const target = document.querySelector('.canvas > svg') ?? document.body;
      target.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    },
    [text, file] as const,
  );

const small = {
  format: 'dla-graph',
  version: 1,
  name: 'pasted one',
  nodes: [
    { id: 'image', kind: 'input', attributes: { channels: 3, height: 32, width: 32 } },
    { id: 'stem', kind: 'conv-unit', inputs: ['image'], attributes: { outChannels: 8 } },
  ],
};

test('a picture is saved as it was chosen and shown before, and the choice is remembered', async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(figure(page, 'DLA-34')).toBeVisible();
  const openDialog = async () => {
    await page.getByRole('button', { name: 'File', exact: true }).click();
    await page.getByRole('menuitem', { name: /^Save a picture/ }).click();
    await expect(page.getByRole('img', { name: 'Preview of the picture' })).toBeVisible();
  };
  const save = async () => {
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const download = await saving;
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };
  await openDialog();
  await page.getByRole('radio', { name: 'PNG' }).click();
  await page.getByRole('radio', { name: '1×' }).click();
  await page.getByRole('switch', { name: 'Transparent' }).click();
  const once = await save();
  expect(once.name).toBe('dla-34.png');
  const picture = PNG.sync.read(once.bytes);
  expect(picture.data[3]).toBe(0);

  await openDialog();
  await expect(page.getByRole('radio', { name: 'PNG' })).toBeChecked();
  await page.getByRole('radio', { name: '3×' }).click();
  await page.getByRole('switch', { name: 'Transparent' }).click();
  const thrice = PNG.sync.read((await save()).bytes);
  expect(Math.abs(thrice.width - 3 * picture.width)).toBeLessThanOrEqual(3);
  expect(thrice.data[3]).toBeGreaterThan(250);

  await page.reload();
  await openDialog();
  await page.getByRole('radio', { name: 'SVG' }).click();
  await page.getByRole('radio', { name: 'Print' }).click();
  await page.getByRole('switch', { name: 'Sizes and counts' }).click();
  await page.getByRole('switch', { name: 'Legend' }).click();
  const svg = (await save()).bytes.toString('utf8');
  expect(svg).toContain('>aggregation node</text>');
  expect(svg).toContain('>DLA-34</text>');
  expect(svg).not.toContain('>128 ch · 28×28');
  expect(svg).toContain('fill="#e4f1ea"');
});

test('a network is copied and pasted as text, link, drawing and file; what is broken is refused, and nothing is lost', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(WORKSPACE);
  await expect(figure(page, 'DLA-34')).toBeVisible();
  const copied = async (label: string): Promise<string> => {
    await figure(page, 'DLA-34').focus();
    await page.keyboard.press('y');
    await page.getByPlaceholder('Type a format').fill(label);
    await expect(page.getByRole('dialog').getByRole('option', { selected: true })).toContainText(label);
    await page.keyboard.press('Enter');
    const said = page.getByText(/on the clipboard as/);
    await expect(said).toBeVisible();
    await page
      .getByRole('button', { name: /^(Close|Dismiss)/ })
      .first()
      .click();
    await expect(said).toHaveCount(0);
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const json = await copied('Copy as JSON');
  expect(JSON.parse(json)).toMatchObject({ format: 'dla-graph', name: 'DLA-34' });
  const svg = await copied('figure as SVG');
  expect(svg).toMatch(/^<svg /);
  expect(await copied('as PyTorch')).toContain('class Network(nn.Module)');
  expect(await copied('counts as LaTeX')).toContain('\\begin{tabular}');
  await figure(page, 'DLA-34').focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+c');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(json);

  await paste(page, JSON.stringify(small));
  await expect(figure(page, 'pasted one')).toBeVisible();
  await paste(page, svg);
  await expect(figure(page, 'DLA-34')).toBeVisible();
  const linked = unwrap(parseGraph(JSON.stringify({ ...small, name: 'linked' })));
  const view = { hide: [], present: false, embed: false };
  const link = unwrap(linkOf('http://localhost:4173/', { networks: [{ kind: 'graph', document: linked }], view }));
  await paste(page, link);
  await expect(figure(page, 'linked')).toBeVisible();
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(figure(page, 'DLA-34')).toBeVisible();
  await paste(page, '', { name: 'given.json', text: JSON.stringify({ ...small, name: 'given as a file' }) });
  await expect(figure(page, 'given as a file')).toBeVisible();

  for (const [text, words] of [
    [JSON.stringify({ ...small, nodes: [{ id: 'x', kind: 'nothing' }] }), /pasted\.json was not opened/],
    ['{"format": "dla-graph", "version": 1, "nodes": [', /pasted\.json was not opened/],
    ['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', /This SVG holds no network/i],
    ['http://localhost:4173/#1.w6IXJAwA', /The end of this link is missing/],
  ] as const) {
    await paste(page, text);
    await expect(page.getByText(words).last()).toBeVisible();
    await expect(figure(page, 'given as a file')).toBeVisible();
  }
  await paste(page, 'no network at all');
  await expect(figure(page, 'given as a file')).toBeVisible();
});

test('a port that goes wrong is shown where it does, and one that is right is said to be', async ({ page }) => {
  const { document } = golden<{ document: { nodes: { id: string }[] } }>('graph-two-blocks');
  await page.goto(WORKSPACE);
  await page.getByLabel('Open a network file').setInputFiles({
    name: 'two.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(document)),
  });
  await expect(page.getByRole('listbox', { name: 'Figure of two blocks and a node' })).toBeVisible();
  const npz = (arrays: Readonly<Record<string, Uint8Array>>) =>
    page.getByLabel('Open a network file').setInputFiles({
      name: 'port.npz',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(zipSync(arrays)),
    });
  const shape = [3, 64, 64];
  const image = writeNpy([1, ...shape], seededInput(shape));
  await npz({ 'image.npy': image, 'logits.npy': writeNpy([1, 10], new Float32Array(10).fill(3)), 'scores.npy': image });
  const panel = page.getByRole('tabpanel', { name: 'Port' });
  await expect(panel.getByText(/^port\.npz differs first at/)).toBeVisible();
  await expect(panel.getByText('Not compared, as no node is named so: scores.')).toBeVisible();
  await expect(panel.getByRole('row', { name: /^mean/ })).toContainText('3.0000');
  await expect(panel.getByText(/· not in the file$/)).toBeVisible();
  await expect(page.locator('[aria-selected="true"][role="option"]')).toHaveCount(1);
  await expect(panel.getByRole('row', { name: /different/ })).toHaveCount(1);
  await npz({ 'image.npy': image });
  await expect(panel.getByText('port.npz: 1 node compared, all equal.')).toBeVisible();
});
