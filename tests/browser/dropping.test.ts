import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { status } from './hand.ts';

// Files that are dropped anywhere on the page are opened by it, never by the browser.

const NETWORK = {
  format: 'dla-graph',
  version: 1,
  name: 'dropped',
  nodes: [{ id: 'image', kind: 'input', attributes: { channels: 3, height: 64, width: 64 } }],
};

/** Lets a file or folder of the system go over a place of the page. */
async function drop(page: Page, path: string, { x, y }: { x: number; y: number }) {
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await client.send('Input.dispatchDragEvent', { type, x, y, data });
}

const make = (info: TestInfo, name: string, bytes: string | Buffer) => {
  const path = info.outputPath(name);
  writeFileSync(path, bytes);
  return path;
};

test.beforeEach(async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
});

const open = (page: Page) => page.getByRole('listbox', { name: 'Figure of dropped' });

test('a network dropped on a dialog, on what is behind it or on a panel is opened (I13)', async ({ page }, info) => {
  const file = make(info, 'dropped.json', JSON.stringify(NETWORK));
  for (const [key, place] of [
    ['?', { x: 720, y: 450 }],
    ['Control+k', { x: 720, y: 140 }],
    ['Control+k', { x: 60, y: 880 }],
    [undefined, { x: 100, y: 500 }],
    [undefined, { x: 1300, y: 20 }],
  ] as const) {
    if (key) {
      await page.keyboard.press(key);
      await expect(page.getByRole('dialog')).toBeVisible();
    }
    await drop(page, file, place);
    await expect(open(page)).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.locator('.page.over')).toHaveCount(0);
    await page.getByRole('button', { name: /^Undo/ }).click();
    await expect(open(page)).toHaveCount(0);
  }
  expect(page.context().pages()).toHaveLength(1);
});

test('a folder that is dropped is called one (I13)', async ({ page }, info) => {
  const folder = join(info.outputPath(), 'photos');
  mkdirSync(folder, { recursive: true });
  for (const place of [
    { x: 720, y: 300 },
    { x: 900, y: 662 },
  ]) {
    await drop(page, folder, place);
    const said = page.getByText('“photos” is a folder. Drop the files inside instead.');
    await expect(said).toBeVisible();
    await page
      .getByRole('button', { name: /^(Close|Dismiss)/ })
      .first()
      .click();
    await expect(said).toHaveCount(0);
  }
});

test('an image is for the next run wherever it is dropped, on the weights as well (I13)', async ({ page }, info) => {
  const image = make(info, 'mine.jpg', readFileSync('static/samples/cat.jpg'));
  const weights = page.getByRole('button', { name: /seeded by block/ });
  const box = (await weights.boundingBox())!;
  await drop(page, image, { x: Math.round(box.x + 20), y: Math.round(box.y + 10) });
  await expect(page.getByRole('button', { name: /mine\.jpg/ })).toBeVisible();
  await expect(weights).toBeVisible();
});
