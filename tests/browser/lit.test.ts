import type { Page } from '@playwright/test';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { mark, openFile, status } from './hand.ts';

// What is lit, chosen or copied is said by ids, and ids mean something in one network only.

test.beforeEach(async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
});

/** The edges that are underlaid, and how many lines of light lie under no edge. */
const lit = (page: Page) =>
  page.locator('.canvas > svg').evaluate((svg) => {
    const lines = new Set([...svg.querySelectorAll('path[stroke-width="11"]')].map((path) => path.getAttribute('d')));
    const edges = [...svg.querySelectorAll<SVGElement>('g[data-id*=">"]')].flatMap((edge) => {
      const line = edge.querySelector('path')?.getAttribute('d');
      return line && lines.delete(line) ? [edge.dataset['id']] : [];
    });
    return { edges, loose: lines.size };
  });

const row = (page: Page, text: RegExp) => page.locator('#drawer tr').filter({ hasText: text });

test('a path that is lit is one of the network that is drawn (N10)', async ({ page }) => {
  await page.getByRole('tab', { name: 'Paths' }).click();
  await row(page, /^level 3 · B1/).click();
  await expect.poll(async () => (await lit(page)).edges).toContain('level3-b1>level3-n1');
  await expect.poll(() => lit(page)).toMatchObject({ loose: 0 });

  await page.getByRole('button', { name: /^\(b\)/ }).click();
  await expect.poll(async () => (await lit(page)).edges).toContain('level3-b1>level3-n3');
  await expect.poll(() => lit(page)).toMatchObject({ loose: 0 });
  await expect.poll(async () => (await lit(page)).edges).not.toContain('level3-b1>level3-n1');

  // It has blocks of the same ids, and a row of that name.
  await page.getByRole('button', { name: 'Presets' }).click();
  await page
    .getByRole('menuitem', { name: /^DLA-60\b/ })
    .first()
    .click();
  await expect(page.locator(status)).not.toContainText('15,824,792');
  await expect(row(page, /^level 3 · B1/)).toBeVisible();
  await expect.poll(() => lit(page)).toEqual({ edges: [], loose: 0 });
  await expect(page.locator('#drawer tr[aria-selected="true"]')).toHaveCount(0);
});

test('an edge that is begun, and groups that are collapsed, are of the network where they were (N10)', async ({
  page,
}) => {
  await page.getByRole('treeitem', { name: /^level 5/ }).click();
  await page.keyboard.press('Control+e');
  await expect(mark(page, 'level5-b1')).toHaveCount(0);
  await mark(page, 'level4-b1').click();
  await page.keyboard.press('l');
  const hint = page.getByText(/^Select a highlighted node to connect/);
  await expect(hint).toBeVisible();
  await page.getByRole('button', { name: 'Presets' }).click();
  await page
    .getByRole('menuitem', { name: /^DLA-60\b/ })
    .first()
    .click();
  await expect(page.locator(status)).not.toContainText('15,742,104');
  await expect(hint).toBeHidden();
  await expect(mark(page, 'level5-b1')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.locator(status)).toContainText('15,742,104');
  await expect(mark(page, 'level5-b1')).toHaveCount(0);
});

const SMALL = {
  name: 'small',
  nodes: [
    { id: 'image', kind: 'input', attributes: { channels: 3, height: 64, width: 64 } },
    { id: 'first', kind: 'conv-unit', inputs: ['image'], attributes: { outChannels: 16, kernel: 3 } },
    { id: 'second', kind: 'conv-unit', inputs: ['first'], attributes: { outChannels: 16, kernel: 3 } },
  ],
};
const OTHER = {
  name: 'other',
  nodes: [
    { id: 'image', kind: 'input', attributes: { channels: 1, height: 28, width: 28 } },
    { id: 'first', kind: 'conv-unit', inputs: ['image'], attributes: { outChannels: 4, kernel: 3 } },
  ],
};

test('what is pasted is wired to what it was wired to only in the network that it is from (N11)', async ({ page }) => {
  await openFile(page, SMALL);
  await mark(page, 'second').click();
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect(page.locator('.canvas [data-id^="first>"]')).toHaveCount(2);
  await openFile(page, OTHER);
  await page.locator('.canvas > svg').focus();
  await page.keyboard.press('Control+v');
  await expect(page.getByRole('treeitem')).toHaveCount(3);
  await expect(page.locator('.canvas [data-id^="first>"]')).toHaveCount(0);
  // Back in the first one they are known again.
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('listbox', { name: 'Figure of small' })).toBeVisible();
  await expect(page.getByRole('treeitem')).toHaveCount(3);
  await page.keyboard.press('Control+v');
  await expect(page.locator('.canvas [data-id^="first>"]')).toHaveCount(2);
});
