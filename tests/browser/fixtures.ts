import { expect, test as base } from '@playwright/test';

/** Playwright's test, which fails besides when any page or worker of its context logs an error, throws or leaves a rejection. */
export const test = base.extend<{ mayLog: RegExp | undefined }>({
  /** What a browser logs by itself where a test lets something fail. */
  mayLog: [undefined, { option: true }],
  context: async ({ context, mayLog }, use) => {
    const errors: string[] = [];
    context.on('console', (message) => {
      if (message.type() === 'error' && !mayLog?.test(message.text()))
        errors.push(`${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => errors.push(String(error.error().stack ?? error.error())));
    await use(context);
    expect(errors, 'errors in the console').toEqual([]);
  },
});

/** The address of the workspace: the root is the front page. */
export const WORKSPACE = '/workspace/';

export { expect };
