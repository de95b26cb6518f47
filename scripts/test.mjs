// `npm test`: installs what is missing, then format, lint, walls, types, unit and golden tests, build and browser tests. Every step
// runs even when an earlier one failed. The last line is the sum over all of them.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { install, root } from './install.mjs';

const started = Date.now();
install();
const { provideBrowser } = await import('./browser.mjs');

const results = 'test-results';
const bin = (path, ...args) => [join('node_modules', path), ...args];
// What the steps print is collected and shown when they end: no colours, and no lines that are drawn over.
const env = { ...process.env, NO_COLOR: '1' };
delete env.FORCE_COLOR;
const sum = { passed: 0, failed: 0 };

for (const folder of [results, 'build']) rmSync(join(root, folder), { recursive: true, force: true });
// Types of the routes that linters and compilers need; nothing to do in a checkout that was built before.
await run(bin('@sveltejs/kit/svelte-kit.js', 'sync'));

// Two lanes, for two cores. The browser tests draw in software and measure time: they have the machine to themselves.
await Promise.all([
  (async () => {
    await step('format', bin('prettier/bin/prettier.cjs', '--check', '.'));
    await step('lint', bin('eslint/bin/eslint.js', '--max-warnings', '0', '.'));
    await step('walls', bin('dependency-cruiser/bin/dependency-cruise.mjs', 'src', 'tests'));
    await step('types', bin('svelte-check/bin/svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings'));
    await step('types of the core', bin('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.core.json'));
    await step('types of the service worker', bin('typescript/bin/tsc', '--noEmit', '-p', 'src/service-worker'));
    await step('build', bin('vite/bin/vite.js', 'build', '--logLevel', 'warn'));
  })(),
  step(
    'unit, golden and fuzz tests',
    bin('vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}/unit.json`),
    countVitest,
  ),
]);

const browser = await provideBrowser();
if (browser) env.PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH = browser;
console.log(browser ? `Browser: ${browser}` : 'No Chromium was found, and none could be installed.');
await step('browser tests', bin('@playwright/test/cli.js', 'test'), countPlaywright);

console.log(`\n${Math.round((Date.now() - started) / 1000)} s in all`);
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed > 0 ? 1 : 0;

/** Runs a command to its end, shows what it printed, and adds what it counted: itself, if it runs no tests. */
async function step(name, command, count) {
  const from = Date.now();
  const { code, output } = await run(command);
  const { passed, failed } = count ? count(code) : { passed: Number(code === 0), failed: Number(code !== 0) };
  sum.passed += passed;
  sum.failed += failed;
  const seconds = ((Date.now() - from) / 1000).toFixed(1);
  console.log(`\n${failed === 0 ? '✔' : '✘'} ${name}: ${seconds} s, ${passed} passed, ${failed} failed`);
  if (failed > 0 || count) console.log(output.trim());
}

function run(command) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { cwd: root, env, timeout: 30 * 60_000 });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** A test that was skipped has proved nothing: it counts as failed. So does a file that could not be loaded. */
function countVitest(code) {
  const report = read('unit.json');
  const passed = report?.numPassedTests ?? 0;
  const broken = report?.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const failed = report ? report.numTotalTests - passed + broken.length : 0;
  return { passed, failed: failed || Number(code !== 0 || passed === 0) };
}

function countPlaywright(code) {
  const stats = read('browser.json')?.stats;
  const passed = stats?.expected ?? 0;
  const failed = stats ? stats.unexpected + stats.flaky + stats.skipped : 0;
  return { passed, failed: failed || Number(code !== 0 || passed === 0) };
}

function read(file) {
  try {
    return JSON.parse(readFileSync(join(root, results, file), 'utf8'));
  } catch {
    return undefined;
  }
}
