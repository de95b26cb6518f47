import type { Locator, Page } from '@playwright/test';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { choose, drag, inspector, layers, mark, middleOf, pair, settled, status, undo } from './hand.ts';

// A hand on the canvas: things get places of their own, edges are drawn, mended and moved, by mouse and by keys.

test.beforeEach(async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
});

test('[M1] what is selected is dragged to a place of its own, in one step; released, it is the layout’s again', async ({
  page,
}) => {
  await layers(page);
  const node = mark(page, 'level4-b2');
  const neighbour = mark(page, 'level4-b1');
  const [start, beside] = [await settled(node), await settled(neighbour)];
  await node.click();
  await drag(page, start, [40, 90]);
  await expect(page.locator('.canvas .ghosts rect').first()).toBeVisible();
  await page.mouse.up();
  await expect(page.getByRole('button', { name: 'Unpin' })).toBeVisible();
  const pinned = { x: start.x + 40, y: start.y + 90 };
  const fromPinned = async () => {
    const { x, y } = await settled(node);
    return Math.hypot(x - pinned.x, y - pinned.y);
  };
  await expect.poll(fromPinned).toBeLessThan(3);
  await page.keyboard.press('Control+z');
  await expect.poll(() => settled(node)).toEqual(start);
  await expect.poll(() => settled(neighbour)).toEqual(beside);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(fromPinned).toBeLessThan(3);
  await page.getByRole('button', { name: 'Unpin' }).click();
  await expect.poll(fromPinned).toBeGreaterThan(40);
});

test('[M2] Esc puts back what is dragged; a press on what is not selected moves the picture', async ({ page }) => {
  await layers(page);
  const node = mark(page, 'level4-b2');
  const start = await settled(node);
  await drag(page, start, [40, 90]);
  await page.mouse.up();
  const panned = await settled(node);
  expect(Math.hypot(panned.x - start.x - 40, panned.y - start.y - 90)).toBeLessThan(8);
  await node.click();
  await drag(page, panned, [30, 60]);
  await page.keyboard.press('Escape');
  await expect(page.locator('.canvas .ghosts')).toBeHidden();
  await page.mouse.up();
  await expect.poll(() => settled(node)).toEqual(panned);
  await expect(page.getByRole('button', { name: /^Undo/ })).toBeDisabled();
});

test('[M3] keys move what is selected; several presses are one step', async ({ page }) => {
  await layers(page);
  const node = mark(page, 'level4-b2');
  await node.click();
  const start = await settled(node);
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('Alt+ArrowDown');
  const moved = await settled(node);
  expect(moved.y - start.y).toBeGreaterThan(15);
  expect(Math.abs(moved.x - start.x)).toBeLessThan(1);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await settled(node)).y).toBeCloseTo(start.y, 1);
  await expect(page.getByRole('button', { name: /^Undo/ })).toBeDisabled();
});

test('[M4] a lasso selects what it goes around, and adds to what is selected; Esc drops it', async ({ page }) => {
  await layers(page);
  const [b1, b3, b4] = await Promise.all(['level4-b1', 'level4-b3', 'level4-b4'].map((id) => middleOf(mark(page, id))));
  await page.keyboard.down('Shift');
  const around = async (left: number, right: number, y: number): Promise<void> => {
    await page.mouse.move(left, y - 28);
    await page.mouse.down();
    for (const [x, at] of [
      [right, y - 28],
      [right, y + 24],
      [left, y + 24],
    ] as const)
      await page.mouse.move(x, at, { steps: 4 });
  };
  await around(b3!.x - 16, b4!.x + 16, b3!.y);
  await expect(page.locator('.canvas polygon.lasso')).toBeVisible();
  await page.mouse.up();
  await expect(page.getByLabel('Inspector', { exact: true }).getByRole('heading', { level: 2 })).toHaveText(
    '2 selected',
  );
  await around(b1!.x - 14, b1!.x + 14, b1!.y);
  await page.mouse.up();
  await expect(page.getByLabel('Inspector', { exact: true }).getByRole('heading', { level: 2 })).toHaveText(
    '3 selected',
  );
  await around(b1!.x - 14, b4!.x + 16, b1!.y);
  await expect(page.locator('.canvas polygon.lasso')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.canvas polygon.lasso')).toHaveCount(0);
  await page.mouse.up();
  await expect(page.getByLabel('Inspector', { exact: true }).getByRole('heading', { level: 2 })).toHaveText(
    '3 selected',
  );
  await page.keyboard.up('Shift');
});

test('[M5] what is selected is aligned and distributed from the menu and the palette, one step each', async ({
  page,
}) => {
  await layers(page);
  const ids = ['level4-b1', 'level4-b2', 'level5-b2'];
  const places = () => Promise.all(ids.map((id) => settled(mark(page, id))));
  await page.keyboard.down('Shift');
  for (const id of ids) await page.mouse.click(...pair(await settled(mark(page, id))));
  await page.keyboard.up('Shift');
  await mark(page, 'level4-b2').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Arrange' }).click();
  await page.getByRole('menuitem', { name: 'Align bottom' }).click();
  const apart = async () => {
    const level = (await places()).map(({ y }) => y);
    return Math.max(...level) - Math.min(...level);
  };
  await expect.poll(apart).toBeLessThan(1);
  await choose(page, 'Control+k', 'Distribute horizontally');
  const uneven = async () => {
    const [a, b, c] = await places();
    return b!.x - a!.x - (c!.x - b!.x);
  };
  await expect.poll(uneven).toBeCloseTo(0, 0);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: /^Undo/ })).toBeDisabled();
});

/** Drags the handle of a node to somewhere and stays there. */
async function drawEdge(page: Page, from: string, to: Locator): Promise<void> {
  await page.mouse.click(...pair(await settled(mark(page, from))));
  await page.mouse.move(5, 5);
  const handle = await middleOf(page.locator(`[data-grip="${from}"] .dot`));
  const end = await middleOf(to);
  await drag(page, handle, [end.x - handle.x, end.y - handle.y]);
}

test('[M8] while an edge is drawn the ports that fit light up; a refusal says shapes, rule and equation, and mends', async ({
  page,
}) => {
  const node = mark(page, 'level4-n2');
  await drawEdge(page, 'level3-b1', node);
  await expect(page.locator('.canvas .draft circle').nth(3)).toBeAttached();
  await page.mouse.up();
  const refusal = page.getByRole('alert');
  // Both shapes, the paper's equation, the rule, and what would mend it.
  await expect(refusal).toContainText('128 × 28 × 28');
  await expect(refusal).toContainText('256 × 14 × 14');
  await expect(refusal).toContainText('N(x₁ … xₖ) = ReLU(BN(W · concat(x₁ … xₖ)))');
  await refusal.getByRole('button', { name: /Insert a max-pool by 2/ }).click();
  await expect(page.locator(status)).toContainText('no issues');
  await expect(page.locator(status)).not.toContainText('15,742,104');
  await expect(refusal).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect(page.locator(status)).toContainText('15,742,104');
  await expect(undo(page)).toBeDisabled();
});

test('[M9] a broken network is drawn, with counts up to the fault; the issue leads to its place and mends it', async ({
  page,
}) => {
  await mark(page, 'level4-b1').click();
  await inspector(page).getByLabel('channels').fill('200');
  await inspector(page).getByLabel('channels').press('Enter');
  await expect(page.locator(status)).not.toContainText('no issues');
  await expect(mark(page, 'level5-b2')).toBeVisible();
  await expect(page.locator(status)).toContainText(/[\d,]{5,} parameters/);
  await page.getByRole('tab', { name: 'Issues' }).click();
  const issues = page.getByRole('tabpanel');
  await mark(page, 'level2-b1').click();
  await issues.getByRole('button', { name: /^Show/ }).first().click();
  await expect(inspector(page).getByRole('heading', { level: 2 })).not.toHaveText(/level 2/);
  await page.keyboard.press('Control+z');
  await expect(page.locator(status)).toContainText('no issues');
});

test('[M10] something is put in an edge: from the palette by hand, from the menu, by keys; removed, the chain heals', async ({
  page,
}) => {
  const edge = page.locator('.canvas [data-id="level2-b1>level2-b2"] path').first();
  await page.getByRole('button', { name: 'ReLU', exact: true }).dragTo(edge, { force: true });
  await expect(inspector(page)).toContainText('level 2 · ');
  await expect(inspector(page).getByRole('listitem').first()).toContainText('B1');
  await page.keyboard.press('Delete');
  await expect(edge).toBeAttached();
  await page.mouse.click(...pair(await settled(edge)), { button: 'right' });
  await page.getByRole('menuitem', { name: 'Insert' }).click();
  await page.getByRole('menuitem', { name: 'batch norm' }).click();
  await expect(edge).not.toBeAttached();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(undo(page)).toBeDisabled();
  await expect(page.locator(status)).toContainText('15,742,104');
});

test('[M11] the end of an edge is dragged to another node, its start as well; let go on nothing, it is cut', async ({
  page,
}) => {
  await layers(page);
  const lift = async (part: 'start' | 'end'): Promise<{ x: number; y: number }> => {
    const edge = page.locator('.canvas [data-id="level3-b1>level3-n1"] path').first();
    await settled(edge);
    const at = await edge.evaluate((path: SVGPathElement) => {
      const { x, y } = path.getPointAtLength(path.getTotalLength() * 0.5);
      const { a, d, e, f } = path.getScreenCTM()!;
      return { x: a * x + e, y: d * y + f };
    });
    await page.mouse.click(at.x, at.y);
    await page.mouse.move(5, 5);
    return middleOf(page.locator(`[data-part="${part}"] .dot`));
  };
  const to = async (from: { x: number; y: number }, id: string): Promise<void> => {
    const end = await middleOf(mark(page, id));
    await drag(page, from, [end.x - from.x, end.y - from.y]);
    await page.mouse.up();
  };
  await to(await lift('end'), 'level3-n2');
  await expect(page.locator('.canvas [data-id="level3-b1>level3-n2"]')).toBeAttached();
  await page.keyboard.press('Control+z');
  await to(await lift('start'), 'level3-b2');
  await expect(page.locator('.canvas [data-id="level3-b2>level3-n1#2"]')).toBeAttached();
  await page.keyboard.press('Control+z');
  const end = await lift('end');
  await drag(page, end, [0, 260]);
  await page.mouse.up();
  await expect(page.locator('.canvas [data-id="level3-b1>level3-n1"]')).not.toBeAttached();
  await page.keyboard.press('Control+z');
  await expect(undo(page)).toBeDisabled();
});

test('[M12] what is copied in one tab is pasted in another; a copy stands beside what it is of', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await mark(page, 'level3-b2').click();
  await page.keyboard.press('Control+d');
  await expect(page.locator(status)).not.toContainText('15,742,104');
  await page.keyboard.press('Control+z');
  await mark(page, 'level3-b2').click();
  await page.keyboard.press('Control+c');
  const other = await context.newPage();
  await other.goto(WORKSPACE);
  await expect(other.locator(status)).toContainText('15,742,104');
  await other.getByRole('listbox', { name: /Figure of/ }).focus();
  await other.keyboard.press('Control+v');
  // Another network, though it looks the same: what the block took there is not wired here.
  await expect(other.locator(status)).toContainText('1 issue');
  await expect(other.getByLabel('Inspector', { exact: true }).getByRole('heading', { level: 2 })).toContainText(/B/);
});
