import { expect, test, WORKSPACE } from './fixtures.ts';
import { inspector, mark, status, undo } from './hand.ts';

// Settings of levels and blocks, one or several at once, and the head of a network that no config holds.

test.beforeEach(async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
});

test('a dilation is a level’s; of one block it is said to leave the config, and the head stays to be chosen (W5)', async ({
  page,
}) => {
  const panel = inspector(page);
  await expect(page.locator(status)).toContainText('receptive field 623×623');
  await page.getByRole('treeitem', { name: /level 5/ }).click();
  await panel.getByLabel('dilation').fill('2');
  await panel.getByLabel('dilation').press('Enter');
  await expect(page.locator(status)).not.toContainText('receptive field 623×623');
  await panel.getByLabel('blocks', { exact: true }).fill('4');
  await panel.getByLabel('blocks', { exact: true }).press('Enter');
  await expect(panel.getByLabel('dilation')).toHaveValue('2');
  await mark(page, 'level5-b3').click();
  await panel.getByLabel('dilation').fill('4');
  await panel.getByLabel('dilation').press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(panel).toContainText('The blocks of level 5 differ in dilation');
  await panel.getByLabel('task', { exact: true }).selectOption('segmentation');
  await panel.getByLabel('decoder').selectOption('shallow');
  await expect(panel.getByLabel('decoder')).toHaveValue('shallow');
  await panel.getByRole('button', { name: 'Show it' }).click();
  await expect(panel.getByLabel('dilation')).toHaveAttribute('placeholder', 'mixed');
  await panel.getByLabel('dilation').fill('2');
  await panel.getByLabel('dilation').press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(panel).not.toContainText('differ in');
  await expect(panel.getByLabel('decoder')).toHaveValue('shallow');
});

test('what several levels share is set at once, by keyboard, in one step; what they disagree in is mixed (I19)', async ({
  page,
}) => {
  const panel = inspector(page);
  await page.getByRole('treeitem', { name: /level 3/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('treeitem', { name: /level 4/ }).click({ modifiers: ['Control'] });
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText('2 selected');
  await expect(panel.getByLabel('channels')).toHaveAttribute('placeholder', 'mixed');
  await expect(panel.getByLabel('blocks', { exact: true })).toHaveValue('4');
  // In the outline a letter finds.
  await page.getByRole('listbox', { name: /Figure of/ }).focus();
  await page.keyboard.press('s');
  await expect(panel.getByLabel('structure')).toBeFocused();
  for (let step = 0; step < 2; step += 1) await page.keyboard.press('Tab');
  await expect(panel.getByLabel('channels')).toBeFocused();
  await page.keyboard.type('96');
  await page.keyboard.press('Enter');
  await expect(panel.getByLabel('channels')).toHaveValue('96');
  await expect(undo(page)).toHaveAccessibleName('Undo: Level 3, level 4: channels 96');
  await undo(page).click();
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
  await expect(undo(page)).toBeDisabled();
});

test('blocks are set alike in one step; a level and a block share what blocks have (I19)', async ({ page }) => {
  const panel = inspector(page);
  await mark(page, 'level3-b1').click();
  await mark(page, 'level4-b2').click({ modifiers: ['Shift'] });
  await expect(panel.getByLabel('stride')).toHaveAttribute('placeholder', 'mixed');
  await panel.getByLabel('kind of block').selectOption('bottleneck');
  await expect(undo(page)).toHaveAccessibleName('Undo: 2 nodes: kind of block basic → bottleneck');
  await panel.getByLabel('base width').fill('32');
  await panel.getByLabel('base width').press('Enter');
  await page.getByRole('treeitem', { name: /level 5/ }).click({ modifiers: ['Control'] });
  await expect(panel.getByLabel('kind of block')).toHaveValue('');
  await panel.getByLabel('kind of block').selectOption('split');
  await expect(panel.getByLabel('cardinality')).toHaveValue('32');
  for (let step = 0; step < 3; step += 1) await undo(page).click();
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
});
