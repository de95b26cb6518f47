import type { Page } from '@playwright/test';
import { expect, test, WORKSPACE } from './fixtures.ts';

// What a person did is kept, whatever follows: a reload, a crash, another tab, storage that goes away, a picture that fails.

const status = (page: Page) => page.locator('footer', { hasText: 'parameters' });
const name = (page: Page) => page.locator('.top input').first();
const DLA34 = '15,742,104';
const IDA = '15,758,744';

const rename = async (page: Page, to: string) => {
  await name(page).fill(to);
  await name(page).press('Enter');
};
const toIda = (page: Page) => page.getByRole('button', { name: /\(c\) Iterative deep aggregation/ }).click();
const opened = async (page: Page) => {
  await page.goto(WORKSPACE);
  await expect(status(page)).toContainText(DLA34);
};

test('[W4] a reload right after an edit, an address change and a crash lose nothing', async ({ page, context }) => {
  await opened(page);
  await page.getByRole('treeitem', { name: /level 3/ }).click();
  await toIda(page);
  await page.reload();
  await expect(status(page)).toContainText(IDA);
  for (const each of ['one', 'two', 'three']) await rename(page, each);
  await page.goto('about:blank');
  await page.goto(WORKSPACE);
  await expect(name(page)).toHaveValue('three');
  await rename(page, 'four');
  await expect(status(page)).toContainText('saved on this machine');
  // The process of the page is killed; a tab of its own opens what was kept last.
  const session = await context.newCDPSession(page);
  await Promise.race([session.send('Page.crash').catch(() => undefined), page.waitForEvent('crash')]);
  const other = await context.newPage();
  await other.goto(WORKSPACE);
  await expect(name(other)).toHaveValue('four');
  await other.keyboard.press('Control+z');
  await expect(name(other)).toHaveValue('three');
});

test('[W1] two tabs keep their own work: neither writes over the other', async ({ page, context }) => {
  await opened(page);
  await rename(page, 'of A');
  const b = await context.newPage();
  await b.goto(WORKSPACE);
  await expect(b.getByText(/open in another tab/)).toBeVisible();
  await rename(b, 'of B');
  await expect(status(b)).toContainText('saved on this machine');
  await page.getByRole('radio', { name: 'Levels' }).click();
  await page.close();
  await b.reload();
  await expect(name(b)).toHaveValue('of B');
  await b.keyboard.press('Control+Shift+S');
  await b.getByRole('dialog').getByRole('button', { name: 'Open of A' }).click();
  await expect(name(b)).toHaveValue('of A');
});

test('[W2] closing a network is taken back by undo, with its edits', async ({ page }) => {
  await opened(page);
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.getByRole('button', { name: 'Palette and outline' }).click();
  await page.getByRole('treeitem', { name: /level 3/ }).click();
  await toIda(page);
  await page.getByRole('button', { name: 'Close network B' }).click();
  await expect(page.locator('main svg[tabindex="0"]')).toHaveCount(1);
  await page.reload();
  await expect(status(page)).toContainText(DLA34);
  await page.keyboard.press('Control+z');
  await expect(page.locator('main svg[tabindex="0"]')).toHaveCount(2);
  await expect(status(page)).toContainText('+16,640');
});

test('[W3] storage that is cleared under the page takes the work again; storage that fails is said at every width', async ({
  page,
  context,
}) => {
  await opened(page);
  await rename(page, 'before');
  const session = await context.newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await rename(page, 'after');
  await expect(status(page)).toContainText('saved on this machine');
  await page.reload();
  await expect(name(page)).toHaveValue('after');
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
  });
  await page.setViewportSize({ width: 390, height: 844 });
  await rename(page, 'lost?');
  await expect(page.getByText(/Your last changes are not saved/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save as a file' })).toBeVisible();
  await expect(status(page)).toContainText('not saved');
});

test('where storage is refused from the start, leaving with work that is not kept is asked about (R16)', async ({
  page,
}) => {
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  });
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  await opened(page);
  await rename(page, 'lost?');
  await expect(status(page)).toContainText('not saved');
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toEqual(['beforeunload']);
  await expect(name(page)).toHaveValue('lost?');
});

test('[W6] a document that is cut to pieces is drawn or said not to be, and every edit of it is kept', async ({
  page,
}) => {
  await opened(page);
  await page.getByRole('button', { name: 'Presets' }).click();
  await page.getByRole('menuitem', { name: /DLA-34-up/ }).click();
  await expect(status(page)).not.toContainText(DLA34);
  for (const level of ['level 2', 'level 4', 'level 5']) {
    await page.getByRole('treeitem', { name: new RegExp(level) }).click();
    await page.keyboard.press('Delete');
  }
  await rename(page, 'cut');
  await page.reload();
  await expect(name(page)).toHaveValue('cut');
  await expect(page.locator('main svg[tabindex="0"]')).toBeVisible();
});
