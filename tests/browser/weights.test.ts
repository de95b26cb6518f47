import { createWriteStream, readFileSync } from 'node:fs';
import { once } from 'node:events';
import type { Page } from '@playwright/test';
import { checkpointOf, tensorsOf } from '#tests/weights/checkpoint-of.ts';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { status } from './hand.ts';

// Weight files as people have them, on the built site.

const cases = 'tests/weights/cases';

test.beforeEach(async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(page.locator(status)).toContainText('15,742,104 parameters');
  await page.getByLabel('Open a network file').setInputFiles(`${cases}/tiny.json`);
  await expect(page.locator(status)).not.toContainText('15,742,104 parameters');
});

const results = (page: Page) => page.getByRole('tabpanel');
const choose = (page: Page, files: Parameters<ReturnType<Page['locator']>['setInputFiles']>[0]) =>
  page.locator('input[aria-label="Choose a weights file"]').setInputFiles(files);
const run = (page: Page) => page.getByRole('button', { name: /^Run( again)?$/ }).click();

test('[N6] of plain and averaged weights in one file the plain ones run, the others by a choice', async ({ page }) => {
  await choose(page, `${cases}/ema_both_timm.pth`);
  await run(page);
  const table = results(page).getByLabel('Weights in this file');
  await expect(table).toHaveValue('state_dict', { timeout: 60_000 });
  const first = results(page).locator('.row').first();
  const before = await first.textContent();
  await table.selectOption({ label: 'state_dict_ema (averaged)' });
  await expect(first).not.toHaveText(before!, { timeout: 60_000 });
  await expect(table).toHaveValue('state_dict_ema');
  await expect(results(page)).toContainText('ema_both_timm.pth, state_dict_ema');
});

test('[R3] the wrapper under which weights stand is said, and what was passed over', async ({ page }) => {
  await choose(page, `${cases}/ck_lightning_ns.ckpt`);
  await run(page);
  await expect(results(page)).toContainText('Weights under state_dict.model', { timeout: 60_000 });
  await results(page).locator('summary').click();
  await expect(results(page)).toContainText('hyper_parameters (argparse.Namespace)');
});

test('[R10] weights that are dropped are those of a run that starts in that very moment, as chosen ones are', async ({
  page,
}) => {
  const bytes = readFileSync(`${cases}/legacy_proto3.pth`).toString('base64');
  const button = page.getByRole('button', { name: /^Run( again)?$/ });
  await expect(button).toBeEnabled();
  await button.evaluate((run: HTMLElement, text) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))], 'own.pth'));
    for (const type of ['dragenter', 'dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
    run.click();
  }, bytes);
  await expect(results(page)).toContainText('67 tensors loaded', { timeout: 60_000 });
  await expect(results(page)).toContainText('own.pth');
});

test('[N1] weights that are not finite, or variances below zero, are named, and what follows is PyTorch’s', async ({
  page,
}) => {
  const weights = await tensorsOf('cases/legacy_proto3.pth');
  for (const [name, value, words] of [
    ['level0.0.weight', NaN, 'values are not finite (NaN)'],
    ['level0.1.running_var', -1, 'the file has a variance below zero'],
  ] as const) {
    const { shape, data } = weights[name]!;
    const broken = { ...weights, [name]: { shape, data: data.map(() => value) } };
    await choose(page, { name: 'broken.pth', mimeType: '', buffer: Buffer.from(checkpointOf(broken)) });
    await run(page);
    await expect(results(page)).toContainText(words, { timeout: 60_000 });
    await expect(results(page)).toContainText(name);
    await expect(results(page)).toContainText('are NaN or infinite. Every operation was computed by its definition');
    await expect(results(page)).toContainText('10 logits are not finite, so there are no probabilities.');
  }
});

test('[N1] a gradient through weights that are not finite is PyTorch’s, and says where it is NaN or infinite', async ({
  page,
}) => {
  const weights = await tensorsOf('cases/legacy_proto3.pth');
  const { shape, data } = weights['level2.tree1.tree1.bn1.weight']!;
  const broken = { ...weights, 'level2.tree1.tree1.bn1.weight': { shape, data: data.map(() => NaN) } };
  await choose(page, { name: 'broken.pth', mimeType: '', buffer: Buffer.from(checkpointOf(broken)) });
  await page.getByRole('tab', { name: 'Gradient' }).click();
  await results(page).getByRole('button', { name: 'Differentiate' }).click();
  await expect(results(page)).toContainText('values are not finite (NaN)', { timeout: 60_000 });
  await expect(results(page)).toContainText('level2.tree1.tree1.bn1.weight');
  await expect(results(page)).toContainText(/∂L\/∂result is NaN or infinite in .*level 2/);
  await expect(results(page)).not.toContainText('The gradient is 0 everywhere');
  await results(page).getByRole('radio', { name: 'Saliency' }).click();
  await expect(results(page)).toContainText('places the gradient is NaN or infinite');
});

test('[R13] a file that keeps the worker busy is left at once by Cancel, and the next run does not wait', async ({
  page,
}, testInfo) => {
  const path = testInfo.outputPath('busy.pth');
  await writeBusy(path);
  await choose(page, path);
  await run(page);
  // The one that says what a file is came first, that of runs after it.
  await expect.poll(() => page.workers().length).toBe(2);
  const busy = page.workers().at(-1);
  const closed = busy!.waitForEvent('close');
  // What the file is, is read beside the run: that has a Cancel of its own, and is over when another file is chosen.
  await page.locator('.tools').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
  await choose(page, `${cases}/legacy_proto3.pth`);
  await expect(page.getByText('Looking at busy.pth')).toHaveCount(0);
  await run(page);
  await closed;
  await expect(results(page)).toContainText('67 tensors loaded', { timeout: 60_000 });
});

/** An old checkpoint whose pickle puts a number down and takes it up again, 30 million times. */
async function writeBusy(path: string): Promise<void> {
  const file = createWriteStream(path);
  const magic = [0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e];
  file.write(Buffer.from([...magic, 0x80, 2, 0x4d, 0xe9, 3, 0x2e, 0x80, 2, 0x7d, 0x2e, 0x80, 2]));
  const piece = Buffer.alloc(1_000_000, Buffer.from([0x4e, 0x30]));
  for (let i = 0; i < 60; i += 1) file.write(piece);
  file.end(Buffer.from([0x4e, 0x2e]));
  await once(file, 'finish');
}
