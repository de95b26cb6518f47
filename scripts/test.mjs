// `npm test`: installs what is missing, then format, lint, walls, types, unit and golden tests, build and browser tests. Every step
// runs even when an earlier one failed. The last line is the sum over all of them.
// `npm test -- tests/golden tests/browser/path.test.ts` runs the tests of these paths alone, `npm run test:long` everything whole.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { install, root } from './install.mjs';
import { printSlowest } from './test/budgets.mjs';
import { runStep, stopAll } from './test/step.mjs';
import { createTally } from './test/tally.mjs';

const started = Date.now();
install();
const { provideBrowser, provideFirefox } = await import('./browser.mjs');

const asked = process.argv.slice(2);
const paths = asked.filter((each) => !each.startsWith('--'));
const inBrowser = paths.filter((path) => path.startsWith('tests/browser'));
const inNode = paths.filter((path) => !path.startsWith('tests/browser'));
// tests/scaled.ts reads it: what is long by nature runs whole.
if (asked.includes('--long')) process.env.TEST_LONG = '1';
// What steps print is read line by line: no colours, and no lines that are drawn over.
process.env.NO_COLOR = '1';
delete process.env.FORCE_COLOR;

const tally = createTally();
const step = (name, path, ...args) =>
  runStep({ name, command: [join('node_modules', path), ...args], minutes: 30 }, tally);
const tests = (name, path, ...args) =>
  runStep({ name, command: [join('node_modules', path), ...args], minutes: 120, reports: true }, tally);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.once(signal, () => {
    console.log(`\n${signal}: stopped`);
    stopAll();
  });

for (const folder of ['test-results', 'build']) rmSync(join(root, folder), { recursive: true, force: true });
// Types of the routes that linters and compilers need; nothing to do in a checkout that was built before.
await step('sync', '@sveltejs/kit/svelte-kit.js', 'sync');

const build = () => step('build', 'vite/bin/vite.js', 'build', '--logLevel', 'error');
const unit = () =>
  tests(
    'unit',
    'vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=./scripts/test/unit-reporter.mjs',
    ...inNode,
  );

async function checks() {
  await step('format', 'prettier/bin/prettier.cjs', '--check', '.');
  await step('lint', 'eslint/bin/eslint.js', '--max-warnings', '0', '.');
  await step('walls', 'dependency-cruiser/bin/dependency-cruise.mjs', 'src', 'tests');
  await step('types', 'svelte-check/bin/svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings');
  await step('types of the core', 'typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.core.json');
  await step('types of the service worker', 'typescript/bin/tsc', '--noEmit', '-p', 'src/service-worker');
  await build();
}

/** Its tests are left out then, and it is said at the end. */
let withoutFirefox = false;

async function browser() {
  const found = await provideBrowser();
  if (found) process.env.PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH = found;
  console.log(found ? `Browser: ${found}` : 'No Chromium was found, and none could be installed.');
  const firefox = await provideFirefox();
  if (firefox) process.env.FIREFOX_EXECUTABLE_PATH = firefox;
  else withoutFirefox = true;
  await tests('browser', '@playwright/test/cli.js', 'test', ...inBrowser);
}

if (paths.length === 0) {
  // Two lanes, for two cores; the browser tests have two of their own.
  await Promise.all([checks(), unit()]);
  await browser();
} else {
  if (inNode.length > 0) await unit();
  if (inBrowser.length > 0) {
    await build();
    await browser();
  }
}

// Budgets are those of what `npm test` runs.
if (!process.env.TEST_LONG) printSlowest(tally);
if (tally.failed.length > 0) console.log(`\nFailed:\n${tally.failed.map((name) => `  ✘ ${name}`).join('\n')}`);
if (withoutFirefox)
  console.log(
    '\nNo Firefox was found, and none could be installed: what tests/browser/firefox.test.ts holds was not tried.',
  );
console.log(`\n${Math.round((Date.now() - started) / 1000)} s in all`);
console.log(`${tally.passed} passed, ${tally.failed.length} failed`);
process.exitCode = tally.failed.length > 0 ? 1 : 0;
