import type { Page } from '@playwright/test';
import { linkOf, readLink, type LinkView } from '#lib/dla/link/link.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { unwrap } from '#lib/issue.ts';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { status } from './hand.ts';

// A link in the browser: made, opened, refused, left again; a figure in a frame.

const seen: LinkView = { hide: [], present: false, embed: false };
const linkTo = (base: string, view = seen): string =>
  unwrap(linkOf(base, { networks: [{ kind: 'config', config: presetConfig('dla46_c') }], view }));
const name = (page: Page) => page.getByRole('textbox', { name: 'Name of the network' });

test('[links] Share copies a link that holds what is open, and its code and frame stand beside it', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
  await name(page).fill('shared');
  await name(page).press('Enter');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('switch', { name: 'Inspector' }).click();
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText('The link is on the clipboard.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const { networks, view } = unwrap(readLink(link));
  expect(networks).toMatchObject([{ document: { name: 'shared' } }]);
  expect(view.hide).toEqual(['inspector']);
  await expect(dialog).toContainText(`${link.length} characters`);
  await expect(dialog.getByRole('img', { name: 'The link as a QR code' })).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: 'Frame for another page' })).toHaveValue(
    /^<iframe src=".*\?embed#1\./,
  );
});

test('[links] a link opens beside what was there, a broken one leaves it, and back leads back', async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
  await name(page).fill('my work');
  await name(page).press('Enter');
  await expect(page.locator(status)).toContainText('saved on this machine');
  const base = page.url();
  await page.goto(`${base}#1.w6IX.0`);
  await expect(page.getByText('What this link holds cannot be read')).toBeVisible();
  await expect(name(page)).toHaveValue('my work');
  await page.goto(linkTo(base, { ...seen, hide: ['drawer', 'palette'] }));
  await expect(name(page)).toHaveValue('DLA-46-C');
  await expect(page.getByRole('tree')).toBeHidden();
  await expect(page.getByRole('tab')).toHaveCount(0);
  await name(page).fill('theirs, changed');
  await name(page).press('Enter');
  await expect(page.locator(status)).toContainText('saved on this machine');
  await page.reload();
  await expect(name(page)).toHaveValue('theirs, changed');
  await page.goto(base);
  await expect(name(page)).toHaveValue('my work');
});

test('[links] a frame shows one figure and says nothing but its height', async ({ page }) => {
  const said: unknown[] = [];
  await page.exposeFunction('hear', (data: unknown) => void said.push(data));
  await page.goto(WORKSPACE);
  const link = linkTo(page.url(), { ...seen, hide: ['bar'], embed: true });
  // A page of the product shows no frames: another one does.
  const body = '<!doctype html><link rel="icon" href="data:,">';
  await page.route('**/framing.html', (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto('/framing.html');
  await page.evaluate((src) => {
    const { hear } = window as Window & { hear?: (data: unknown) => void };
    addEventListener('message', ({ data }) => hear?.(data));
    document.body.innerHTML = `<iframe src="${src}" width="800" height="300"></iframe>`;
  }, link);
  const frame = page.frameLocator('iframe');
  await expect(frame.getByText('level 3', { exact: true })).toBeVisible();
  await expect(frame.getByRole('button')).toHaveCount(0);
  await expect(frame.getByRole('link', { name: 'Open in DLA Explorer' })).toBeVisible();
  await expect.poll(() => said.length).toBeGreaterThan(0);
  for (const each of said) expect(each).toEqual({ height: expect.any(Number) as unknown });
  // Not how high it is before there is a picture.
  expect((said[0] as { height: number }).height).toBeGreaterThan(200);
});

test('[links] a link for a projector shows the figure alone; P shows everything again', async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
  await page.goto(linkTo(page.url(), { ...seen, present: true }));
  await expect(page.getByRole('heading', { level: 1, name: 'DLA-46-C' })).toBeVisible();
  await expect(page.getByText('level 3', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('tab')).toHaveCount(0);
  await page.keyboard.press('p');
  await expect(page.getByRole('button', { name: 'Share', exact: true })).toBeVisible();
  await page.keyboard.press('p');
  await page.getByRole('button', { name: 'Leave presentation' }).click();
  await expect(page.getByRole('tab', { name: 'Results' })).toBeVisible();
});
