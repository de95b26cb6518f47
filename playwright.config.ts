import { defineConfig } from '@playwright/test';
import { launchOptions } from './scripts/browser.mjs';

// Playwright reads this file in every one of its processes: the first one chooses the port, the others inherit it.
const port = (process.env['TEST_PORT'] ??= String(20000 + (process.pid % 20000)));

export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'test-results/browser',
  // One at a time: WebGL in software takes every core, and some tests measure how long the page was blocked.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['./scripts/test/browser-reporter.mjs']],
  use: {
    baseURL: `http://localhost:${port}/`,
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: launchOptions(),
  },
  webServer: {
    command: 'node scripts/serve.mjs',
    url: `http://localhost:${port}/`,
    env: { PORT: port },
    reuseExistingServer: false,
  },
});
