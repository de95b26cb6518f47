import type { Page } from '@playwright/test';
import { linkOf } from '#lib/dla/link/link.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { unwrap } from '#lib/issue.ts';
import { built, serve } from '../../scripts/serve.mjs';
import { expect, test } from './fixtures.ts';
import { run } from './hand.ts';

// Nothing leaves the page, nor its workers, whatever the host says or does not say; and nobody else's page holds it.

// What the browser says of what was refused.
test.use({ mayLog: /Content Security Policy|Failed to load resource|frame-ancestors|ERR_BLOCKED_BY|refused/i });

type Host = Awaited<ReturnType<typeof serve>>;
const hosts: Host[] = [];
const host = async (options: Parameters<typeof serve>[0]): Promise<Host> => {
  const started = await serve(options);
  hosts.push(started);
  return started;
};
test.afterEach(async () => {
  await Promise.all(hosts.splice(0).map(({ close }) => close()));
});

/** All that a script can try to tell another host; gives what came through. */
async function tell(address: string): Promise<readonly string[]> {
  const tries: Record<string, () => Promise<unknown>> = {
    fetch: () => fetch(address, { mode: 'no-cors' }),
    module: () => import(/* @vite-ignore */ `${address}before-paint.js`),
    socket: () =>
      new Promise((resolve, reject) => {
        // An upgrade that is refused in the end has been asked for all the same: the host's own count tells.
        const socket = new WebSocket(address.replace('http', 'ws'));
        socket.onopen = resolve;
        socket.onerror = reject;
      }),
  };
  const came: string[] = [];
  for (const [name, attempt] of Object.entries(tries))
    if (
      await attempt().then(
        () => true,
        () => false,
      )
    )
      came.push(name);
  return came;
}

for (const silent of [false, true])
  test(`[sealed] a page and its workers reach no other host, where the host ${silent ? 'says nothing' : 'sets headers'}`, async ({
    page,
    context,
  }) => {
    const asked: string[] = [];
    const other = await host({ onRequest: (path) => asked.push(path) });
    const own = await host({ silent });
    const requests = new Set<string>();
    context.on('request', (request) => requests.add(new URL(request.url().replace(/^blob:/, '')).origin));
    await page.goto(`${own.address}workspace/`);
    await expect(page.locator('footer')).toContainText('15,742,104 parameters');
    await run(page);
    expect([...requests]).toEqual([new URL(own.address).origin]);
    expect(page.workers().length).toBeGreaterThan(0);
    const came = [];
    for (const worker of page.workers()) came.push(...(await worker.evaluate(tell, other.address)));
    came.push(...(await page.evaluate(tell, other.address)));
    expect(came).toEqual([]);
    expect(asked).toEqual([]);
  });

test('[sealed] no style and no script stands in the page but SvelteKit’s own, which is hashed', async ({ request }) => {
  const own = await host({});
  const html = await (await request.get(own.address)).text();
  expect(html).toContain("default-src 'none'");
  expect(html).not.toMatch(/unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)|<style|style="/);
  expect(html.match(/<script>/g)).toHaveLength(1);
});

const figureOf = (base: string): string => {
  const networks = [{ kind: 'config', config: presetConfig('dla46_c') }] as const;
  return unwrap(linkOf(base, { networks: [...networks], view: { hide: ['bar'], present: false, embed: true } }));
};

/** A page of another site that shows an address in a frame. */
async function framing(page: Page, address: string): Promise<void> {
  const foreign = await host({ folder: built, silent: true });
  await page.goto(`${foreign.address}before-paint.js`);
  await page.evaluate((src) => {
    const frame = document.createElement('iframe');
    Object.assign(frame, { src, width: 900, height: 400 });
    document.body.replaceChildren(frame);
  }, address);
}

for (const silent of [false, true])
  test(`[sealed] only a figure that asks for it stands in another site’s frame, where the host ${silent ? 'says nothing' : 'sets headers'}`, async ({
    page,
  }) => {
    const own = await host({ silent });
    await framing(page, figureOf(own.address));
    const frame = page.frameLocator('iframe');
    await expect(frame.getByText('level 3', { exact: true })).toBeVisible();
    // Asking for a figure without naming one is no way round it.
    await framing(page, `${own.address}?embed`);
    await expect(frame.getByText('This page is not shown in the frame of another one')).toBeVisible();
    await framing(page, own.address);
    if (silent) {
      await expect(frame.getByText('This page is not shown in the frame of another one')).toBeVisible();
      await expect(frame.getByRole('button')).toHaveCount(0);
    } else {
      await expect.poll(() => page.frames()[1]?.url()).toContain('chrome-error:');
    }
  });

test.describe('what is kept of the site', () => {
  test.use({ serviceWorkers: 'allow' });

  test('[sealed] what was kept of the site says the same as the host, and a figure in a frame is still shown', async ({
    page,
  }) => {
    const own = await host({ silent: true });
    await page.goto(`${own.address}workspace/`);
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 50));
    });
    await page.reload();
    const headers = await page.evaluate(async () => {
      const of = async (address: string) => (await fetch(address)).headers.get('content-security-policy');
      return [await of('./'), await of('./?embed')];
    });
    expect(headers).toEqual(["frame-ancestors 'none'", 'frame-ancestors *']);
    await expect.poll(() => page.evaluate(() => crossOriginIsolated)).toBe(true);
    await expect(page.locator('footer')).toContainText('15,742,104 parameters');
    await run(page);
  });
});

test('[licences] a file of the build names all that is shipped, under licences that allow it', async ({ request }) => {
  const own = await host({});
  const text = await (await request.get(`${own.address}licences.txt`)).text();
  const packages = [...text.split(/^-{80}$/m)[1]!.matchAll(/^(\S+) \d\S* \((.+)\)$/gm)];
  const names = packages.map(([, name]) => name);
  for (const name of ['@fontsource-variable/inter', '@tensorflow/tfjs-core', 'elkjs', 'd3-scale', 'svelte'])
    expect(names).toContain(name);
  for (const [, name, licence] of packages) expect(licence, name).toMatch(/MIT|ISC|BSD|Apache-2\.0|EPL-2\.0|OFL-1\.1/);
  // Each of them, and the product itself, with its text.
  for (const part of text.split(/^-{80}$/m).slice(2)) expect(part.trim().split('\n').length).toBeGreaterThan(5);
});
