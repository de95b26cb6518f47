import { defineConfig } from '@playwright/test';
import { launchOptions } from './scripts/browser.mjs';

// Playwright reads this file in every one of its processes: the first one chooses the port, the others inherit it.
const port = (process.env['TEST_PORT'] ??= String(20000 + (process.pid % 20000)));

export default defineConfig({
  testDir: 'tests/browser',
  // Where there is no Firefox `npm test` says so; by name its tests are run, and fail, in any case.
  testIgnore: process.env['FIREFOX_EXECUTABLE_PATH'] ? [] : ['**/firefox.test.ts'],
  outputDir: 'test-results/browser',
  // No test measures time, so that two cores may do two at once. WebGL in software takes all that it gets.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  // For what hangs, not for what is slow: the machine may be slow and busy.
  timeout: 600_000,
  expect: { timeout: 120_000, toPass: { timeout: 120_000 } },
  reporter: [['list'], ['./scripts/test/browser-reporter.mjs']],
  use: {
    baseURL: `http://localhost:${port}/`,
    viewport: { width: 1440, height: 900 },
    actionTimeout: 60_000,
    // A trace of every action takes a third of all the time: `npm run test:browser -- --trace on` where one is wanted.
    // What it keeps of the site is two megabytes, a third of the time of a short test: allowed where it is what is tested.
    serviceWorkers: 'block',
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: launchOptions(),
  },
  webServer: {
    command: 'node scripts/serve.mjs',
    url: `http://localhost:${port}/`,
    env: { PORT: port },
    reuseExistingServer: false,
  },
});
