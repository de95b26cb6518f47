import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';

// What a hand does on the canvas, and where things stand there.

export const status = 'footer';

export const mark = (page: Page, id: string): Locator => page.locator(`.canvas [data-id="${id}"]`);

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const middle = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height / 2 });

export const middleOf = async (target: Locator): Promise<{ x: number; y: number }> =>
  middle((await target.boundingBox())!);

/** Whatever moves by frames has moved. */
const frames = (page: Page) =>
  page.evaluate(async () => {
    for (let more = 0; more < 2; more += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  });

/** Its place and size once nothing is on its way and nothing moves any more: a movement takes 200 ms. */
export async function restingBox(target: Locator): Promise<Box> {
  const page = target.page();
  let last: Box | null = null;
  let still = 0;
  await expect(async () => {
    await frames(page);
    const [now, busy] = [await target.boundingBox(), await page.locator('.stage[aria-busy=true]').count()];
    still = busy === 0 && now && JSON.stringify(now) === JSON.stringify(last) ? still + 1 : 0;
    last = now;
    expect(still).toBeGreaterThan(3);
  }).toPass({ intervals: [100] });
  return last!;
}

/** Where it stands once nothing moves any more. */
export const settled = async (target: Locator): Promise<{ x: number; y: number }> => middle(await restingBox(target));

/** Nothing is wider than the screen. */
export const expectNoWider = (page: Page): Promise<void> =>
  expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);

/**
 * Presses a button that gives way to another one while what it begins is under way, and waits until it is back, as what `done`
 * finds. By its words alone the end of a second time cannot be told from that of the first.
 */
export async function awaitTurn(button: Locator, done = button, press = () => button.click()): Promise<void> {
  const pressed = await button.elementHandle();
  await press();
  await expect.poll(() => pressed.evaluate((each) => each.isConnected)).toBe(false);
  await expect(done).toBeVisible();
}

/** Runs what is open, by the button or by `press`, and waits until this very run is over and has results. */
export async function run(page: Page, press?: () => Promise<void>): Promise<void> {
  const named = (name: RegExp) => page.locator('.tools').getByRole('button', { name });
  await awaitTurn(named(/^Run( again| both| all)?$/), named(/^Run (again|both|all)$/), press);
}

/** Opens a palette by a key, types, and takes what is found once it is what was meant. */
export async function choose(page: Page, key: string, text: string, found: RegExp | string = text): Promise<void> {
  const dialog = page.getByRole('dialog');
  await page.keyboard.press(key);
  await expect(dialog.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(text);
  await expect(dialog.getByRole('option', { selected: true })).toContainText(found, { ignoreCase: true });
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
}

/** Closes what is open above the page. */
export async function escape(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.locator('[role=dialog], [role=menu]')).toHaveCount(0);
}

/** By F6 to another part of the page; answers which. The first time the key waits for the parts that it may lead to. */
export async function nextPart(page: Page, key = 'F6'): Promise<string> {
  const part = () =>
    page.evaluate(() => {
      const found = document.activeElement?.closest('.top, #side, [role=tree], main, #drawer, .inspect');
      return found ? `${found.localName} ${found.id} ${found.className}` : '';
    });
  const before = await part();
  await page.keyboard.press(key);
  await expect.poll(part).not.toBe(before);
  await expect.poll(part).not.toBe('');
  return part();
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
