import type { Page } from '@playwright/test';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { expectNoWider, inspector, mark, status } from './hand.ts';

// Networks side by side after a run on the same image: what they say of it, and that it fits on every screen.

/** DLA-46-C, which runs quickly. */
async function openSmall(page: Page): Promise<void> {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('DLA-46-C');
  await page.getByRole('option', { name: 'DLA-46-C', exact: true }).click();
  await expect(page.locator(status)).toContainText('1,301,400 parameters');
}

async function small(page: Page): Promise<void> {
  for (const side of ['height', 'width']) {
    await inspector(page).getByLabel(side, { exact: true }).fill('64');
    await page.keyboard.press('Enter');
  }
}

/** So many copies beside it, the last one with IDA in every level, and a run. */
async function besideIt(page: Page, networks: number): Promise<void> {
  await page.locator('main svg[tabindex="0"]').first().focus();
  for (let more = 1; more < networks; more += 1) await page.keyboard.press('Shift+D');
  await page.getByRole('button', { name: /^\(c\) Iterative deep aggregation/ }).click();
  await page.keyboard.press('Control+Enter');
}

/** Texts and pictures of the panel that stand over each other, of those that are read one after the other. */
const overlaps = (page: Page) =>
  page.getByRole('tabpanel').evaluate((panel) => {
    const boxes = [...panel.querySelectorAll('section > :is(h3, p, header, div, table, figure)')]
      .filter((each) => each.getClientRects().length > 0)
      .map((each) => ({ what: each.className || each.tagName, of: each, box: each.getBoundingClientRect() }));
    return boxes.flatMap((a, index) =>
      boxes.slice(index + 1).flatMap((b) => {
        const nested = a.of.contains(b.of) || b.of.contains(a.of);
        const meets =
          a.box.left < b.box.right - 1 &&
          b.box.left < a.box.right - 1 &&
          a.box.top < b.box.bottom - 1 &&
          b.box.top < a.box.bottom - 1;
        return nested || !meets ? [] : [`${a.what} over ${b.what}`];
      }),
    );
  });

/** A place of a small map in the table of outputs, by key and by click, asks what the unit there sees in every network. */
async function seesInAll(page: Page): Promise<void> {
  const sees = page.getByRole('region', { name: 'What a unit sees' });
  const map = page.getByRole('button', { name: /^level 3 of B:/ });
  await map.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('status').filter({ hasText: /^level 3 of B, row 0, column 1: -?\d/ })).toBeVisible();
  await page.keyboard.press('Enter');
  for (const letter of ['A', 'B', 'C']) {
    const found = sees.getByRole('figure').filter({ hasText: new RegExp(`${letter}: N\\d, row 0, column 1`) });
    await expect(found).toContainText(/receptive field \d+ × \d+/);
    await expect(found).toContainText(/95 % within \d+ pixels/);
    await expect(found.getByRole('img').first()).toBeVisible();
  }
  await page.getByRole('button', { name: /^level 5: where A and C differ:/ }).click();
  await expect(sees.getByRole('figure').filter({ hasText: /C: N\d, row \d, column \d/ })).toBeVisible();
  // A node, by key: its unit in the middle.
  await mark(page, 'level4-b1').last().click();
  await page.keyboard.press('v');
  await expect(sees.getByRole('figure').filter({ hasText: /A: B1, row 2, column 2/ })).toBeVisible();
  // From then on every node that is clicked.
  await sees.getByRole('switch', { name: 'Ask every node that is clicked' }).click();
  await mark(page, 'level3-b1').last().click();
  await expect(sees.getByRole('figure').filter({ hasText: /A: B1, row 4, column 4/ })).toBeVisible();
}

for (const networks of [3, 4])
  test(`${networks} networks after a run fit on a desk, a small screen and a phone; their first classes stand side by side`, async ({
    page,
  }) => {
    await openSmall(page);
    await small(page);
    await besideIt(page, networks);
    const letters = ['A', 'B', 'C', 'D'].slice(0, networks);
    const classes = page.getByRole('table', { name: /^First classes of A/ });
    await expect(classes).toBeVisible();
    // The copies say the same, the last one something else.
    const first = classes.getByRole('row').nth(1).getByRole('cell');
    await expect(async () => {
      const values = (await first.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim());
      expect(values[1]).toBe(values[0]);
      expect(values.at(-1)).toMatch(/^[+−]0\.\d{4}$|^same$/);
      expect(values[networks + 1]).toBe('same');
    }).toPass();
    await expect(
      page.getByText(new RegExp(`${letters.at(-1)!} sees? class \\d+ first|see class \\d+ first`)),
    ).toBeVisible();
    for (const [width, height] of [
      [1440, 900],
      [1024, 768],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      await expectNoWider(page);
      await expect.poll(() => overlaps(page), `${width} pixels`).toEqual([]);
      // Fitted into the room that it has now: near enough that its blocks have their names.
      await expect(page.locator('.canvas:visible').first()).toContainText('B2');
    }
    if (networks === 3) await seesInAll(page);
    // Where a table is wider than its place it is scrolled to, by key as well.
    await page.getByRole('region', { name: /^First classes of A/ }).focus();
    await expect(page.getByRole('region', { name: /^First classes of A/ })).toBeFocused();
  });

test('class maps stand side by side with where they differ; a place of one is asked what it sees, in all of them', async ({
  page,
}) => {
  await openSmall(page);
  await inspector(page).getByLabel('task', { exact: true }).selectOption('segmentation');
  await small(page);
  await page.keyboard.press('Control+Enter');
  // Alone: the class map of the results is asked by key.
  const alone = page.getByRole('button', { name: /Class map over cat/ });
  await alone.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('status').filter({ hasText: /row 0, column 1: class \d+/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/fc, row 0, column 1/)).toBeVisible();

  await besideIt(page, 2);
  await expect(page.getByRole('button', { name: /most likely class, B/ })).toBeVisible();
  await expect(page.getByText(/^at [\d.]+ % of the places$/)).toBeVisible();
  await expect(page.getByRole('table', { name: /How much of the image each class covers/ })).toContainText('%');
  await page.getByRole('button', { name: /most likely class, A/ }).click();
  const sees = page.getByRole('region', { name: 'What a unit sees' });
  await expect(sees.getByText(/^A: fc, row \d+, column \d+$/)).toBeVisible();
  await expect(sees.getByText(/^B: fc, row \d+, column \d+$/)).toBeVisible();
  await expectNoWider(page);
});
