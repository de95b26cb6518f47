import type { Page, Route } from '@playwright/test';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { choose as chooseFound, run } from './hand.ts';
import { watchContexts } from './lose-context.ts';

// Looking inside a run on the built site: activations, time, what computed, batches, refusals and lost contexts.

const panel = (page: Page) => page.getByRole('tabpanel');
const runButton = (page: Page) => page.getByRole('button', { name: /^Run( again)?$/ });

async function choose(page: Page, menu: RegExp, item: RegExp) {
  await page.getByRole('button', { name: menu }).click();
  await page
    .getByRole('menuitemcheckbox', { name: item })
    .or(page.getByRole('menuitem', { name: item }))
    .click();
}

interface Order {
  readonly method: string;
  readonly keep: readonly (readonly [string, Record<string, boolean>])[];
  readonly images: number;
}

/** What the page asks of its workers, from the first on. */
const recordOrders = (page: Page) =>
  page.addInitScript(() => {
    const orders: Order[] = [];
    Object.assign(window, { orders });
    const original = Object.getOwnPropertyDescriptor(Worker.prototype, 'postMessage')!.value as (
      this: Worker,
      ...given: unknown[]
    ) => void;
    Worker.prototype.postMessage = function (this: Worker, ...given: unknown[]) {
      const { method, payload } = given[0] as {
        method?: string;
        payload?: { keep?: Map<string, Record<string, boolean>>; others?: unknown[] };
      };
      if (method === 'run')
        orders.push({ method, keep: [...payload!.keep!], images: 1 + (payload!.others?.length ?? 0) });
      original.apply(this, given);
    };
  });
const ordersOf = (page: Page) => page.evaluate(() => (window as typeof window & { orders: Order[] }).orders);

const open = async (page: Page) => {
  await page.goto(WORKSPACE);
  await expect(page.locator('footer')).toContainText('15,742,104 parameters');
};

test('[I1] the selected node shows its channels, a histogram, statistics and dead channels; only it is fetched', async ({
  page,
}) => {
  await recordOrders(page);
  await open(page);
  await page.getByRole('tab', { name: 'Activations' }).click();
  await expect(panel(page)).toContainText('Nothing has run yet');
  await run(page);
  await expect(panel(page)).toContainText('Select a node');
  await expect.poll(() => ordersOf(page)).toHaveLength(1);
  await panel(page).getByRole('button', { name: 'level 4' }).click();
  const channels = panel(page).getByRole('listbox');
  await expect(channels).toHaveAccessibleName('Channels 1 to 64 of 256');
  const orders = await ordersOf(page);
  const wish = { stats: true, histogram: true, full: true };
  expect(orders[1]).toEqual({ method: 'run', keep: [['level4-n2', wish]], images: 1 });
  // Maps and statistics come back of every node, and everything of the levels' and the head's results alone.
  const whole = orders[0]!.keep.filter(([, { full }]) => full).map(([id]) => id);
  expect(whole.length).toBeLessThan(orders[0]!.keep.length / 2);

  const facts = panel(page).getByLabel('Statistics of level 4 · N2');
  for (const word of ['256×14×14', 'mean', 'standard deviation', 'minimum', 'maximum', 'zeros'])
    await expect(facts).toContainText(word);
  const [dead] = (await facts.innerText()).match(/(?<=dead channels\s+)\d+(?= of 256)/)!;
  expect(Number(dead)).toBeGreaterThan(0);
  await facts.getByText('Zero everywhere in this image').click();
  await expect.poll(async () => (await facts.locator('details p').innerText()).split(', ')).toHaveLength(Number(dead));
  await expect(facts.getByRole('img', { name: /^Values of level 4 · N2: from 0 to/ })).toBeVisible();

  await panel(page).getByRole('radio', { name: 'Dead last' }).click();
  await channels.getByRole('option').first().focus();
  await page.keyboard.press('End');
  const last = channels.getByRole('option', { selected: true });
  await expect(last).toHaveAccessibleName(/dead$/);
  await expect(last).toBeFocused();
  await expect(panel(page).getByRole('heading', { name: /^Channel \d+, dead · cat$/ })).toBeVisible();
  await panel(page).getByRole('radio', { name: 'By mean' }).click();
  await channels.getByRole('option', { selected: true }).focus();
  await page.keyboard.press('Home');
  await expect(async () => {
    const means = await channels
      .getByRole('option')
      .evaluateAll((options) => options.map((each) => Number(/mean (\S+?),?( dead)?$/.exec(each.ariaLabel!)![1])));
    expect(means).toHaveLength(64);
    expect(means).toEqual([...means].sort((a, b) => b - a));
  }).toPass();

  const walk = panel(page).getByRole('button', { name: /use the arrow keys to read its values/ });
  await walk.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(panel(page).getByText(/^row 1, column 1: \d\.\d+$/)).toBeVisible();
});

test('[I2] the value of one op is shown as well; what changed since the run is said; a new node says to run again', async ({
  page,
}) => {
  await open(page);
  await run(page);
  await page.getByRole('tab', { name: 'Activations' }).click();
  await page.getByRole('treeitem', { name: /level 3/ }).press('ArrowRight');
  await page.getByRole('treeitem', { name: /B1/ }).first().click();
  await panel(page).getByLabel('Value', { exact: true }).selectOption({ label: 'conv1: conv2d' });
  // Before the batch norm there is no ReLU: values are negative too, and nothing is dead.
  await expect(panel(page).getByLabel(/Statistics/)).toContainText(/minimum\s+−/);
  await expect(panel(page)).not.toContainText('The network has changed');
  await page.getByRole('treeitem', { name: /level 3/ }).click();
  await page.getByRole('button', { name: /\(c\) Iterative deep aggregation/ }).click();
  await expect(panel(page)).toContainText('The network has changed since this was computed');
});

test('[I3] what is being fetched can be called off, and fetched after all', async ({ page }) => {
  await open(page);
  await choose(page, /^Image/, /all 5 samples/);
  await run(page);
  await page.getByRole('tab', { name: 'Activations' }).click();
  await panel(page).getByRole('button', { name: 'level 5' }).click();
  await panel(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(panel(page)).toContainText('Cancelled.');
  await panel(page).getByRole('button', { name: 'Compute channels' }).click();
  await expect(panel(page).getByRole('listbox')).toBeVisible();
  await expect(panel(page)).toContainText('Zero everywhere in all 5 images');
});

test('[I4] time per op is measured, listed and drawn; another heat can be drawn, and none', async ({ page }) => {
  await open(page);
  await choose(page, /^Run on:/, /Measure time per op/);
  await expect(page.getByRole('tab', { name: 'Time' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible();
  const rows = panel(page).getByRole('row');
  await expect(rows.nth(50)).toBeAttached();
  const shares = () =>
    rows.evaluateAll((all) =>
      all.slice(1).map((row) => Number.parseFloat(row.querySelectorAll('td')[2]?.textContent ?? '0')),
    );
  await expect.poll(async () => (await shares()).reduce((sum, each) => sum + each, 0)).toBeGreaterThan(95);
  await expect(rows.filter({ hasText: '7×7' })).toContainText('118,013,952');
  const heat = page.getByRole('button', { name: /^Heat/ });
  await expect(heat).toContainText('time');
  await expect(page.locator('.legend')).toContainText(/0\s+[\d.]+ ms/);
  await choose(page, /^Heat/, /MACs/);
  await expect(page.locator('.legend')).toContainText(/0\s+231 M MACs/); // 2 · 128² · 9 · 28²: a block of level 3
  await chooseFound(page, 'Control+k', 'Heat: parameters');
  await expect(page.locator('.legend')).toContainText(/0\s+4\.72 M parameters/);
  await choose(page, /^Heat/, /memory/);
  await expect(page.locator('.legend')).toContainText(/0\s+6\.42 MB/);
  // Away from the menu's button, whose tooltip would take the press.
  await page.mouse.click(700, 20);
  await page.keyboard.press('Escape');
  await expect(heat).toContainText('none');
});

test('[I5] the badge says what computed and why, checks it on request, and lets a person choose otherwise', async ({
  page,
}) => {
  await open(page);
  await run(page);
  const badge = page.getByLabel('Backend of this run');
  await expect(badge).toContainText('WebAssembly');
  await expect(badge).toContainText('float32');
  await expect(badge).toContainText('Chosen automatically, measured here: WebAssembly 30 ms · WebGL 150 ms.');
  await expect(page.locator('footer')).toContainText('ran on WebAssembly, float32');
  await badge.getByRole('button', { name: 'Check' }).click();
  await expect(badge).toContainText('Exact enough.');
  await expect(badge).toContainText(/Largest error \d\.\de-\d of the largest logit; tolerance 1e-4/);
  await badge.getByRole('button', { name: 'Run on WebGL anyway' }).click();
  await expect(badge).toContainText('WebGL');
  await expect(badge).toContainText('software');
  await expect(badge).toContainText('SwiftShader');
  await expect(badge).not.toContainText('Chosen automatically');
});

test.describe('where nothing was measured', () => {
  test.use({ measured: false });
  test('[I5] the first run measures what is fastest here, the next goes by it, and it is measured again on request', async ({
    page,
  }) => {
    await open(page);
    const kept = () =>
      page.evaluate(() => JSON.parse(localStorage.getItem('dla-explorer.paces') ?? '{}') as { paces?: unknown[] });
    await expect.poll(kept).toEqual({});
    await run(page);
    const badge = page.getByLabel('Backend of this run');
    await expect(badge).toContainText(/measured here: .*WebAssembly \d.* (ms|s)/);
    await expect(badge).toContainText(/measured here: .*WebGL \d.* (ms|s)/);
    const first = await kept();
    expect(first.paces).toHaveLength(2);
    // What computed is what was fastest, whichever that is here.
    const [fastest] = /measured here: (WebAssembly|WebGL) /.exec(await badge.innerText())!.slice(1);
    await expect(badge.locator('b').first()).toHaveText(fastest!);
    await run(page);
    await expect.poll(kept).toEqual(first);
    await page.getByRole('button', { name: /^Run on:/ }).click();
    await page.getByRole('menuitem', { name: /Measure again/ }).click();
    await expect.poll(async () => (await kept()).paces).toEqual([]);
    await run(page);
    await expect.poll(async () => (await kept()).paces).toHaveLength(2);
  });
});

test('[I6] an error above the tolerance is said in words', async ({ page }) => {
  await page.addInitScript(() => {
    const original = Object.getOwnPropertyDescriptor(EventTarget.prototype, 'addEventListener')!.value as (
      this: EventTarget,
      ...given: unknown[]
    ) => void;
    Worker.prototype.addEventListener = function (this: Worker, ...given: unknown[]) {
      const [type, listener] = given as [string, (event: MessageEvent) => void];
      const inexact = (event: MessageEvent<{ value?: { error?: number; tolerance?: number } }>) => {
        if (event.data.value?.tolerance) event.data.value.error = 0.25;
        listener(event);
      };
      original.call(this, type, type === 'message' ? inexact : listener);
    };
  });
  await open(page);
  await run(page);
  const badge = page.getByLabel('Backend of this run');
  await badge.getByRole('button', { name: 'Check' }).click();
  await expect(badge).toContainText('Not exact: do not trust its results.');
  await expect(badge).toContainText('2.5e-1');
});

test('[I7] several files are a batch: results of each, and the maps of the one that is chosen', async ({ page }) => {
  await open(page);
  const files = ['cat.jpg', 'coffee.jpg', 'rocket.jpg'].map((name) => `static/samples/${name}`);
  await page.getByLabel('Choose images').locator('input').setInputFiles(files);
  await expect(page.getByRole('button', { name: /^Image/ })).toContainText('3 images');
  await run(page);
  const batch = page.getByRole('radiogroup', { name: 'Images of this run' });
  await expect(batch.getByRole('radio')).toHaveCount(3);
  const bars = () =>
    panel(page)
      .locator('.bar')
      .evaluateAll((all) => all.map((bar) => bar.getAttribute('style')));
  await expect.poll(bars).not.toEqual([]);
  const first = await bars();
  await expect(batch.getByRole('radio').nth(1)).toHaveAccessibleName(/^2: coffee\.jpg, class \d+, \d\.\d+$/);
  const answers = () =>
    batch.getByRole('radio').evaluateAll((all) => all.map((each) => each.ariaLabel!.replace(/^.*?, /, '')));
  await expect.poll(async () => new Set(await answers()).size).toBe(3);
  await batch.getByRole('radio', { checked: true }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(batch.getByRole('radio', { name: /coffee/ })).toBeChecked();
  await expect(page.getByLabel('What the network saw: coffee.jpg')).toBeVisible();
  await expect.poll(bars).not.toEqual(first);
  await page.getByRole('tab', { name: 'Activations' }).click();
  await panel(page).getByRole('button', { name: 'level 5' }).click();
  await expect(panel(page).getByRole('heading', { name: /^Channel \d+.* · coffee\.jpg$/ })).toBeVisible();
  const many = Array.from({ length: 17 }, (_, index) => ({
    name: `${index}.png`,
    mimeType: 'image/png',
    buffer: Buffer.of(0),
  }));
  await page.getByLabel('Choose images').locator('input').setInputFiles(many);
  await expect(page.getByText('The next run uses the first 16 of 17 images')).toBeVisible();
});

test('[I8] a run that needs more memory than there is is refused with what it needs, and a size that fits', async ({
  page,
}) => {
  await open(page);
  const inspector = page.getByLabel('Inspector', { exact: true });
  for (const side of ['height', 'width']) {
    await inspector.getByLabel(side).fill('16384');
    await inspector.getByLabel(side).press('Enter');
  }
  await expect(page.locator('footer')).toContainText('3×16384×16384');
  await runButton(page).click();
  const refusal = page.getByRole('region', { name: 'The run stopped' });
  await expect(refusal).toContainText(/needs about [\d.]+ GB, but 3\.76 GB are available/);
  await refusal.getByRole('button', { name: 'Use images of 2048×2048' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.locator('footer')).toContainText('3×2048×2048');
  await expect(refusal).toBeHidden();
});

test('[I9] a first run says its phase in words; cancelled, it has run nothing, and the next one is sound', async ({
  page,
}) => {
  await open(page);
  await choose(page, /^Run on:/, /^WebGL /);
  await page.evaluate(() => {
    const heard = new Set<string>();
    Object.assign(window, { heard });
    new MutationObserver(() => {
      const words = document.querySelector('.tools .words')?.textContent;
      if (words) heard.add(words.replace(/ (of )?\S+$/, ''));
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await runButton(page).click();
  await expect(page.locator('.tools .words')).toContainText('running');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
  const heard = () => page.evaluate(() => [...(window as typeof window & { heard: Set<string> }).heard]);
  await expect
    .poll(heard)
    .toEqual(expect.arrayContaining(['preparing the', 'loading weights', 'compiling shaders', 'running']));
  await run(page);
});

const losing = async (route: Route) => {
  const response = await route.fetch();
  await route.fulfill({ response, body: `(${String(watchContexts)})(60);\n${await response.text()}` });
};

test('[I10] a lost context is survived: the run is repeated; lost again, it says so, and the next run works', async ({
  page,
}) => {
  await page.route(/run\.worker/, losing, { times: 1 });
  await open(page);
  // A small network: it runs four times, on WebGL in software.
  await choose(page, /^Presets/, /^DLA-46-C/);
  const count = page.locator('footer').getByText('1,301,400 parameters');
  await expect(count).toBeVisible();
  await choose(page, /^Run on:/, /^WebGL /);
  await run(page);
  await expect(page.getByLabel('Backend of this run')).toContainText('WebGL');

  await page.reload();
  await expect(count).toBeVisible();
  await page.route(/run\.worker/, losing, { times: 2 });
  await choose(page, /^Run on:/, /^WebGL /);
  await runButton(page).click();
  const refusal = page.getByRole('region', { name: 'The run stopped' });
  await expect(refusal).toContainText('the browser lost the graphics card');
  await refusal.getByRole('button', { name: 'Run again' }).click();
  await expect(page.getByLabel('Backend of this run')).toContainText('WebGL');
  await expect(refusal).toBeHidden();
});
