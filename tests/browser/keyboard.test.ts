import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { choose, nextPart } from './hand.ts';

// Everything by keyboard alone: real key presses, no pointer.

/** Counts of the authors' DLA-34 (tests/golden/data/summary.json). */
const { params, macs } = (
  JSON.parse(readFileSync('tests/golden/data/summary.json', 'utf8')) as Record<string, { params: number; macs: number }>
)['dla34']!;
const digits = (count: number) => count.toLocaleString('en-US');

const status = (page: Page) => page.locator('footer', { hasText: 'parameters' });
const title = (page: Page) => page.getByLabel('Inspector', { exact: true }).getByRole('heading', { level: 2 });

/** A hand on the keyboard. */
class Keys {
  constructor(readonly page: Page) {}

  press = (key: string) => this.page.keyboard.press(key);

  /** Opens a palette by a key, types, and takes the first that is found, which starts with what was typed. */
  choose = (key: string, text: string) => choose(this.page, key, text, new RegExp(`^\\s*(?:Add )?${text}`, 'i'));
  command = (text: string) => this.choose('Control+k', text);
  /** To a node or group by its label and the start of its id. */
  goTo = (label: string) => this.choose('Control+k', label);
  add = (what: string) => this.choose('a', what);
  connect = (to: string) => this.choose('c', to);

  /** Goes to a field of the inspector and types; Esc goes back. */
  async set(fields: Readonly<Record<string, string | true>>) {
    await this.press('s');
    // At first the key waits for the parts of the page that it may lead to.
    await expect(this.page.getByLabel('Inspector', { exact: true }).locator(':focus')).toHaveCount(1);
    for (const [label, value] of Object.entries(fields)) {
      await this.tabTo(label);
      if (value === true) await this.press('Space');
      else await this.page.keyboard.type(value);
      await this.press('Enter');
    }
    await this.press('Escape');
  }

  /** By Tab to the field with a label, at most once round the inspector. */
  async tabTo(label: string) {
    const here = () =>
      this.page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.labels?.[0]?.textContent ?? '');
    for (let step = 0; step < 20; step += 1) {
      if ((await here()).startsWith(label)) return;
      await this.press('Tab');
    }
    throw new Error(`no field ${label}`);
  }

  async rename(name: string) {
    await this.press('F2');
    await expect(this.page.locator('input:focus')).toHaveCount(1);
    await this.page.keyboard.type(name);
    await this.press('Enter');
    await this.press('Escape');
    await expect(title(this.page)).toHaveText(name);
  }

  /** Frames everything from one row of the outline to its end. */
  async groupFrom(row: string, name: string) {
    await this.goTo(row);
    while (!(await this.page.getByRole('tree').evaluate((tree) => tree.contains(document.activeElement))))
      await nextPart(this.page);
    await this.press('Home');
    await this.page.keyboard.type(row.split(' ')[0]!);
    await this.press('Enter');
    await this.press('End');
    await this.press('Shift+Enter');
    await this.press('Control+g');
    await expect(title(this.page)).toHaveText('group');
    await this.rename(name);
  }
}

test('[K1] DLA-34 is built from blank by keyboard alone, and counts as the official one', async ({ page }) => {
  await page.goto(WORKSPACE);
  await expect(status(page)).toContainText('parameters');
  const keys = new Keys(page);
  await keys.command('new network');
  await expect(status(page)).toContainText('0 parameters');

  // The base layer, and two levels of one convolution each.
  await keys.goTo('image · input');
  await keys.add('conv unit');
  await keys.set({ channels: '16', kernel: '7' });
  await keys.add('conv unit');
  await keys.press('Control+g');
  await keys.rename('level 0');
  await keys.add('conv unit');
  await keys.set({ channels: '32', stride: '2' });
  await keys.press('Control+g');
  await keys.rename('level 1');

  // Level 2: the pooled and projected input goes round the first of two blocks, which a node aggregates.
  await keys.add('max-pool');
  await keys.add('projection');
  await keys.set({ channels: '64' });
  await keys.goTo('level 1 · group');
  await keys.add('basic');
  await keys.set({ channels: '64', stride: '2' });
  await keys.goTo('1×1 · conv');
  await keys.connect('B1, input 2');
  await keys.goTo('B1 · block');
  await keys.add('basic');
  await keys.add('node');
  await keys.goTo('B1 · block');
  await keys.connect('N1');
  await keys.groupFrom('max 2×2', 'level 2');
  await expect(page.getByLabel('Inspector', { exact: true })).toContainText('2 blocks');

  // Level 3: two such trees; the second node takes its blocks, the pooled input and the first node, in this order.
  await keys.add('max-pool');
  await keys.add('projection');
  await keys.set({ channels: '128' });
  await keys.goTo('level 2 · group');
  await keys.add('basic');
  await keys.set({ channels: '128', stride: '2' });
  await keys.goTo('1×1 · conv-unit-5');
  await keys.connect('B1, input 2');
  await keys.goTo('B1 · block-3');
  await keys.add('basic');
  await keys.add('node');
  await keys.goTo('B1 · block-3');
  await keys.connect('N1');
  await keys.goTo('N1 · aggregation-2');
  await keys.add('basic');
  await keys.add('basic');
  await keys.add('node');
  for (const input of ['B3 · block-5', 'max 2×2 · down-sample-2', 'N1 · aggregation-2']) {
    await keys.goTo(input);
    await keys.connect('N2');
  }
  await keys.groupFrom('max 2×2 · down-sample-2', 'level 3');
  await expect(page.getByLabel('Inspector', { exact: true })).toContainText('4 blocks');
  await expect(status(page)).toContainText('no issues');

  // Level 4 is level 3 once more, of twice the channels; level 5 has one tree.
  await keys.press('r');
  await keys.rename('level 4');
  await keys.set({ channels: '256' });
  await keys.press('r');
  await keys.rename('level 5');
  await keys.set({ blocks: '2', channels: '512' });
  await keys.add('classifier');

  await expect(status(page)).toContainText('no issues');
  await expect(status(page)).toContainText(`${digits(params)} parameters`);
  await expect(status(page)).toContainText(`${digits(macs)} MACs`);
});

test('a block is opened to its ops and closed again, by a double click and by Enter (I21)', async ({ page }) => {
  await page.goto(WORKSPACE);
  const block = page.locator('.canvas [data-id="level3-b2"]');
  const ops = page.getByRole('option', { name: /^conv 3×3/ });
  await expect(block).toBeVisible();
  await expect(ops).toHaveCount(0);
  await block.dblclick();
  await expect(ops).toHaveCount(2);
  await page.keyboard.press('Enter');
  await expect(ops).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(ops).toHaveCount(2);
  await expect(block).toHaveAttribute('aria-selected', 'true');
  await block.dblclick({ position: { x: 20, y: 6 } });
  await expect(ops).toHaveCount(0);
});
