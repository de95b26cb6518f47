import { expect, test } from '@playwright/test';
import { WORKSPACE } from './fixtures.ts';
import { Firefox } from './firefox/marionette.ts';

// The main path, and that no work is lost, in a browser that is not Chromium.

const status = 'footer';
const name = 'input[aria-label="Name of the network"]';
const DLA34 = '15,742,104';
const IDA = '15,758,744';

test('Firefox: a network is edited and run; a reload and another tab lose nothing (W1, W4)', async ({ baseURL }) => {
  const firefox = await Firefox.open(process.env['FIREFOX_EXECUTABLE_PATH']!);
  const says = (selector: string) => expect.poll(() => firefox.text(selector), { timeout: 120_000 });
  const named = () => expect.poll(() => firefox.value(name), { timeout: 120_000 });
  const opened = new URL(WORKSPACE, baseURL).href;
  try {
    await firefox.goto(opened);
    await says(status).toContain(DLA34);
    await firefox.click('button[aria-keyshortcuts="Control+Enter"]');
    await says('[role="tabpanel"]').toContain('Top 5 of 1000');

    // An edit, and a reload in the same breath.
    await firefox.click("//li[@role='treeitem'][contains(., 'level 3')]");
    await firefox.click('button[aria-label^="(c)"]');
    await firefox.reload();
    await says(status).toContain(IDA);
    await firefox.enter(name, 'of A');
    await firefox.goto('about:blank');
    await firefox.goto(opened);
    await named().toBe('of A');

    // Another tab works on a copy, and neither writes over the other.
    const first = await firefox.newTab();
    await firefox.goto(opened);
    await says('body').toContain('open in another tab');
    await firefox.enter(name, 'of B');
    await says(status).toContain('saved');
    await firefox.reload();
    await named().toBe('of B');
    await firefox.closeTab();
    await firefox.toTab(first);
    await named().toBe('of A');
  } finally {
    await firefox.close();
  }
});
