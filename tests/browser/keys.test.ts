import type { Page } from '@playwright/test';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { inspector, mark, settled, status, undo } from './hand.ts';

// What a key does on any keyboard and in any place of the page.

test.beforeEach(async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
});

const tree = (page: Page, name: RegExp) => page.getByRole('treeitem', { name });

/** A key press as a keyboard of another script sends it; answers whether the page took it. */
const press = (page: Page, init: Omit<KeyboardEventInit, 'view'>) =>
  page.evaluate((pressed) => {
    const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...pressed });
    return !(document.activeElement ?? document.body).dispatchEvent(event);
  }, init);

test('letters in the outline find, and edit nothing (N12)', async ({ page }) => {
  await page.clock.install();
  await tree(page, /^level 3/).click();
  await page.keyboard.type('relu');
  await expect(undo(page)).toBeDisabled();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  // Another word begins.
  await page.clock.fastForward(800);
  await page.keyboard.type('level 5');
  await expect(tree(page, /^level 5/)).toBeFocused();
  await expect(inspector(page)).toContainText('level 3');
});

test('shortcuts of a single letter can be switched off, and stay so (N12)', async ({ page }) => {
  await mark(page, 'level4-b1').click();
  await page.keyboard.press('?');
  await page.getByRole('switch', { name: 'Single-letter shortcuts' }).click();
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
  await mark(page, 'level4-b1').click();
  for (const key of ['r', 'a', 'c', 'h', '?']) await page.keyboard.press(key);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(undo(page)).toBeDisabled();
  await page.keyboard.press('Control+d');
  await expect(undo(page)).toBeEnabled();
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await expect(page.getByRole('dialog')).not.toContainText('Repeat the selection');
  await page.getByRole('switch', { name: 'Single-letter shortcuts' }).click();
  await expect(page.getByRole('dialog')).toContainText('Repeat the selection');
});

test('shortcuts go by the place of the key where its letter is none of ours (I3)', async ({ page }) => {
  await mark(page, 'level4-b1').click();
  expect(await press(page, { key: 'в', code: 'KeyD', ctrlKey: true })).toBe(true);
  await expect(undo(page)).toBeEnabled();
  expect(await press(page, { key: 'я', code: 'KeyZ', ctrlKey: true })).toBe(true);
  await expect(undo(page)).toBeDisabled();
  // Dvorak has a semicolon where others have Z.
  expect(await press(page, { key: ';', code: 'KeyZ', ctrlKey: true })).toBe(false);
  expect(await press(page, { key: 'ש', code: 'KeyA' })).toBe(true);
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
});

test('undo in a number or a choice is of the network, in what is being typed of the text (I4)', async ({ page }) => {
  const width = page.getByRole('spinbutton', { name: 'width' });
  await width.fill('256');
  await page.keyboard.press('Control+z');
  await expect(width).toHaveValue('224');
  await expect(undo(page)).toBeDisabled();
  await width.fill('256');
  await page.keyboard.press('Enter');
  await expect(page.locator(status)).toContainText('input 3×224×256');
  await expect(width).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(width).toHaveValue('224');
  await expect(page.locator(status)).toContainText('input 3×224×224');
  await page.keyboard.press('Control+Shift+z');
  await expect(width).toHaveValue('256');
  await page.keyboard.press('Control+z');
  await mark(page, 'level4-b1').click();
  await page.getByRole('combobox', { name: 'block' }).selectOption('bottleneck');
  await expect(undo(page)).toBeEnabled();
  await page.getByRole('combobox', { name: 'block' }).focus();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('combobox', { name: 'block' })).toHaveValue('basic');
});

test('in a field the keys of the page stay those of the page, and what was typed goes along (I4)', async ({ page }) => {
  await page.getByRole('spinbutton', { name: 'width' }).fill('256');
  const saving = page.waitForEvent('download');
  await page.keyboard.press('Control+s');
  const text = await (await saving).createReadStream().then((stream) => stream.toArray());
  expect(Buffer.concat(text as Uint8Array[]).toString()).toContain('"width": 256');
  await expect(page.getByRole('spinbutton', { name: 'width' })).toBeFocused();
  for (const code of ['KeyD', 'KeyG', 'KeyE'])
    expect(await press(page, { key: code.slice(3).toLowerCase(), code, ctrlKey: true }), code).toBe(true);
  // Letters, and all of the text, are the field's.
  for (const [key, ctrlKey] of [
    ['r', false],
    ['a', true],
  ] as const)
    expect(await press(page, { key, code: `Key${key.toUpperCase()}`, ctrlKey }), key).toBe(false);
  // Over the page they do nothing, and open no dialog of the browser.
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  expect(await press(page, { key: 's', code: 'KeyS', ctrlKey: true })).toBe(true);
});

test('with the keyboard at the network its selection is copied, whatever text was selected before (I5)', async ({
  page,
}) => {
  await page.evaluate(() => getSelection()!.selectAllChildren(document.querySelector('footer')!));
  await mark(page, 'level4-b1').click();
  await page.evaluate(() => getSelection()!.selectAllChildren(document.querySelector('footer')!));
  await expect(page.locator('.canvas > svg')).toBeFocused();
  await page.keyboard.press('Control+x');
  await expect(page.locator(status)).not.toContainText('15,742,104');
  await page.keyboard.press('Control+z');
  await expect(undo(page)).toBeDisabled();
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('Control+x');
  await expect(undo(page)).toBeDisabled();
  await expect(page.locator(status)).toContainText('15,742,104');
});

test('Delete removes all edges and nodes that are selected, in one step (I6)', async ({ page }) => {
  const edge = (id: string) => page.locator(`.canvas [data-id="${id}"]`);
  const click = async (id: string) => {
    const at = await edge(id).evaluate((group) => {
      const line = group.querySelector('path')!;
      const { x, y } = line.getPointAtLength(line.getTotalLength() / 2).matrixTransform(line.getScreenCTM()!);
      return { x, y };
    });
    await page.mouse.click(at.x, at.y);
  };
  await settled(mark(page, 'level5-b1'));
  const edges = ['level4-b1>level4-n1', 'level4-b3>level4-n2', 'level4-b1>level4-b2'];
  await click(edges[0]!);
  await page.keyboard.down('Shift');
  for (const id of edges.slice(1)) await click(id);
  await mark(page, 'level5-b1').click();
  await page.keyboard.up('Shift');
  await page.keyboard.press('Delete');
  for (const id of [...edges, 'level5-b1']) await expect(edge(id)).toHaveCount(0);
  await page.keyboard.press('Control+z');
  for (const id of [...edges, 'level5-b1']) await expect(edge(id)).toBeAttached();
  await expect(undo(page)).toBeDisabled();
});

test('Enter and Esc within a composition are for the composition (I7)', async ({ page }) => {
  const name = page.getByLabel('Name of the network');
  await name.focus();
  const client = await page.context().newCDPSession(page);
  await client.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
  await expect(name).toHaveValue(/にほ/);
  const typed = await name.inputValue();
  for (const key of ['Enter', 'Escape'])
    for (const composed of [{ isComposing: true }, { keyCode: 229 }]) await press(page, { key, ...composed });
  await expect(name).toBeFocused();
  await expect(name).toHaveValue(typed);
  await expect(undo(page)).toBeDisabled();
  await client.send('Input.insertText', { text: '日本' });
  await page.keyboard.press('Enter');
  await expect(undo(page)).toBeEnabled();
});
