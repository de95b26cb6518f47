import type { Page } from '@playwright/test';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { inspector, mark, pair, settled, status, undo } from './hand.ts';

// What changes in its place: structures that are played, inputs that are put in order.

test.beforeEach(async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
});

/** Answers what the status line has counted since: the present number, and each that it changed to. */
async function watchCounts(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate((selector) => {
    const line = document.querySelector(selector)!;
    const shown = (): string => /[\d,]+(?= parameters)/.exec(line.textContent)?.[0] ?? '';
    const seen = [shown()];
    Object.assign(window, { seen });
    new MutationObserver(() => {
      const text = shown();
      if (seen.at(-1) !== text) seen.push(text);
    }).observe(line, { subtree: true, childList: true, characterData: true });
  }, status);
  return () =>
    page.evaluate(() => {
      const { seen } = window as typeof window & { seen: string[] };
      return seen;
    });
}

test('[M6] another structure is reached through sound networks with counts of their own, in one step', async ({
  page,
}) => {
  const counts = await watchCounts(page);
  await page.getByRole('button', { name: /\(c\) Iterative deep aggregation/ }).click();
  const notes = page.locator('.canvas text', { hasText: 'none of' });
  await expect.poll(async () => (await counts()).at(-1)).toBe('15,824,792');
  const played = await counts();
  expect(played.length).toBeGreaterThanOrEqual(4);
  expect(new Set(played).size).toBe(played.length);
  await expect(notes).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: /^Undo/ })).toBeDisabled();
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
});

test('[M7] an edit during it ends it; with less motion there is none', async ({ page }) => {
  await mark(page, 'level4-b2').click();
  await page.getByRole('button', { name: /\(a\) Plain/ }).click();
  await page.getByRole('button', { name: /\(b\) Shallow/ }).click();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(undo(page)).toBeDisabled();
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const counts = await watchCounts(page);
  await page.getByRole('button', { name: /\(c\) Iterative deep aggregation/ }).click();
  await expect.poll(async () => (await counts()).at(-1)).toBe('15,808,152');
  await expect.poll(counts).toHaveLength(2);
});

test('[M17] inputs of a node are put in order by buttons and by dragging; their numbers stand at the node', async ({
  page,
}) => {
  await page.mouse.click(...pair(await settled(mark(page, 'level4-n2'))));
  const inputs = inspector(page).getByRole('list').first().getByRole('listitem');
  await expect(inputs).toHaveCount(4);
  const names = (): Promise<readonly string[]> => inputs.locator('b').allTextContents();
  const before = await names();
  const numbers = page.locator('.canvas .over text[font-weight="700"]');
  await expect.poll(async () => (await numbers.allTextContents()).toSorted()).toEqual(['1', '2', '3', '4']);
  const down = inputs.first().getByRole('button', { name: /down$/ });
  const { width, height } = (await down.boundingBox())!;
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
  await down.click();
  await expect.poll(names).toEqual([before[1], before[0], before[2], before[3]]);
  await page.keyboard.press('Control+z');
  await expect.poll(names).toEqual(before);
  await inputs.nth(3).dragTo(inputs.first());
  await expect.poll(names).toEqual([before[3], before[0], before[1], before[2]]);
  await expect(page.locator(status)).toContainText('15,742,104');
  await page.keyboard.press('Control+z');
  await expect.poll(names).toEqual(before);
});
