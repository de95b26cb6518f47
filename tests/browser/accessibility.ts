import type { Page } from '@playwright/test';
import axe, { type AxeResults, type ElementContext, type RunOptions } from 'axe-core';

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
  const context: ElementContext = above ? 'html' : { exclude: [['[data-bits-floating-content-wrapper]']] };
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(${JSON.stringify(context)}, ${JSON.stringify(options)})`,
  );
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html}\n  ${failureSummary}`).join('\n')}`,
  );
}
