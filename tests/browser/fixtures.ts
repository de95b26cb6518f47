import { expect, test as base, type Locator } from '@playwright/test';
import { readFileSync } from 'node:fs';

/** Playwright's test, which fails besides when any page or worker of its context logs an error, throws or leaves a rejection. */
export const test = base.extend<{ mayLog: RegExp | undefined; measured: boolean }>({
  /** What a browser logs by itself where a test lets something fail. */
  mayLog: [undefined, { option: true }],
  /** Whether a page finds backends measured, so that not every test waits for that. */
  measured: [true, { option: true }],
  context: async ({ context, mayLog, measured }, use) => {
    if (measured) await context.addInitScript(keepPaces, versionOfBuild());
    const errors: string[] = [];
    context.on('console', (message) => {
      if (message.type() === 'error' && !mayLog?.test(message.text()))
        errors.push(`${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => errors.push(String(error.error().stack ?? error.error())));
    await use(context);
    // What is fetched ahead may be on its way when a test has seen enough: that its answer is in nobody's hands any more is no fault.
    const routed = [context, ...context.pages()];
    await Promise.all(routed.map((each) => each.unrouteAll({ behavior: 'ignoreErrors' })));
    expect(errors, 'errors in the console').toEqual([]);
  },
});

const versionOfBuild = () =>
  (JSON.parse(readFileSync('build/_app/version.json', 'utf8')) as { readonly version: string }).version;

function keepPaces(version: string) {
  const paces = [
    { backend: 'wasm', seconds: 0.03, device: '', software: false },
    { backend: 'webgl', seconds: 0.15, device: '', software: true },
  ];
  try {
    localStorage.setItem('dla-explorer.paces', JSON.stringify({ version, browser: navigator.userAgent, paces }));
  } catch {
    // A page without storage measures.
  }
}

/** The address of the workspace: the root is the front page. */
export const WORKSPACE = '/workspace/';

export { expect };

/** Each thing that a locator finds, once there is one: Playwright's own list is empty where the page is not so far. */
export async function everyOf(locator: Locator): Promise<readonly Locator[]> {
  await expect(locator.first()).toBeAttached();
  // eslint-disable-next-line no-restricted-syntax
  return locator.all();
}
