import type { Page } from '@playwright/test';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { drag, mark, middleOf, openFile, pair, settled, status, undo } from './hand.ts';

// What a pointer begins ends when its button is up, whatever else happens; wheels and touchpads do as in maps.

test.beforeEach(async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
});

const moving = (page: Page) => page.locator('.canvas > svg.moving');

/** Begins to drag a selected block; answers where it stands. */
async function begin(page: Page) {
  await mark(page, 'level4-b1').click();
  const at = await settled(mark(page, 'level4-b1'));
  await drag(page, at, [0, 90]);
  await expect(moving(page)).toBeVisible();
  return at;
}

/** A pointer that moves over the canvas with these buttons, as after something that the page was not told of. */
const moveWith = (page: Page, { x, y }: { x: number; y: number }, buttons: number, type = 'pointermove') =>
  page.locator('.canvas > svg').evaluate(
    (svg, [kind, init]) => {
      for (const [name, Kind] of [
        [kind, PointerEvent],
        [kind.replace('pointer', 'mouse'), MouseEvent],
      ] as const)
        svg.dispatchEvent(
          new Kind(name, { bubbles: true, view: window, pointerType: 'mouse', isPrimary: true, ...init }),
        );
    },
    [type, { clientX: x, clientY: y, buttons }] as const,
  );

/** Nothing is dragged any more, and nothing was moved. */
async function expectDropped(page: Page, at: { x: number; y: number }) {
  await expect(moving(page)).toHaveCount(0);
  await page.mouse.move(at.x + 40, at.y + 140);
  await page.mouse.up();
  await expect(moving(page)).toHaveCount(0);
  await expect(undo(page)).toBeDisabled();
}

test('a drag ends at a move without a button (I9)', async ({ page }) => {
  const at = await begin(page);
  await moveWith(page, { x: at.x, y: at.y + 120 }, 0);
  await expectDropped(page, at);
});

test('a drag ends when the window loses the keyboard, or the pointer is taken away (I9)', async ({ page }) => {
  const at = await begin(page);
  await page.evaluate(() => dispatchEvent(new FocusEvent('blur')));
  await expectDropped(page, at);
  const again = await begin(page);
  await page.locator('.canvas > svg').evaluate((svg: SVGSVGElement) => {
    svg.addEventListener('pointermove', ({ pointerId }) => svg.releasePointerCapture(pointerId), { once: true });
  });
  // It is told of with the move after that.
  await page.mouse.move(again.x, again.y + 100);
  await page.mouse.move(again.x, again.y + 110);
  await expectDropped(page, again);
});

test('the other button ends a drag and opens no menu (I9)', async ({ page }) => {
  const at = await begin(page);
  await page.mouse.down({ button: 'right' });
  await expect(page.getByRole('menu')).toHaveCount(0);
  await page.mouse.up({ button: 'right' });
  await expectDropped(page, at);
  await mark(page, 'level4-b1').click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
});

test('Delete within a drag ends it and removes what is selected (I9)', async ({ page }) => {
  await begin(page);
  await page.keyboard.press('Delete');
  await expect(mark(page, 'level4-b1')).toHaveCount(0);
  await page.mouse.up();
  await expect(page.locator('[role="alert"], [role="status"]').filter({ hasText: /level4-b1|not in/ })).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(mark(page, 'level4-b1')).toBeVisible();
  await expect(undo(page)).toBeDisabled();
});

test('a drag of the picture ends at a move without a button, and at the other button (I9)', async ({ page }) => {
  const block = mark(page, 'level4-b1');
  const box = (await page.locator('.canvas > svg').boundingBox())!;
  const from = { x: box.x + box.width - 20, y: box.y + box.height - 20 };
  for (const end of ['moves', 'right'] as const) {
    await drag(page, from, [-60, -40]);
    const at = await settled(block);
    if (end === 'moves') await moveWith(page, { x: from.x - 90, y: from.y - 90 }, 0);
    else await page.mouse.down({ button: 'right' });
    await expect(page.getByRole('menu')).toHaveCount(0);
    await moveWith(page, { x: from.x - 120, y: from.y - 120 }, 1);
    await expect.poll(() => settled(block)).toEqual(at);
    if (end === 'right') await page.mouse.up({ button: 'right' });
    await page.mouse.up();
  }
  await mark(page, 'level5-b1').click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
});

test('the wheel moves the picture, with Ctrl it zooms by a step (I10)', async ({ page }) => {
  const zoom = page.getByText(/^\d+ %$/).first();
  const percent = async () => parseInt(await zoom.innerText(), 10);
  const block = mark(page, 'level4-b1');
  const at = await settled(block);
  const before = await percent();
  await page.mouse.move(...pair(at));
  await page.mouse.wheel(30, 50);
  const off = async () => {
    const { x, y } = await middleOf(block);
    return Math.hypot(x - at.x + 30, y - at.y + 50);
  };
  await expect.poll(off).toBeLessThan(0.1);
  await expect.poll(percent).toBe(before);
  await page.mouse.move(at.x - 30, at.y - 50);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -120);
  await page.keyboard.up('Control');
  await expect.poll(percent).toBe(Math.round(before * 1.25));
  await expect.poll(off).toBeLessThan(1);
});

test('a painted figure has a pixel for every one of the screen, also on another screen (I8)', async ({ page }) => {
  const nodes = Array.from({ length: 950 }, (_, index) => ({
    ...{ id: `n${index}`, kind: 'relu' },
    ...(index === 0
      ? { kind: 'input', attributes: { channels: 3, height: 8, width: 8 } }
      : { inputs: [`n${index - 1}`] }),
  }));
  await openFile(page, { name: 'long', nodes } as { name: string });
  const canvas = page.locator('.canvas > canvas');
  const client = await page.context().newCDPSession(page);
  for (const [step, deviceScaleFactor] of [1, 1.5, 3, 2].entries()) {
    // Headless, a screen of another density makes itself known by the size of the window alone.
    await client.send('Emulation.setDeviceMetricsOverride', {
      width: 1440 - step,
      height: 900,
      deviceScaleFactor,
      mobile: false,
    });
    await expect
      .poll(() =>
        canvas.evaluate((element: HTMLCanvasElement) => {
          const { width, height } = element.getBoundingClientRect();
          const off = [element.width - width * devicePixelRatio, element.height - height * devicePixelRatio];
          return [devicePixelRatio, Math.max(...off.map(Math.abs)) < 1];
        }),
      )
      .toEqual([deviceScaleFactor, true]);
  }
});
