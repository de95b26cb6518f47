import type { Page } from '@playwright/test';
import { LEAVES_MS, RESTS_MS } from '../../src/routes/shared/about.ts';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { violationsOf } from './accessibility.ts';

test.describe('by pointer and keyboard', () => {
  test('labels, heads of columns and counts are explained while the pointer rests on them, and nothing is loaded before', async ({
    page,
  }) => {
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(request.url()));
    await page.clock.install();
    await page.goto(WORKSPACE);
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    const macs = inspector.getByRole('button', { name: 'MACs', exact: true });
    const text = page.getByRole('dialog', { name: 'MACs', exact: true });
    await expect(macs).toBeVisible();
    const before = loaded.length;
    await macs.hover();
    await expect(text).toContainText('Multiply-adds for one image');
    expect(loaded.length).toBeGreaterThan(before);

    // It covers nothing of the word, stays while the pointer is on it, and goes with Esc, which the page does not hear.
    const isBeside = async () => {
      const [word, shown] = [(await macs.boundingBox())!, (await text.boundingBox())!];
      return shown.y + shown.height <= word.y || shown.y >= word.y + word.height;
    };
    await expect.poll(isBeside).toBe(true);
    await text.hover();
    await page.clock.fastForward(2 * LEAVES_MS);
    await expect(text).toHaveCount(1);
    await expect(text.getByRole('link')).toHaveText(/^Lesson 2/);
    expect(await violationsOf(page, { above: true })).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(text).toHaveCount(0);

    // A head that sorts, by the pointer: the press is the table's.
    await page.getByRole('tab', { name: 'Costs' }).click();
    const head = page.getByRole('columnheader', { name: 'MACs', exact: true });
    await head.getByRole('button').hover();
    await expect(text).toBeVisible();
    await head.getByRole('button').click();
    await expect(head).toHaveAttribute('aria-sort', 'descending');
    await expect(text).toHaveCount(0);

    // Every head of what is counted along paths.
    await page.getByRole('tab', { name: 'Paths' }).click();
    await expect(page.getByRole('columnheader', { name: /further blocks/ })).toBeVisible();
    await expect(page.locator('th:has(button):not(:has([data-about]))')).toHaveCount(0);

    // The line below.
    await page
      .getByRole('contentinfo')
      .getByRole('button', { name: /receptive field/ })
      .hover();
    await expect(page.getByRole('dialog', { name: 'receptive field', exact: true })).toBeVisible();
  });

  test('by Tab the word of a field is explained beside it, and whoever types has it out of the way', async ({
    page,
  }) => {
    await page.goto(WORKSPACE);
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    const classes = inspector.getByRole('spinbutton', { name: 'classes' });
    await inspector.getByRole('combobox', { name: 'task' }).focus();
    await page.keyboard.press('Tab');
    await expect(classes).toBeFocused();
    const text = page.getByRole('dialog', { name: 'classes', exact: true });
    await expect(text).toContainText('tells apart');
    await expect(classes).toHaveAccessibleDescription(/tells apart/);
    await page.keyboard.press('1');
    await expect(text).toHaveCount(0);
    await page.keyboard.press('Escape');

    // A word by itself: Enter leads into its text.
    const tensors = inspector.getByRole('button', { name: 'tensors', exact: true });
    await inspector.getByRole('button', { name: 'activations', exact: true }).focus();
    await page.keyboard.press('Tab');
    await expect(tensors).toBeFocused();
    const said = page.getByRole('dialog', { name: 'tensor', exact: true });
    await expect(said).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(said).toBeFocused();
    // On to its lesson, and back to where the word stands.
    await page.keyboard.press('Tab');
    await expect(said.getByRole('link')).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(said).toHaveCount(0);
    await expect(inspector.getByRole('button', { name: 'weight memory', exact: true })).toBeFocused();
  });
});

/** A step of a lesson with a word that is explained, and what is said of it. */
async function skipConnection(page: Page) {
  await page.goto('/lessons/skip-connections/?step=2');
  const text = page.getByRole('article');
  return {
    text,
    word: text.getByRole('button', { name: 'skip connection', exact: true }),
    said: page.getByRole('dialog', { name: 'skip connection', exact: true }),
  };
}

test.describe('in lessons and on tiles', () => {
  test('a word that comes to lie under a pointer at rest is explained once the pointer goes there', async ({
    page,
  }) => {
    await page.clock.install();
    const { text, word, said } = await skipConnection(page);
    await expect(word).toBeVisible();
    await expect(text.locator('math')).toBeVisible();
    // The middle of its first line.
    const middle = () =>
      word.evaluate((element) => {
        const { x: left, y: top, width, height } = element.getClientRects()[0]!;
        return [left + width / 2, top + height / 2] as const;
      });
    const [x, top] = await middle();
    const y = top + 100;
    await page.mouse.move(x, y);
    await text.evaluate(
      (article, by) => {
        article.style.paddingTop = `${parseFloat(getComputedStyle(article).paddingTop) + by}px`;
      },
      y - (await middle())[1],
    );
    const under = () => page.evaluate(([left, top]) => document.elementFromPoint(left!, top!)?.textContent, [x, y]);
    await expect.poll(under).toBe('skip connection');
    await page.clock.fastForward(3 * RESTS_MS);
    await expect(said).toHaveCount(0);
    await page.mouse.move(x + 2, y);
    await expect(said).toBeVisible();
  });

  test('the first mention in a lesson is explained by hover and by keyboard, and no phrase that lights the figure', async ({
    page,
  }) => {
    const { text, word, said } = await skipConnection(page);
    await expect(word).toHaveCount(1);
    await expect(text.locator('.part [data-about], a [data-about], code [data-about]')).toHaveCount(0);
    await word.hover();
    await expect(said).toBeVisible();
    await page.getByRole('button', { name: 'Next' }).hover();
    await expect(said).toHaveCount(0);
    await word.focus();
    await page.keyboard.press('Enter');
    await expect(said).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(said).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(word).toBeFocused();
    await expect(page).toHaveURL(/step=2/);
    // Projected it is as large as the text.
    await page.keyboard.press('p');
    await word.hover();
    await expect(said.locator('p').nth(1)).toHaveCSS('font-size', '20px');
    // A table of measures.
    await page.goto('/lessons/ida/?step=3');
    await page.getByRole('radio').first().click();
    await page.getByRole('button', { name: 'Commit' }).click();
    await text.locator('section [data-about]').first().focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
  });

  test('what is measured of a goal now is explained, by hover and by keyboard', async ({ page }) => {
    await page.goto('/lessons/skip-connections/?step=7');
    const goals = page.getByRole('region', { name: 'Task' });
    const said = page.getByRole('dialog', { name: 'now', exact: true });
    await goals.getByText('now 3').last().hover();
    await expect(said).toContainText('at this moment');
    await page.keyboard.press('Escape');
    await expect(said).toHaveCount(0);
    await goals.getByRole('button', { name: /^now / }).focus();
    await page.keyboard.press('Enter');
    await expect(said).toBeVisible();
  });

  test('the chips of the reference and of the structure of now are explained', async ({ page }) => {
    await page.goto(WORKSPACE);
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await expect(page.locator('.stage .head')).toHaveCount(2);
    await page.getByRole('button', { name: 'Open a copy beside' }).click();
    await expect(page.locator('.stage .head')).toHaveCount(3);
    await page.getByRole('button', { name: 'reference', exact: true }).hover();
    await expect(page.getByRole('dialog', { name: 'reference', exact: true })).toContainText('compared with');
    await page.getByRole('button', { name: /^All six/ }).click();
    const six = page.getByRole('dialog', { name: /^Six ways/ });
    await six.getByText('now', { exact: true }).hover();
    await expect(page.getByRole('dialog', { name: 'now', exact: true })).toBeVisible();
  });

  test('a tile and a card of a structure are explained, and pressed as ever', async ({ page }) => {
    await page.goto(WORKSPACE);
    const tile = page.getByRole('banner').getByRole('button', { name: /^\(c\)/ });
    const said = page.getByRole('dialog', { name: /^\(c\) Iterative deep aggregation \(IDA\)/ });
    await tile.hover();
    await expect(said).toContainText('the first block passes every node');
    await tile.click();
    await expect(said).toHaveCount(0);
    await expect(tile).toHaveAttribute('aria-pressed', 'true');
    await page.getByRole('button', { name: /^All six/ }).click();
    const six = page.getByRole('dialog', { name: /^Six ways/ });
    await six.getByText('Re-entrant aggregation').hover();
    await expect(page.getByRole('dialog', { name: 're-entrant', exact: true })).toBeVisible();
    await six.getByText('Re-entrant aggregation').click();
    await expect(six).toBeHidden();
  });
});

test.describe('by touch', () => {
  test.use({ hasTouch: true, viewport: { width: 1280, height: 800 } });

  test('a tap explains a word, a label without its field, and a head that it sorts by', async ({ page }) => {
    await page.goto(WORKSPACE);
    const status = page.getByRole('contentinfo');
    const text = page.getByRole('dialog', { name: 'MACs', exact: true });
    await status.getByRole('button', { name: /MACs/ }).tap();
    await expect(text).toContainText('Multiply-adds for one image');
    await page.getByRole('tab', { name: 'Costs' }).tap();
    await expect(text).toHaveCount(0);
    const head = page.getByRole('columnheader', { name: 'MACs', exact: true });
    await head.getByRole('button').tap();
    await expect(head).toHaveAttribute('aria-sort', 'descending');
    await expect(text).toBeVisible();
    // The label of a field: the field is left alone.
    const classes = page.getByRole('spinbutton', { name: 'classes' });
    await page.getByRole('complementary', { name: 'Inspector' }).getByText('classes', { exact: true }).tap();
    await expect(page.getByRole('dialog', { name: 'classes', exact: true })).toBeVisible();
    await expect(classes).not.toBeFocused();
  });

  test('a tap on a word in the text of a question mark explains it, and the text stays', async ({ page }) => {
    await page.goto(WORKSPACE);
    await page.getByRole('tab', { name: 'Paths' }).tap();
    await page.getByRole('button', { name: 'About Paths' }).tap();
    const panel = page.getByRole('dialog', { name: 'About Paths' });
    await panel.getByRole('button', { name: 'ways', exact: true }).tap();
    await expect(page.getByRole('dialog', { name: 'way', exact: true })).toContainText('from a block to the end');
    await expect(panel).toBeVisible();
  });
});
