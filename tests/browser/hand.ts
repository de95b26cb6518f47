import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';

// What a hand does on the canvas, and where things stand there.

export const status = 'footer';

export const mark = (page: Page, id: string): Locator => page.locator(`.canvas [data-id="${id}"]`);

export async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
  const box = (await target.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Where it stands once nothing moves any more: a movement takes 200 ms. */
export async function settled(target: Locator): Promise<{ x: number; y: number }> {
  let last = await middleOf(target);
  let still = 0;
  await expect(async () => {
    const now = await middleOf(target);
    still = now.x === last.x && now.y === last.y ? still + 1 : 0;
    last = now;
    expect(still).toBeGreaterThan(3);
  }).toPass({ intervals: [100] });
  return last;
}

export const pair = ({ x, y }: { x: number; y: number }): [number, number] => [x, y];

export async function layers(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Layers' }).click();
  await expect(page.locator('.stage')).toHaveAttribute('aria-busy', 'false');
  await settled(mark(page, 'level5-b1'));
}

export async function drag(page: Page, from: { x: number; y: number }, by: readonly [number, number]): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (const part of [0.2, 0.6, 1]) await page.mouse.move(from.x + by[0] * part, from.y + by[1] * part);
}

export const inspector = (page: Page): Locator => page.getByLabel('Inspector', { exact: true });
export const undo = (page: Page): Locator => page.getByRole('button', { name: /^Undo/ });

/** Opens a document as a file; the page writes it in the order of its own. */
export async function openFile(page: Page, document: { readonly name: string }): Promise<void> {
  const text = JSON.stringify({ format: 'dla-graph', version: 1, ...document });
  await page
    .getByLabel('Open a network file')
    .setInputFiles({ name: 'made.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(page.getByRole('listbox', { name: `Figure of ${document.name}` })).toBeVisible();
}
