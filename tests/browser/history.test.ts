import type { Page } from '@playwright/test';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { escape, nextPart } from './hand.ts';

// The history as a panel, and versions that are kept on this machine.

const status = (page: Page) => page.locator('footer', { hasText: 'parameters' });
const DLA34 = '15,742,104';
const IDA = '15,758,744';

test.beforeEach(async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(status(page)).toContainText(DLA34);
});

const toIda = async (page: Page) => {
  await page.getByRole('treeitem', { name: /level 3/ }).click();
  await page.getByRole('button', { name: /\(c\) Iterative deep aggregation/ }).click();
  await expect(status(page)).toContainText(IDA);
};

test('[V1] every step has a name; Enter goes to any of them, Esc goes back, undo says what it undoes', async ({
  page,
}) => {
  await toIda(page);
  const channels = page.getByLabel('Inspector', { exact: true }).getByLabel('channels');
  await channels.fill('192');
  await channels.press('Enter');
  await expect(page.getByRole('button', { name: 'Undo: Level 3: channels 128 → 192' })).toBeEnabled();
  await channels.press('Escape');
  const before = page.locator('main svg[tabindex="0"]');
  await before.focus();
  await page.keyboard.press('h');
  const steps = page.getByRole('listbox', { name: 'History' }).getByRole('option');
  await expect(steps).toHaveText([/Start/, /Level 3: merged → IDA/, /Level 3: channels 128 → 192/]);
  await expect(steps.nth(2)).toHaveAttribute('aria-selected', 'true');
  await expect(steps.nth(2)).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(status(page)).toContainText(DLA34);
  await expect(steps.nth(0)).toHaveAttribute('aria-selected', 'true');
  await expect(steps.nth(1)).toContainText('undone');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(status(page)).toContainText(IDA);
  await page.keyboard.press('Escape');
  await expect(steps).toHaveCount(0);
  await expect(before).toBeFocused();
  await expect(page.getByRole('button', { name: 'Redo: Level 3: channels 128 → 192' })).toBeEnabled();
});

test('[V2] a version is saved, survives a reload, is restored as a step, and opened beside', async ({ page }) => {
  await toIda(page);
  await page.keyboard.press('Control+Shift+S');
  await page.getByLabel('Name of the version').fill('with IDA');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toContainText(`32 nodes · ${IDA} parameters`);
  await escape(page);
  await page.keyboard.press('Control+z');
  await expect(status(page)).toContainText(DLA34);
  await expect(status(page)).toContainText('saved on this machine');
  await page.reload();
  await expect(status(page)).toContainText(DLA34);
  await page.keyboard.press('Control+Shift+S');
  await page.getByRole('button', { name: 'Restore with IDA' }).click();
  await expect(status(page)).toContainText(IDA);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(status(page)).toContainText(DLA34);
  await page.keyboard.press('Control+Shift+S');
  await page.getByRole('button', { name: 'Open with IDA beside' }).click();
  await expect(status(page)).toContainText('+16,640');
});

test('[V3] a version is renamed and deleted, and deleting is undone; a broken record is named and left alone', async ({
  page,
}) => {
  await page.keyboard.press('Control+Shift+S');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('is saved');
  await dialog.getByRole('button', { name: 'Rename DLA-34' }).click();
  await expect(dialog.getByRole('textbox', { name: /^New name/ })).toBeFocused();
  await page.keyboard.type('the first');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Delete the first' }).click();
  await expect(dialog.getByRole('button', { name: 'Undo' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Restore the first' })).toBeFocused();
  await page.keyboard.press('Escape');
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('dla-explorer-versions');
        opening.onerror = () => reject(new Error('closed'));
        opening.onsuccess = () => {
          const store = opening.result.transaction('versions', 'readwrite').objectStore('versions');
          store.add({ name: 'of the future', saved: 0, parameters: 1, file: '{"format": "dla-graph", "version": 9}' });
          store.add('nonsense').onsuccess = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
  );
  await page.keyboard.press('Control+Shift+S');
  await expect(dialog).toContainText('of the future');
  await expect(dialog).toContainText(/this record cannot be read/i);
  await expect(dialog.getByRole('button', { name: /^Restore/ })).toHaveCount(1);
});

test('[V4] a browser that keeps nothing says so in plain words', async ({ page }) => {
  await page.evaluate(() => {
    indexedDB.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  });
  await page.keyboard.press('Control+Shift+S');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toContainText('storage is closed to this page', {
    ignoreCase: true,
  });
});

test('[V5] F6 goes through the parts of the page and back, Esc in the inspector returns to where one was', async ({
  page,
}) => {
  await page.getByRole('listbox', { name: /Figure of DLA-34/ }).focus();
  await page.keyboard.press('ArrowRight');
  const settings = page.getByLabel('Inspector', { exact: true });
  await expect(settings.getByRole('heading', { level: 2 })).not.toHaveText('DLA-34');
  await page.keyboard.press('s');
  await expect(settings.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox', { name: /Figure of DLA-34/ })).toBeFocused();
  const seen: string[] = [];
  for (let step = 0; step < 6; step += 1) seen.push(await nextPart(page));
  expect(new Set(seen).size).toBe(6);
  expect(await nextPart(page, 'Shift+F6')).toBe(seen[4]);
});
