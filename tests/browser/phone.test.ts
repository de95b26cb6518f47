import type { Locator, Page } from '@playwright/test';
import { rest } from './accessibility.ts';
import { everyOf, expect, test, WORKSPACE } from './fixtures.ts';
import { inspector, mark, pair, run, settled, status } from './hand.ts';

// What is seen at once, and within reach, on a phone.

const WIDTH = 390;
const HEIGHT = 844;
test.use({ hasTouch: true, viewport: { width: WIDTH, height: HEIGHT } });

const panel = (page: Page): Locator => page.getByRole('tabpanel');
const boxOf = async (target: Locator) => (await target.boundingBox())!;
const bottomOf = async (target: Locator) => {
  const { y, height } = await boxOf(target);
  return y + height;
};
const scrollTo = (target: Locator, block: 'start' | 'end') =>
  target.evaluate((element, block) => element.scrollIntoView({ block }), block);

/** It stands wholly between the figure, which stays, and the status line, and between the edges of the screen. */
const expectSeen = (page: Page, target: Locator): Promise<void> =>
  expect(async () => {
    const [box, top, bottom] = [
      await boxOf(target),
      await bottomOf(page.locator('main')),
      await boxOf(page.locator(status)),
    ];
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(WIDTH);
    expect(box.y).toBeGreaterThanOrEqual(top - 1);
    expect(box.y + box.height).toBeLessThanOrEqual(bottom.y + 1);
  }).toPass();

/** The figure is on the screen as a whole, and large enough to be read. */
const expectFigure = (page: Page): Promise<void> =>
  expect(async () => {
    const { x, y, width, height } = await boxOf(page.locator('main'));
    expect([x, width]).toEqual([0, WIDTH]);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y + height).toBeLessThanOrEqual(HEIGHT * 0.65);
    expect((await boxOf(page.getByRole('listbox').first())).height).toBeGreaterThan(200);
  }).toPass();

/** What reaches beyond the screen, and scrolls in nothing; numbers that their own box cuts. */
const cut = (page: Page): Promise<readonly string[]> =>
  page.evaluate((width) => {
    const scrolls = (element: Element): boolean => {
      const parent = element.parentElement;
      if (!parent || parent === document.body) return false;
      return ['auto', 'scroll'].includes(getComputedStyle(parent).overflowX) || scrolls(parent);
    };
    return [...document.querySelectorAll<HTMLElement>('body *:not(svg *, .unseen, .word)')].flatMap((element) => {
      if (!element.checkVisibility({ visibilityProperty: true })) return [];
      const { left, right } = element.getBoundingClientRect();
      const name = `${element.tagName} ${element.className}: ${element.innerText ?? ''}`.slice(0, 80);
      if ((left < -0.5 || right > width + 0.5) && !scrolls(element)) return [`beyond the edge, ${name}`];
      const hides = getComputedStyle(element).overflowX === 'hidden' && element.children.length === 0;
      return hides && element.scrollWidth > element.clientWidth && /\d/.test(element.innerText) ? [`cut, ${name}`] : [];
    });
  }, WIDTH);

test.beforeEach(async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
});

test('the figure stays while its results are read to their end, and is tapped there (I26)', async ({ page }) => {
  await run(page);
  for (const block of ['start', 'end'] as const) {
    await scrollTo(panel(page), block);
    await expectFigure(page);
  }
  const sees = panel(page).getByRole('region', { name: 'What a unit sees' });
  await expectSeen(page, sees.getByRole('heading'));
  const level = panel(page)
    .getByRole('button', { name: /level 5/ })
    .last();
  await level.tap();
  await expect(inspector(page).getByRole('heading', { level: 2 })).not.toHaveText('DLA-34');
  // Of what is tapped in the results these stay, with what the unit there sees; of what is tapped in the figure one reads at once.
  await expect(sees).toContainText('receptive field');
  await expectSeen(page, sees.getByRole('heading'));
  await page.touchscreen.tap(...pair(await settled(mark(page, 'level3-b1'))));
  const title = inspector(page).getByRole('heading', { level: 2 });
  await expect(title).toContainText('B1');
  await expectSeen(page, title);
  await expectFigure(page);
});

test('below the figure is what is chosen, else the results, then the outline, the palette last (I26)', async ({
  page,
}) => {
  const parts = {
    figure: page.locator('main'),
    drawer: page.locator('#drawer'),
    inspector: page.locator('#inspector'),
    outline: page.getByRole('tree'),
    palette: page.getByRole('region', { name: 'Blocks' }),
  };
  const order = async () => {
    const tops = await Promise.all(
      Object.entries(parts).map(async ([name, part]) => [name, (await boxOf(part)).y] as const),
    );
    return tops.sort(([, a], [, b]) => a - b).map(([name]) => name);
  };
  await expect.poll(order).toEqual(['figure', 'drawer', 'inspector', 'outline', 'palette']);
  await page.touchscreen.tap(...pair(await settled(mark(page, 'level3-b1'))));
  await expect(inspector(page).getByRole('heading', { level: 2 })).toContainText('B1');
  await expect.poll(order).toEqual(['figure', 'inspector', 'drawer', 'outline', 'palette']);

  // The keyboard comes to all of them as the eye does, and what it reaches is not hidden by what stays.
  await page.getByRole('button', { name: 'Theme' }).focus();
  const visited = new Set<string>();
  for (let press = 0; press < 150 && visited.size < 5; press++) {
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    for (const [name, part] of Object.entries(parts)) {
      const inside = await part.evaluate((element) => element.contains(document.activeElement));
      if (!inside) continue;
      visited.add(name);
      if (name === 'figure') continue;
      await expect(async () => {
        const { y, height } = await boxOf(focused);
        if (height >= 200) return;
        expect(y).toBeGreaterThanOrEqual((await bottomOf(parts.figure)) - 1);
        expect(y + height).toBeLessThanOrEqual((await boxOf(page.locator(status))).y + 1);
      }).toPass();
    }
  }
  expect([...visited]).toEqual(['figure', 'inspector', 'drawer', 'outline', 'palette']);
});

test('every tab is wholly seen, by finger and by keys, and nothing of its panel is wider than the page or a number cut (I26)', async ({
  page,
}) => {
  await run(page);
  const tabs = page.getByRole('tab');
  for (const tab of await everyOf(tabs)) {
    await tab.tap();
    await expect(tab).toHaveAttribute('aria-selected', 'true');
    await expectSeen(page, tab);
    await rest(page);
    await expect.poll(() => cut(page)).toEqual([]);
    await expectFigure(page);
  }
  await tabs.first().focus();
  for (let index = 0; index < (await tabs.count()); index++) {
    await expect(tabs.nth(index)).toBeFocused();
    await expectSeen(page, tabs.nth(index));
    await page.keyboard.press('ArrowRight');
  }
});

test('two networks: one figure, and the way to the other, stays beside what is said of both (I26)', async ({
  page,
}) => {
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('button', { name: /\(c\) Iterative deep aggregation/ }).click();
  await expect(panel(page)).toContainText('level 3');
  await rest(page);
  await expect.poll(() => cut(page)).toEqual([]);
  await scrollTo(panel(page), 'end');
  await expectFigure(page);
  // The one that is worked on is seen whole, the other one is a tap on its letter away.
  const [first, second] = ['A', 'B'].map((letter) =>
    page.getByRole('listbox', { name: new RegExp(`network ${letter}$`) }),
  ) as [Locator, Locator];
  const expectWhole = (figure: Locator) =>
    expect(async () => {
      const { x, width } = await boxOf(figure);
      expect(x).toBeGreaterThanOrEqual(-1);
      expect(x + width).toBeLessThanOrEqual(WIDTH + 1);
    }).toPass();
  await expectWhole(second);
  await expect(first).toBeHidden();
  await page.getByRole('radio', { name: 'A', exact: true }).tap();
  await expect(second).toBeHidden();
  await expectWhole(first);
  await expectFigure(page);
  // No number of the counts is off the edge.
  const cells = await everyOf(panel(page).getByRole('region', { name: 'Counts of A and B' }).getByRole('cell'));
  expect(cells.length).toBeGreaterThan(8);
  for (const cell of cells) {
    await expect
      .poll(() => cell.evaluate((element) => element.getBoundingClientRect().right))
      .toBeLessThanOrEqual(WIDTH);
    await expect
      .poll(() => cell.evaluate((element) => element.scrollWidth - element.clientWidth))
      .toBeLessThanOrEqual(0);
  }
});
