import { expect, test, WORKSPACE } from './fixtures.ts';
import { choose, inspector, layers, mark, middleOf, pair, settled, status, undo } from './hand.ts';

// What a hand at the keys relies on: Esc drops what was begun, and nothing is edited behind its back.

test.beforeEach(async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
});

test('[EK1] an edge is begun by L; arrows only look, Enter ends it, Esc drops it', async ({ page }) => {
  const hint = page.getByText(/^Select a highlighted node to connect/);
  await mark(page, 'level4-b1').click();
  await page.keyboard.press('l');
  await expect(hint).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(hint).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(hint).toBeHidden();
  await expect(undo(page)).toBeDisabled();
  await expect(inspector(page)).toContainText('level 4 · basic block');
  await page.keyboard.press('l');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(hint).toBeHidden();
  await expect(page.locator('.canvas [data-id="level4-b1>fc"]')).toBeAttached();
});

test('[EK2] a refusal goes with the next edit, and by Esc', async ({ page }) => {
  const refusal = page.getByRole('alert');
  const close = async () => {
    await mark(page, 'level4-n2').click();
    await page.keyboard.press('l');
    await mark(page, 'level4-b1').click();
    await expect(refusal).toContainText('cycle');
  };
  await close();
  await page.keyboard.press('Escape');
  await expect(refusal).toBeHidden();
  await close();
  await mark(page, 'level4-b2').click();
  await page.keyboard.press('Delete');
  await expect(page.locator(status)).not.toContainText('15,742,104');
  await expect(refusal).toBeHidden();
});

test('[EK3] blocks of one row are not offered what would lay them on each other', async ({ page }) => {
  await layers(page);
  await page.keyboard.down('Shift');
  for (const id of ['level4-b3', 'level4-b4']) await page.mouse.click(...pair(await settled(mark(page, id))));
  await page.keyboard.up('Shift');
  await mark(page, 'level4-b3').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Arrange' }).click();
  const left = page.getByRole('menuitem', { name: /Align left/ });
  await expect(left).toBeDisabled();
  await expect(left).toContainText('they would overlap');
  await expect(page.getByRole('menuitem', { name: 'Align top' })).toBeEnabled();
});

test('[EK4] cut and paste leave the network alone while a dialog is open', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await mark(page, 'level3-b2').click();
  await page.keyboard.press('Control+c');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Control+v');
  await page.keyboard.press('Control+x');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(undo(page)).toBeDisabled();
  await page.keyboard.press('Control+v');
  await expect(undo(page)).toBeEnabled();
});

test('[EK5] on a phone a long name gives way: the buttons stay in one row', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Presets' }).click();
  await page.getByRole('menuitem', { name: /^DLA-60 Res2NeXt/ }).click();
  await expect(page.getByLabel('Name of the network')).toHaveValue('DLA-60 Res2NeXt');
  const apart = async () => {
    const buttons = ['Presets', 'History', 'File', 'Theme'].map((name) => page.getByRole('button', { name }));
    const rows = await Promise.all(buttons.map(async (button) => (await middleOf(button)).y));
    return Math.max(...rows) - Math.min(...rows);
  };
  await expect.poll(apart).toBeLessThan(3);
});

test('[EK6] two networks side by side: the larger picture is seen whole', async ({ page }) => {
  await page.setViewportSize({ width: 800, height: 844 });
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.getByRole('button', { name: 'Presets' }).click();
  await page.getByRole('menuitem', { name: /^ResNet-50/ }).click();
  await expect(page.getByLabel('Name of the network')).toHaveValue('ResNet-50');
  const last = page.getByRole('listbox', { name: /network A$/ }).locator('[data-id="level3-b4"]');
  await settled(last);
  await expect(async () => {
    const box = (await last.boundingBox())!;
    expect(box.x + box.width).toBeLessThan(400);
  }).toPass();
});

test('[EK7] by keys alone an edge is found from the node that it leads to, something is put in, and it is cut', async ({
  page,
}) => {
  await page.getByRole('listbox', { name: /Figure of/ }).focus();
  await mark(page, 'level4-n2').click();
  for (const input of ['1 of 4', '2 of 4']) {
    await page.keyboard.press('i');
    await expect(inspector(page)).toContainText(input);
  }
  await page.keyboard.press('Delete');
  await expect(page.locator('.canvas [data-id="level4-b3>level4-n2"]')).not.toBeAttached();
  await page.keyboard.press('Control+z');
  await expect(undo(page)).toBeDisabled();
  await mark(page, 'level4-n2').click();
  await page.keyboard.press('i');
  await choose(page, 'Control+k', 'Add ReLU');
  await expect(page.locator('.canvas [data-id="level4-b4>level4-n2"]')).not.toBeAttached();
});
