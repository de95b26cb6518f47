// What the page's main thread does with ten thousand variants, by real clicks and keys in the built app.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPage, traced } from '../editor/page.mjs';
import { ms } from '../editor/numbers.mjs';

/** A canvas that is painted anew tells nobody: what follows a key is over after so many milliseconds. */
const OVER = 1500;

/** Prints the longest task of each, CPU time first. */
export async function pageTimes(address, spec) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const file = join(folder, 'sweep.json');
  writeFileSync(file, spec);
  const { browser, page } = await openPage(`${address}workspace/`);
  const say = (what, { longest, longestWall }) =>
    console.log(`  ${what.padEnd(34)} ${ms(longest)} (${ms(longestWall)} on the clock)`);
  const plot = page.getByRole('application');
  const brush = page.getByRole('slider', { name: 'MACs, to' });
  await page.getByRole('tab', { name: 'Sweep', exact: true }).click();
  await page.getByLabel('Open a sweep file').setInputFiles(file);
  const counted = await traced(
    browser,
    page,
    async () => {
      await page.getByRole('button', { name: 'Count', exact: true }).click();
      await plot.waitFor({ timeout: 120_000 });
    },
    OVER,
  );
  console.log('longest task of the page');
  say('counting and the first picture', counted);
  say(
    'other axes',
    await traced(browser, page, () => page.getByLabel('Across', { exact: true }).selectOption('parameters'), OVER),
  );
  await plot.focus();
  say('a key in the scatter', await traced(browser, page, () => page.keyboard.press('ArrowRight'), OVER));
  const box = await plot.boundingBox();
  say(
    'the pointer over the scatter',
    await traced(
      browser,
      page,
      () => page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 20 }),
      OVER,
    ),
  );
  await brush.focus();
  say('a brush', await traced(browser, page, () => page.keyboard.press('PageDown'), OVER));
  await browser.close();
  rmSync(folder, { recursive: true });
}
