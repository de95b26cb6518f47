import { expect, type Page } from '@playwright/test';
import axe, { type AxeResults, type ElementContext, type NodeResult, type RunOptions } from 'axe-core';

/** The rules of WCAG 2.2 AA, targets of 24 px among them. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Scope {
  /** These rules; all of WCAG without. */
  readonly rules?: readonly string[];
  /** Something is open above the page, outside of its landmarks: there the good practices do not count. */
  readonly above?: boolean;
}

/**
 * The rules of accessibility that the page breaks, each with its elements. axe is put into the page once, and asked there: a
 * fresh copy of it for every question takes four times as long.
 */
export async function violationsOf(page: Page, { rules = [], above = false }: Scope = {}): Promise<string[]> {
  await rest(page);
  const isThere = await page.evaluate(() => 'axe' in window);
  if (!isThere) await page.evaluate(axe.source);
  const tags = above ? WCAG : [...WCAG, 'best-practice'];
  const options: RunOptions = {
    resultTypes: ['violations'],
    ...(rules.length > 0
      ? { runOnly: { type: 'rule', values: [...rules] } }
      : { runOnly: { type: 'tag', values: tags }, rules: { 'target-size': { enabled: true } } }),
  };
  // A tooltip floats outside of the landmarks.
  const context: ElementContext = above
    ? 'html'
    : { exclude: [['[data-bits-floating-content-wrapper]'], ['[role=tooltip]']] };
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(${JSON.stringify(context)}, ${JSON.stringify(options)})`,
  );
  for (const each of violations.filter(({ id }) => id === 'target-size')) {
    const small = [];
    // axe answers one question at a time.
    for (const node of each.nodes) {
      if (!(above && isCovered(node)) && (await isSmall(page, String(node.target[0])))) small.push(node);
    }
    each.nodes = small;
  }
  return violations
    .filter(({ nodes }) => nodes.length > 0)
    .map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html}\n  ${failureSummary}`).join('\n')}`,
    );
}

/**
 * What is drawn after the paint of what asked for it is there, and so are the parts of the page that come when first shown, in the
 * colours that they will have.
 */
export async function rest(page: Page): Promise<void> {
  await painted(page);
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  await painted(page);
}

const painted = (page: Page) =>
  page.evaluate(async () => {
    const paint = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    await paint();
    await paint();
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });

/** What floats above covers a part of it, for as long as it is there. */
const isCovered = ({ any }: NodeResult) =>
  any.some(({ data }) => (data as { messageKey?: string } | null)?.messageKey === 'partiallyObscured');

/** What a bar at the end of the page cuts is scrolled to first, as a finger does: it is small if it is so in the middle too. */
async function isSmall(page: Page, target: string): Promise<boolean> {
  const before = await page.evaluate(() => ({ left: scrollX, top: scrollY }));
  await page.locator(target).evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
  const options: RunOptions = { runOnly: { type: 'rule', values: ['target-size'] } };
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(${JSON.stringify(target)}, ${JSON.stringify(options)})`,
  );
  await page.evaluate((at) => scrollTo({ ...at, behavior: 'instant' }), before);
  return violations.length > 0;
}
