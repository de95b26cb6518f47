import { LEAVES_MS } from '../../src/routes/shared/about.ts';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { settled } from './hand.ts';

test('a question mark tells what a panel shows, words are explained by hover and by focus, and Esc leads back', async ({
  page,
}) => {
  await page.clock.install();
  await page.goto(WORKSPACE);
  const help = page.getByRole('button', { name: 'About Paths' });
  await page.getByRole('tab', { name: 'Paths' }).click();
  await help.click();
  const panel = page.getByRole('dialog', { name: 'About Paths' });
  await expect(panel).toContainText('Lesson 3: Skip connections are shallow');

  // By pointer.
  const word = panel.getByRole('button', { name: 'ways', exact: true });
  await word.hover();
  const way = page.getByRole('dialog', { name: 'way', exact: true });
  await expect(way).toContainText('from a block to the end of its level');
  // As a hand moves: on the straight way to the explanation it stays open, on any other it closes.
  const onto = await settled(way);
  const away = await settled(panel.getByRole('link', { name: /^Lesson 3/ }));
  // However long a busy machine takes for the way.
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000);
  await page.mouse.move(onto.x, onto.y, { steps: 8 });
  await page.clock.fastForward(2 * LEAVES_MS);
  await expect(way).toBeVisible();
  await page.clock.resume();
  await page.mouse.move(away.x, away.y, { steps: 8 });
  await expect(way).toHaveCount(0);

  // By keyboard: the text has the focus first, then word after word.
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(help).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('dialog', { name: 'block', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'block', exact: true })).toHaveCount(0);
  await expect(panel).toBeVisible();
  await page.keyboard.press('Escape');

  // The inspector says what is selected.
  await page
    .getByRole('complementary', { name: 'Inspector' })
    .getByRole('button', { name: /^About / })
    .click();
  await expect(page.getByRole('dialog', { name: /^About / })).toContainText('Nothing is selected');
});
