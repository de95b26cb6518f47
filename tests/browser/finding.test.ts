import { expect, test, WORKSPACE } from './fixtures.ts';
import { escape, inspector, openFile, status } from './hand.ts';

// Networks of thousands of nodes: each of them is found, in lists that make only what is on the screen.

const chain = (length: number) => ({
  name: `chain ${length}`,
  nodes: [
    { id: 'image', kind: 'input', attributes: { channels: 3, height: 64, width: 64 } },
    ...Array.from({ length }, (_, index) => ({
      id: `n${index}`,
      kind: 'conv-unit',
      inputs: [index === 0 ? 'image' : `n${index - 1}`],
      ...(index === 1234 && { name: 'waist' }),
      attributes: { outChannels: 8, kernel: 3 },
    })),
  ],
});

test('All commands finds every node by its id and its name, and makes only the lines on the screen (I1)', async ({
  page,
}) => {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('parameters');
  await openFile(page, chain(2100));
  const options = page.getByRole('dialog').getByRole('option');
  for (const typed of ['n2095', 'waist']) {
    await page.keyboard.press('Control+k');
    await expect(options.first()).toBeVisible();
    await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
    await expect.poll(() => options.count()).toBeLessThan(60);
    await page.keyboard.type(typed);
    await expect(options.first()).toContainText(typed === 'waist' ? 'n1234' : 'n2095');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(inspector(page)).toContainText(typed === 'waist' ? 'waist' : 'n2095');
  }
  // From the first line the arrow goes round to the last, which is made then.
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('dialog').getByRole('option', { selected: true })).toContainText('n2099');
  await expect(page.getByRole('dialog').getByRole('option', { selected: true })).toBeInViewport();
  await escape(page);
  // The end of an edge is sought in the same way.
  await page.keyboard.press('c');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.type('n2099');
  await expect(options.first()).toContainText('n2099');
});

test('the outline is filled when a narrow window becomes wide (I2)', async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('parameters');
  await openFile(page, chain(450));
  const rows = page.getByRole('treeitem');
  await expect(rows.first()).toBeVisible();
  await page.setViewportSize({ width: 1000, height: 900 });
  await expect(rows.first()).toBeHidden();
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(rows.nth(20)).toBeVisible();
  await page.setViewportSize({ width: 1000, height: 900 });
  await page.getByRole('button', { name: 'Palette and outline' }).click();
  await expect(rows.nth(20)).toBeVisible();
});
