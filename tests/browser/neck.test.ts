import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { inspector, status, undo } from './hand.ts';

// The neck of CenterNet's network: its convolutions and its output stride, each beside what it comes to, and the authors'
// decoder beside it with what was changed.

const DEFORMABLE = '19,634,164 parameters';
const NODES = 'convolutions in the neck';
const STRIDE = 'output stride';
const MOVES = 'receptive field 879×879, moves with the data';

/** One choice: its name, parameters, MACs, and what a position of the neck's map sees. */
const line = (page: Page, group: string, option: string) =>
  inspector(page)
    .getByRole('group', { name: group, exact: true })
    .locator('label')
    .filter({ has: page.getByRole('radio', { name: new RegExp(`^${option}( |$)`) }) });
const radio = (page: Page, group: string, option: string) => line(page, group, option).getByRole('radio');

test('deformable or plain, and every output stride: chosen beside parameters, MACs and receptive field', async ({
  page,
}) => {
  await page.goto('/presets/ctdet_dla34/');
  await expect(page.locator(status)).toContainText(DEFORMABLE);
  await expect(line(page, NODES, 'deformable')).toHaveText(/deformable\s+19\.6 M\s*33 G/);
  await expect(line(page, NODES, 'plain 3×3')).toHaveText(/plain 3×3\s+19 M\s*30\.7 G/);
  for (const [stride, counts] of [
    ['2', /2\s+19\.5 M\s*50 G\s*879×879/],
    ['4', /4\s+19\.6 M\s*33 G\s*879×879/],
    ['8', /8\s+19\.7 M\s*24 G\s*847×847/],
    ['16', /16\s+19 M\s*18\.8 G\s*751×751/],
  ] as const)
    await expect(line(page, STRIDE, stride)).toHaveText(counts);
  await expect(radio(page, NODES, 'deformable')).toBeChecked();
  await expect(radio(page, STRIDE, '4')).toBeChecked();
  await expect(inspector(page)).toContainText('it moves with the data');
  await expect(page.locator(status)).toContainText(MOVES);

  // By keyboard as well; each choice is a step.
  await radio(page, NODES, 'deformable').focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator(status)).toContainText('receptive field 879×879');
  await expect(page.locator(status)).not.toContainText('moves with the data');
  await expect(radio(page, NODES, 'plain 3×3')).toBeChecked();
  await expect(inspector(page)).not.toContainText('it moves with the data');
  await expect(line(page, STRIDE, '4')).toHaveText(/4\s+19 M\s*30\.7 G/);
  await undo(page).click();
  await expect(page.locator(status)).toContainText(MOVES);
  await radio(page, STRIDE, '8').check();
  await expect(page.locator(status)).toContainText('receptive field 847×847, moves with the data');
});

test('DLA-34-up stands beside CenterNet’s network one click away, with what was changed', async ({ page }) => {
  await page.goto('/presets/ctdet_dla34/');
  await expect(page.locator(status)).toContainText(DEFORMABLE);
  const changes = inspector(page)
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'What CenterNet changed' }) });
  await expect(changes.getByRole('listitem')).toHaveText([/^It adds\./, /^It ends at 1\/4/, /deformable convolutions/]);
  await expect(changes.getByRole('link', { name: 'Lesson: dense prediction' })).toBeVisible();
  await changes.getByRole('button', { name: /^Open DLA-34.* beside it$/ }).click();
  await expect(page.getByRole('listbox', { name: /^Figure of/ })).toHaveCount(2);
  // At the size of the image that is there, and with the field that moves in one of both.
  const counts = page.getByRole('region', { name: 'Counts of A and B' });
  await expect(counts.getByRole('row', { name: /^Parameters/ })).toContainText('19,634,164');
  await expect(counts.getByRole('row', { name: /^Receptive field \(moves with the data in A\)/ })).toContainText('879');
});
