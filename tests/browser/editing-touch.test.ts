import type { Locator, Page } from '@playwright/test';
import { everyOf, expect, test, WORKSPACE } from './fixtures.ts';
import { inspector, layers, mark, middleOf, pair, restingBox, settled, status } from './hand.ts';

// The same by touch, on a phone.

test.beforeEach(async ({ page }) => {
  // How long a finger rests is the page's time, not that of a busy machine.
  await page.clock.install();
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
});

test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

/** Fingers on the screen: each entry is where all of them are, and how long they rest there in milliseconds. */
async function fingers(
  page: Page,
  ...steps: readonly (readonly [points: readonly (readonly [x: number, y: number])[], rests?: number])[]
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  let down = 0;
  for (const [points, rests = 0] of steps) {
    const touchPoints = points.map(([x, y], id) => ({ x, y, id }));
    const type = points.length > down ? 'touchStart' : points.length < down ? 'touchEnd' : 'touchMove';
    await session.send('Input.dispatchTouchEvent', { type, touchPoints });
    down = points.length;
    if (rests > 0) await page.clock.fastForward(rests);
  }
  await session.detach();
}

const canvas = (page: Page): Locator => page.getByRole('listbox', { name: /Figure of/ });

test('[M13] a tap selects, tap and tap connect, and what a finger needs is large enough', async ({ page }) => {
  const [from, to] = [mark(page, 'level3-b1'), mark(page, 'level3-n2')];
  await page.touchscreen.tap(...pair(await settled(from)));
  await expect(inspector(page).getByRole('heading', { level: 2 })).toContainText('B1');
  const button = inspector(page).getByRole('button', { name: 'Connect' });
  await expect.poll(async () => (await button.boundingBox())?.height).toBeGreaterThanOrEqual(24);
  await button.tap();
  await page.touchscreen.tap(...pair(await settled(to)));
  await expect(page.locator('.canvas [data-id="level3-b1>level3-n2"]')).toBeAttached();
  const inputs = inspector(page).getByRole('list').first().getByRole('button');
  for (const each of await everyOf(inputs)) {
    const { width, height } = await restingBox(each);
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
  }
});

test('[M14] one finger moves the picture, two make it larger', async ({ page }) => {
  const before = await settled(mark(page, 'level5-b2'));
  const { x, y } = await middleOf(canvas(page));
  await fingers(page, [[[x, y]]], [[[x - 20, y]]], [[[x - 60, y + 10]]], [[]]);
  await expect.poll(async () => (await settled(mark(page, 'level5-b2'))).x - before.x).toBeLessThan(-40);
  const size = (await restingBox(mark(page, 'level2-b2'))).width;
  const pair = (off: number) => [[x - off, y] as const, [x + off, y] as const];
  await fingers(page, [pair(30)], [pair(50)], [pair(90)], [[]]);
  await expect.poll(async () => (await restingBox(mark(page, 'level2-b2'))).width).toBeGreaterThan(size * 1.8);
  await expect(page.getByLabel('Inspector', { exact: true }).getByRole('heading', { level: 2 })).toHaveText('DLA-34');
});

test('[M15] a finger that rests opens the menu of what is under it; on nothing it draws a lasso when it moves', async ({
  page,
}) => {
  const at = await settled(mark(page, 'level3-b2'));
  await fingers(page, [[[at.x, at.y]], 800], [[]]);
  await expect(page.getByRole('menuitem', { name: 'Duplicate' })).toBeVisible();
  await expect(inspector(page).getByRole('heading', { level: 2 })).toContainText('B2');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menuitem', { name: 'Duplicate' })).toBeHidden();
  await expect(inspector(page).getByRole('heading', { level: 2 })).toContainText('B2');
  const other = await middleOf(mark(page, 'level3-b1'));
  // From the title of the level, where nothing stands, around both blocks and the node above them.
  const [left, right, top, low] = [other.x - 12, at.x + 12, other.y - 85, at.y + 14];
  await fingers(
    page,
    [[[left, top]], 800],
    [[[left, low - 20]]],
    [[[left, low]]],
    [[[right, low]]],
    [[[right, top]]],
    [[]],
  );
  await expect(inspector(page).getByRole('heading', { level: 2 })).toHaveText('3 selected');
  await expect.poll(() => settled(mark(page, 'level3-b2'))).toEqual(at);
});

test('[M16] a finger moves what is selected', async ({ page }) => {
  await layers(page);
  const node = mark(page, 'level4-b2');
  await page.touchscreen.tap(...pair(await settled(node)));
  await expect(inspector(page).getByRole('heading', { level: 2 })).toContainText('B2');
  const at = await settled(node);
  await fingers(page, [[[at.x, at.y]]], [[[at.x, at.y + 12]]], [[[at.x + 8, at.y + 40]]], [[]]);
  await expect(inspector(page).getByRole('button', { name: 'Unpin' })).toBeVisible();
  const off = async () => {
    const moved = await settled(node);
    return Math.hypot(moved.x - at.x - 8, moved.y - at.y - 40);
  };
  await expect.poll(off).toBeLessThan(6);
});
