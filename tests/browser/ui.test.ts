import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, preview, type PreviewServer } from 'vite';
import { violationsOf } from './accessibility.ts';
import { expect, test } from './fixtures.ts';
import { restingBox } from './hand.ts';

// The interface parts on their gallery page (tests/gallery), built like the product.
const configFile = 'tests/gallery/vite.config.ts';
let folder: string;
let server: PreviewServer;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gallery-'));
  await build({ configFile, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  server = await preview({
    configFile,
    logLevel: 'error',
    build: { outDir: folder },
    preview: { port: 40000 + (process.pid % 20000) },
  });
});

test.afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

test.beforeEach(async ({ page }) => {
  await page.goto(server.resolvedUrls?.local[0] ?? '');
  await expect(page.getByRole('heading', { name: 'Buttons' })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`[ui] no violation of accessibility rules in ${colorScheme}, with everything open once`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    const check = async (what: string, above = false) => {
      expect(await violationsOf(page, { above }), what).toEqual([]);
    };
    await page.getByRole('button', { name: 'Error', exact: true }).click();
    await page.getByRole('spinbutton', { name: 'Channels' }).fill('many');
    await page.keyboard.press('Enter');
    await check('the page, with a message and a problem');
    await page.getByRole('tab', { name: 'Activations' }).click();
    await check('the maps');
    await page.getByRole('button', { name: 'Theme' }).click();
    await expect(page.getByRole('menuitemcheckbox', { name: 'system' })).toBeChecked();
    await check('the menu', true);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Open dialog' }).click();
    await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible();
    await check('the dialog', true);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Open palette' }).click();
    await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
    await check('the palette', true);
  });
}

test('[ui] a number field emits whole numbers in range only, steps with the arrows, and Esc reverts', async ({
  page,
}) => {
  const field = page.getByRole('spinbutton', { name: 'Channels' });
  const emitted = page.getByRole('status', { name: 'Emitted' });
  await field.fill('100');
  await field.press('Enter');
  await expect(page.getByText('The nearest allowed value is 96.')).toBeVisible();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(emitted).toHaveText('');
  await field.press('Escape');
  await expect(field).toHaveValue('128');
  await expect(page.getByText('The nearest allowed value is 96.')).toBeHidden();
  await field.fill('256');
  await field.press('Tab');
  await expect(emitted).toHaveText('256');
  await field.press('ArrowUp');
  await field.press('ArrowDown');
  await field.press('PageDown');
  await expect(field).toHaveValue('32');
  await field.press('ArrowDown');
  await expect(emitted).toHaveText('256 288 256 32');
});

test('[ui] the tree walks, opens, finds and selects by keyboard', async ({ page }) => {
  const row = (name: string) => page.getByRole('treeitem', { name, exact: false }).first();
  await row('N2').focus();
  await page.keyboard.press('ArrowUp');
  await expect(row('tree')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(row('tree')).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowRight');
  await expect(row('B3')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(row('B3')).toHaveAttribute('aria-selected', 'true');
  await expect(row('N2')).toHaveAttribute('aria-selected', 'false');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(row('tree')).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.type('head');
  await expect(row('head')).toBeFocused();
  await expect(page.getByRole('tree').locator('[tabindex="0"]')).toHaveCount(1);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('toggle head')).toBeVisible();
});

test('[ui] one choice and one tab are in the tab order, the arrows go on and skip what is off', async ({ page }) => {
  const choice = (name: string) => page.getByRole('radio', { name });
  await choice('Blocks').focus();
  await page.keyboard.press('ArrowRight');
  await expect(choice('Ops')).toBeChecked();
  await page.keyboard.press('ArrowRight');
  await expect(choice('Levels')).toBeChecked();
  await expect(choice('Levels')).toBeFocused();
  await page.getByRole('tab', { name: 'Costs' }).focus();
  await page.keyboard.press('End');
  await expect(page.getByRole('tabpanel', { name: 'Issues' })).toHaveText('No issues.');
  await expect(page.getByRole('tab', { name: 'Issues' })).toBeFocused();
});

test('[ui] a table sorts by its headers and its rows are chosen by keyboard', async ({ page }) => {
  const names = page.getByRole('rowheader');
  const header = page.getByRole('columnheader', { name: 'Level' });
  await expect(names).toHaveText(['level 2', 'level 10', 'level 3']);
  await header.getByRole('button').click();
  await expect(header).toHaveAttribute('aria-sort', 'ascending');
  await expect(names).toHaveText(['level 2', 'level 3', 'level 10']);
  await header.getByRole('button').click();
  await expect(names).toHaveText(['level 10', 'level 3', 'level 2']);
  await header.getByRole('button').click();
  await expect(names).toHaveText(['level 2', 'level 10', 'level 3']);
  await page.getByRole('row', { name: 'level 3' }).focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: 'level 10' })).toHaveAttribute('aria-selected', 'true');
});

test('[ui] a pane is resized by keyboard and pointer, within its bounds', async ({ page }) => {
  const line = page.getByRole('separator', { name: 'Width of the outline' });
  await line.focus();
  await page.keyboard.press('ArrowRight');
  await expect(line).toHaveAttribute('aria-valuenow', '256');
  await page.keyboard.press('Home');
  await expect(line).toHaveAttribute('aria-valuenow', '160');
  const box = await restingBox(line);
  await page.mouse.move(box.x, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + 50, box.y + 100);
  await expect(line).toHaveAttribute('aria-valuenow', '210');
  await page.mouse.move(box.x + 900, box.y + 100);
  await page.mouse.up();
  await expect(line).toHaveAttribute('aria-valuenow', '400');
  await page.keyboard.press('Enter');
  await expect(line).toHaveAttribute('aria-valuenow', '240');
});

test('[ui] the theme is remembered, and stands before the first paint', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.getByRole('button', { name: 'Theme' }).press('Enter');
  await page.getByRole('menuitemcheckbox', { name: 'dark' }).press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.route('**/*.js', (route) =>
    route.request().url().endsWith('before-paint.js')
      ? route.continue()
      : route.fulfill({ contentType: 'text/javascript', body: '' }),
  );
  await page.goto(page.url(), { waitUntil: 'commit' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('[ui] the palette finds a command by a part of its name and runs it', async ({ page }) => {
  await page.getByRole('button', { name: 'Open palette' }).click();
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.type('exp');
  await expect(page.getByRole('dialog').getByRole('option', { selected: true })).toContainText('Export the config');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByText('Ran: Export the config')).toBeVisible();
});

test('[ui] files are dropped or chosen; others are named as refused', async ({ page }) => {
  const zone = page.getByRole('group', { name: 'Photograph' });
  const drop = async (name: string, type: string) => {
    const data = await page.evaluateHandle(
      ([name, type]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File(['x'], name ?? '', { type }));
        return transfer;
      },
      [name, type],
    );
    for (const event of ['dragenter', 'dragover', 'drop']) await zone.dispatchEvent(event, { dataTransfer: data });
  };
  await drop('cat.png', 'image/png');
  await expect(page.getByRole('status', { name: 'Files' })).toHaveText('cat.png');
  await drop('dla34.json', 'application/json');
  await expect(page.getByRole('status', { name: 'Files' })).toHaveText('refused dla34.json');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose…' }).click();
  await (await chooser).setFiles({ name: 'dog.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('x') });
  await expect(page.getByRole('status', { name: 'Files' })).toHaveText('dog.jpg');
});
