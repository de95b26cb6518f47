import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { madeGraph } from '../../bench/editor/made-graph.mjs';
import { scaled } from '../scaled.ts';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { openHarness } from './harness/open.ts';
import type { Compare } from './harness/painted-page.ts';

// Of 20,000 nodes, or of a quarter of them.
const LARGE = madeGraph(scaled(408, 102), 25);

/** A document as the text of a file; the page writes it in the order of its own. */
const fileOf = (document: object) => JSON.stringify({ format: 'dla-graph', version: 1, ...document });

async function open(page: Page, document: { readonly name: string }) {
  await page
    .getByLabel('Open a network file')
    .setInputFiles({ name: 'made.json', mimeType: 'application/json', buffer: Buffer.from(fileOf(document)) });
  await expect(figure(page, document.name)).toBeVisible();
}

const figure = (page: Page, name: string) => page.getByRole('listbox', { name: `Figure of ${name}` });
const painted = (page: Page) => page.locator('.canvas > canvas');

/** How many pixels of the painted picture are not empty. */
const ink = (page: Page) =>
  painted(page).evaluate((element: HTMLCanvasElement) => {
    const { data } = element.getContext('2d')!.getImageData(0, 0, element.width, element.height);
    let count = 0;
    for (let at = 3; at < data.length; at += 4) if (data[at]! > 0) count += 1;
    return count / (data.length / 4);
  });

/** The painted picture, once it was the same at ten looks and no layout is on its way. */
async function restingPicture(page: Page): Promise<string> {
  let [last, still] = ['', 0];
  await expect
    .poll(
      async () => {
        const busy = await page.locator('.stage[aria-busy=true]').count();
        const now = await painted(page).evaluate((element: HTMLCanvasElement) => element.toDataURL());
        still = busy === 0 && now === last ? still + 1 : 0;
        last = now;
        return still;
      },
      { intervals: [200] },
    )
    .toBeGreaterThan(9);
  return last;
}

/** The network as the page would save it. */
async function saved(page: Page): Promise<string> {
  const saving = page.waitForEvent('download');
  await page.keyboard.press('Control+s');
  return readFileSync(await (await saving).path(), 'utf8');
}

test('[L1] DLA-169 is drawn as elements in blocks, and painted down to its ops, laid out away from the page', async ({
  page,
}) => {
  await page.goto(WORKSPACE);
  await page.getByRole('button', { name: 'Presets' }).click();
  await page
    .getByRole('menuitem', { name: /^DLA-169/ })
    .first()
    .click();
  await expect(figure(page, 'DLA-169')).toBeVisible();
  await expect(page.locator('[data-id="level4-b32"]')).toBeVisible();
  await expect(painted(page)).toHaveCount(0);
  await page.getByRole('radio', { name: 'Ops', exact: true }).click();
  await expect(painted(page)).toBeVisible();
  await expect.poll(() => ink(page)).toBeGreaterThan(0.2);
  // Nothing runs: the one worker is that of layouts.
  await expect.poll(() => page.workers().length).toBe(1);
});

test('[L2] many thousands of nodes are opened, edited and given back to the byte by undo', async ({ page }) => {
  await page.goto(WORKSPACE);
  await open(page, LARGE);
  await expect.poll(() => ink(page)).toBeGreaterThan(0.2);
  // Nothing runs: the one worker is that of layouts.
  await expect.poll(() => page.workers().length).toBe(1);
  const before = await saved(page);
  await page.getByRole('treeitem', { name: /^level 5\b/ }).click();
  await page.getByRole('button', { name: 'basic', exact: true }).click();
  expect(await saved(page)).not.toBe(before);
  const picture = await restingPicture(page);
  await page.keyboard.press('Control+z');
  expect(await saved(page)).toBe(before);
  await expect.poll(async () => (await restingPicture(page)) === picture).toBe(false);
  // The picture before the undone edit is known to the worker: the same edit gives the same picture.
  await page.getByRole('button', { name: 'basic', exact: true }).click();
  await expect.poll(async () => (await restingPicture(page)) === picture).toBe(true);
});

test('[L3] of many thousands of nodes that are selected the outline makes only the rows on the screen', async ({
  page,
}) => {
  await page.goto(WORKSPACE);
  await open(page, LARGE);
  const rows = page.getByRole('treeitem');
  await expect(rows.first()).toBeVisible();
  await figure(page, LARGE.name).focus();
  await page.keyboard.press('Control+a');
  await expect(page.getByRole('treeitem', { selected: true }).first()).toBeVisible();
  await expect.poll(() => rows.count()).toBeLessThan(200);
  // By key to the end: the row is made, and has the focus.
  await rows.first().focus();
  await page.keyboard.press('End');
  await expect(page.getByRole('treeitem', { name: /^N24/ }).last()).toBeFocused();
});

test('[L4] the painted picture is that of the SVG file', async ({ page }) => {
  const harness = await openHarness();
  try {
    await page.goto(`${harness.address}painted.html`);
    await page.waitForFunction(() => 'compare' in window);
    for (const [preset, detail, zoom] of [
      ['dla34', 'blocks', 1],
      ['dla169', 'ops', 0.5],
      ['dla102', 'blocks', 0.25],
    ] as const) {
      const { differing, inked } = await page.evaluate(
        ([name, level, scale]) => (window as typeof window & { compare: Compare }).compare(name, level, scale),
        [preset, detail, zoom] as const,
      );
      expect(inked).toBeGreaterThan(0.01);
      // Edges of letters and lines are smoothed a little differently.
      expect(differing, `${preset} in ${detail}`).toBeLessThan(0.01);
    }
  } finally {
    await harness.close();
  }
});
