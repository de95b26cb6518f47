// The browser of the tests: named by the environment, Playwright's own, the system's, or one of Debian's packages. The headless
// shell goes before the whole browser: what no page shows takes half the time of a short test.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const variable = 'PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH';
const shell = 'chromium-headless-shell';
const isRoot = process.getuid?.() === 0;

/** The browsers that are there, best first. */
function candidates() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const system = [shell, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].flatMap((name) =>
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
  for (const provide of [() => {}, () => installPackage(shell), download, () => installPackage('chromium')]) {
    await provide();
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
  console.log("No browser was installed: trying Playwright's own …");
  spawnSync(process.execPath, command, { stdio: 'ignore', timeout: 90_000 });
}

/** A package of Debian's, where there are such, and whoever runs this may install them. */
async function installPackage(name) {
  if (!existsSync('/usr/bin/apt-get')) return;
  console.log(`No browser was found: trying the package ${name} …`);
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', name],
  ]) {
    const [command, ...rest] = [...(isRoot ? [] : ['sudo', '-n']), 'apt-get', ...args];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = spawn(command, rest, { stdio: ['ignore', 'ignore', 'inherit'], timeout: 300_000, env });
    await new Promise((resolve) => apt.once('error', resolve).once('exit', resolve));
  }
}

const findFirefox = () =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => ['firefox-esr', 'firefox'].map((name) => join(folder, name)))
    .find((path) => existsSync(path));

/** The path of a Firefox; Debian's is installed if there is none. It is driven by itself: Playwright's own is another one. */
export async function provideFirefox() {
  if (!findFirefox()) await installPackage('firefox-esr');
  return findFirefox();
}
