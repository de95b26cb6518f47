import type { Page } from '@playwright/test';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { serialiseConfig } from '#lib/dla/network/parse.ts';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { inspector, mark, run as runs, status } from './hand.ts';

// Interventions on the built site: by key, menu and slider, their marks, and a run beside the untouched network.

const key = (page: Page) => page.getByRole('group', { name: 'Interventions' });
const panel = (page: Page) => page.getByRole('tabpanel');

async function open(page: Page) {
  await page.goto(WORKSPACE);
  await page.getByLabel('Open a network file').setInputFiles({
    name: 'network.json',
    mimeType: 'application/json',
    buffer: Buffer.from(
      serialiseConfig({ ...presetConfig('dla34'), name: 'small', input: { channels: 3, height: 64, width: 64 } }),
    ),
  });
  await expect(page.getByLabel('Name of the network')).toHaveValue('small');
  await expect(page.locator(status)).toContainText('input 3×64×64');
}

const run = (page: Page) => runs(page, () => page.keyboard.press('Control+Enter'));

for (const backend of ['WebGL', 'WebAssembly'] as const)
  test(`an ablated block changes what follows it on ${backend}, beside the untouched network, and no count`, async ({
    page,
  }) => {
    await open(page);
    const counts = await page.locator(status).innerText();
    await page.getByRole('button', { name: /^Run on/ }).click();
    await page.getByRole('menuitemcheckbox', { name: new RegExp(`^${backend}`) }).click();
    await mark(page, 'level5-b1').click();
    await page.keyboard.press('x');
    await expect(key(page)).toContainText('1 intervention ×0ablated');
    await expect(mark(page, 'level5-b1')).toHaveAttribute('aria-label', /level 5 B1 ablated$/);
    await run(page);
    await expect(page.locator(status)).toContainText(counts.split('\n')[0]!);
    await expect(panel(page)).toContainText('small, level 5 B1 ablated on cat');
    const levels = panel(page).getByRole('grid', { name: 'Change of each level' });
    await expect(levels.getByRole('row', { name: /^level 4 not touched/ })).toBeVisible();
    await expect(levels.getByRole('row', { name: /^level 5 −?0\.\d+/ })).toBeVisible();
    const first = panel(page).getByRole('table', { name: 'Beside the untouched network' }).getByRole('row').nth(1);
    await expect(first).toContainText(/−?\d\.\d{4}\s*−?\d\.\d{4}\s*[+−]\d\.\d{4}/);

    await page.keyboard.press('Control+z');
    await expect(key(page)).toBeHidden();
    await expect(panel(page)).toContainText('The interventions have changed since this was computed.');
    await run(page);
    await expect(levels).toBeHidden();
  });

test('what each input contributes is listed and drawn on the edges, and leads to its place', async ({ page }) => {
  await open(page);
  await page.getByRole('tab', { name: 'Ablation' }).click();
  await page.getByRole('button', { name: 'Ablate each input in turn' }).click();
  const rows = panel(page).getByRole('grid').getByRole('row');
  await expect(rows).toHaveCount(1 + 17);
  await expect(page.getByText('Heat: contribution')).toBeVisible();
  await panel(page).getByRole('switch', { name: 'Loss of a class' }).click();
  await expect(rows.first()).toContainText('loss');
  await rows.filter({ hasText: 'level 5 B1 → level 5 N1' }).click();
  await expect(inspector(page).getByRole('heading', { name: 'B1 → N1' })).toBeVisible();
  const width = (edge: string) => async () =>
    Number(await mark(page, edge).locator('path').first().getAttribute('stroke-width'));
  await expect.poll(width('level5-b1>level5-n1')).toBeGreaterThan(3);
  await expect.poll(width('level5-b1>level5-b2')).toBeLessThan(2);
  await page.getByRole('tab', { name: 'Results' }).click();
  await expect(page.getByText('Heat: none')).toBeVisible();
});

test('an edge is scaled by slider, listed and ended; a bypass that cannot be says both shapes', async ({ page }) => {
  await open(page);
  await mark(page, 'level5-n1').click();
  await page.keyboard.press('i');
  await expect(inspector(page)).toContainText('What else takes the same output is not touched.');
  await page.keyboard.press('w');
  await expect(inspector(page).getByRole('slider')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(key(page)).toContainText('×−1scaled');
  await page.getByRole('listbox', { name: /^Figure of/ }).focus();
  await mark(page, 'level5-b2').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Intervene' }).click();
  await page.getByRole('menuitem', { name: 'Scale by 0.5' }).click();
  await expect(key(page)).toContainText('2 interventions');
  await page.keyboard.press('Escape');
  const list = inspector(page).getByRole('list').first();
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await list.getByRole('button', { name: 'End the intervention on level 5 B2', exact: true }).click();
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('Control+Shift+x');
  await expect(key(page)).toBeHidden();

  await mark(page, 'level5-down').click();
  await page.keyboard.press('b');
  await expect(page.getByText('it outputs 256 × 2 × 2, but what would be passed on is 256 × 4 × 4')).toBeVisible();
});
