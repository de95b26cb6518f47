import type { Page } from '@playwright/test';
import { violationsOf } from './accessibility.ts';
import { expect, test, WORKSPACE } from './fixtures.ts';
import { choose } from './hand.ts';

// The rules of accessibility over the page in every state that it can be in.

interface State {
  readonly name: string;
  /** From the state before. */
  readonly reach: (page: Page) => Promise<void>;
  /** What is open above the page stands outside of its landmarks: there WCAG's own rules count, not the good practices. */
  readonly above?: boolean;
}

const command = (page: Page, text: string) =>
  choose(page, 'Control+k', text, new RegExp(`^\\s*${text.replace(/[()]/g, '\\$&')}`, 'i'));
const escape = async (page: Page) => {
  // A field in it takes the first Esc for itself.
  await expect(async () => {
    await page.keyboard.press('Escape');
    await expect(page.locator('[role=dialog], [role=menu]')).toHaveCount(0, { timeout: 1000 });
  }).toPass();
};
const tab = (name: string): State => ({
  name: `the ${name} tab`,
  reach: (page) => page.getByRole('tab', { name, exact: true }).click(),
});
const menu = (name: string | RegExp): State => ({
  name: `the menu ${String(name)}`,
  above: true,
  reach: async (page) => {
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name }).first().click();
    await expect(page.getByRole('menu')).toBeVisible();
  },
});
const detail = (name: string): State => ({
  name: `${name} in detail`,
  reach: (page) => page.getByRole('radio', { name, exact: true }).click(),
});
const closed = (state: State): State => ({
  ...state,
  reach: async (page) => {
    await escape(page);
    await state.reach(page);
    await expect(page.locator('[role=dialog], [role=menu]').first()).toBeVisible();
  },
});

const drawer = ['Results', 'Activations', 'Costs', 'Paths', 'Counters', 'Gradient', 'Training', 'Issues'].map(tab);

/** Each state follows from the one before, so that the page is loaded once. */
const states: readonly State[] = [
  { name: 'a preset', reach: () => Promise.resolve() },
  detail('Ops'),
  detail('Levels'),
  detail('Blocks'),
  { name: 'a level selected', reach: (page) => command(page, 'level 3 · group') },
  { name: 'a block selected', reach: (page) => command(page, 'level 3 B1') },
  { name: 'an aggregation node selected', reach: (page) => command(page, 'level 3 N2') },
  { name: 'the head selected', reach: (page) => command(page, 'classifier · fc') },
  {
    name: 'several selected',
    reach: async (page) => {
      await page.getByRole('application').or(page.getByRole('listbox')).first().focus();
      await page.keyboard.press('Shift+ArrowLeft');
    },
  },
  { name: 'everything selected', reach: (page) => page.keyboard.press('Control+a') },
  {
    name: 'an edge selected',
    reach: async (page) => {
      await page.keyboard.press('Escape');
      await page.evaluate(() => {
        const edge = [...document.querySelectorAll('[data-id*=">"] path')].at(-1)! as SVGPathElement;
        const { x, y } = edge.getPointAtLength(edge.getTotalLength() / 2).matrixTransform(edge.getScreenCTM()!);
        edge.closest('svg')!.dispatchEvent(new MouseEvent('click', { clientX: x, clientY: y, bubbles: true }));
      });
    },
  },
  {
    name: 'the layered arrangement',
    reach: (page) => page.getByRole('radio', { name: 'Layers', exact: true }).click(),
  },
  { name: 'the figure again', reach: (page) => page.getByRole('radio', { name: 'Figure', exact: true }).click() },
  ...drawer.map((state) => ({ ...state, name: `${state.name} without results` })),
  menu('Presets'),
  menu(/^File$/),
  menu('Theme'),
  {
    name: 'the menu of the canvas',
    above: true,
    reach: async (page) => {
      await escape(page);
      await command(page, 'level 3 B1');
      await page.getByRole('application').or(page.getByRole('listbox')).first().click({ button: 'right' });
      await expect(page.getByRole('menu')).toBeVisible();
    },
  },
  closed({ name: 'the history', above: true, reach: (page) => page.keyboard.press('h') }),
  closed({
    name: 'the versions',
    above: true,
    reach: async (page) => {
      await page.keyboard.press('Control+Shift+S');
      await expect(page.getByRole('dialog')).toBeVisible();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('dialog')).toContainText('is saved');
    },
  }),
  {
    name: 'a version being renamed, another deleted',
    above: true,
    reach: async (page) => {
      const named = (name: RegExp) => page.getByRole('button', { name });
      await page.getByRole('button', { name: 'Save a version' }).click();
      await expect(named(/^Delete/)).toHaveCount(2);
      await named(/^Delete/)
        .first()
        .click();
      await expect(named(/^Delete/)).toHaveCount(1);
      await named(/^Rename/).click();
      await expect(page.getByRole('textbox', { name: /^New name/ })).toBeVisible();
    },
  },
  closed({ name: 'the commands', above: true, reach: (page) => page.keyboard.press('Control+k') }),
  closed({ name: 'what can be added', above: true, reach: (page) => page.keyboard.press('a') }),
  closed({
    name: 'where to connect',
    above: true,
    reach: async (page) => {
      await command(page, 'level 3 B1');
      await page.keyboard.press('c');
      await expect(page.getByRole('dialog').getByRole('option').first()).toBeVisible();
    },
  }),
  closed({ name: 'the keyboard shortcuts', above: true, reach: (page) => page.keyboard.press('?') }),
  {
    name: 'a refusal',
    reach: async (page) => {
      await escape(page);
      await command(page, 'level 3 · group');
      const blocks = page.getByLabel('Inspector', { exact: true }).getByLabel('blocks', { exact: true });
      await blocks.fill('6');
      await blocks.press('Enter');
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'an invalid number',
    reach: async (page) => {
      await page.getByRole('alert').getByRole('button').last().click();
      await page.getByLabel('Inspector', { exact: true }).getByLabel('channels').fill('many');
      await page.keyboard.press('Enter');
      await expect(page.getByLabel('Inspector', { exact: true }).getByLabel('channels')).toHaveAttribute(
        'aria-invalid',
        'true',
      );
    },
  },
  {
    name: 'a broken network, its issues',
    reach: async (page) => {
      await page.keyboard.press('Escape');
      await command(page, 'level 3 B1');
      const stride = page.getByLabel('Inspector', { exact: true }).getByLabel('stride');
      await stride.fill('3');
      await stride.press('Enter');
      await page.getByRole('button', { name: /issue/ }).last().click();
    },
  },
  {
    name: 'a run under way',
    reach: async (page) => {
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
    },
  },
  {
    name: 'results',
    reach: async (page) => {
      await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible();
      await page.getByRole('tab', { name: 'Results' }).click();
    },
  },
  ...drawer.slice(1).map((state) => ({ ...state, name: `${state.name} with results` })),
  { name: 'two networks', reach: (page) => page.getByRole('button', { name: 'Compare', exact: true }).click() },
  {
    name: 'two networks that differ',
    reach: async (page) => {
      await command(page, '(c) IDA');
      await expect(page.getByText(/B − A/).first()).toBeVisible();
    },
  },
  {
    name: 'an empty network',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Compare', exact: true }).click();
      await command(page, 'New network');
    },
  },
  {
    name: 'a network of nothing',
    reach: async (page) => {
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Delete');
    },
  },
];

/** All rules once; of the other theme and width those whose answer can differ there. */
const passes: readonly (readonly [number, number, 'light' | 'dark', readonly string[]])[] = [
  [1440, 900, 'light', []],
  [1024, 768, 'dark', ['color-contrast', 'target-size']],
  [390, 844, 'light', ['target-size', 'scrollable-region-focusable', 'aria-hidden-focus', 'nested-interactive']],
];

for (const [width, height, colorScheme, only] of passes) {
  test(`[A1] no rule is broken in any state: ${colorScheme}, ${width} px wide`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(WORKSPACE);
    await expect(page.locator('footer')).toContainText('15,742,104 parameters');
    const found: string[] = [];
    for (const { name, reach, above = false } of states) {
      await test.step(name, async () => {
        await reach(page);
        for (const violation of await violationsOf(page, { rules: only, above })) found.push(`${name}: ${violation}`);
      });
    }
    expect(found).toEqual([]);
  });
}

test('[A2] what breaks a rule is found', async ({ page }) => {
  await page.setContent('<main><h1>One</h1><button></button><p style="color: #ddd">pale</p></main>');
  const found = await violationsOf(page);
  expect(found.map((violation) => violation.split(':')[0])).toEqual(
    expect.arrayContaining(['button-name', 'color-contrast']),
  );
  const [pale, ...others] = await violationsOf(page, { rules: ['color-contrast'] });
  expect(pale).toContain('>pale</p>');
  expect(others).toEqual([]);
  await page.setContent('<main><h1>One</h1><button>Two</button></main>');
  expect(await violationsOf(page, { rules: ['button-name', 'color-contrast'], above: true })).toEqual([]);
});
