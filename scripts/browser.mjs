// The browser of the tests: named by the environment, Playwright's own, the system's Chromium, or Debian's package.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const variable = 'PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH';
const isRoot = process.getuid?.() === 0;

/** The browsers that are there, best first. */
function candidates() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const system = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].flatMap((name) =>
    folders.map((folder) => join(folder, name)),
  );
  return [process.env[variable], chromium.executablePath(), ...system].filter((path) => path && existsSync(path));
}

/**
 * No flag for WebGL: without one WebGL 2 comes up in software where there is no graphics card, in workers too, while the page's
 * own drawing stays quick. Chromium refuses its sandbox to root.
 */
export function launchOptions(executablePath = candidates()[0]) {
  return {
    executablePath,
    chromiumSandbox: !isRoot,
    args: ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
  };
}

/** The path of a browser that starts; one is installed if there is none. */
export async function provideBrowser() {
  for (const provide of [() => {}, download, installPackage]) {
    provide();
    for (const path of candidates()) {
      if (await starts(path)) return path;
    }
  }
  return undefined;
}

async function starts(path) {
  try {
    const browser = await chromium.launch(launchOptions(path));
    await browser.close();
    return true;
  } catch (error) {
    console.log(`${path} does not start: ${String(error).split('\n')[0]}`);
    return false;
  }
}

function download() {
  const command = [join(import.meta.dirname, '../node_modules/playwright/cli.js'), 'install', 'chromium'];
  console.log("No Chromium is installed: trying Playwright's own …");
  spawnSync(process.execPath, command, { stdio: 'ignore', timeout: 90_000 });
}

function installPackage() {
  if (!existsSync('/usr/bin/apt-get')) return;
  const apt = (...args) => {
    const command = isRoot ? ['apt-get', ...args] : ['sudo', '-n', 'apt-get', ...args];
    spawnSync(command[0], command.slice(1), {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  console.log("Playwright's own could not be used: trying Debian's package …");
  apt('update', '-qq');
  apt('install', '-y', '-qq', 'chromium');
}
