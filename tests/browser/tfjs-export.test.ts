import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type * as Tensorflow from '@tensorflow/tfjs';
import { tfjsScript } from '#lib/dla/exchange/tfjs/example-page.ts';
import { serve } from '../../scripts/serve.mjs';
import {
  build,
  exportFiles,
  fromDocument,
  plainBackend,
  preset,
  run,
  seededInput,
  type Network,
} from '../../src/library/index.ts';
import { goldenDocument } from '../golden/goldens.ts';
import { expect, test } from './fixtures.ts';

// The folder that `--to tfjs` writes, as one takes it away: in pages with the published package, on two of its backends.

const small = { channels: 3, height: 64, width: 64 };
const sized = (id: string, input: typeof small): Network => build({ ...preset(id).config!, input });

const networks: readonly (readonly [name: string, network: Network])[] = [
  ['dla46x_c', sized('dla46x_c', small)],
  ['deformable', fromDocument(goldenDocument('graph-deform'))],
  ['decoder', fromDocument(goldenDocument('graph-decoder'))],
  ['group norm', sized('smoke_dla34', { channels: 3, height: 32, width: 32 })],
];

let folder: string;
let host: Awaited<ReturnType<typeof serve>>;
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dla-tfjs-'));
  for (const [name, network] of networks) {
    mkdirSync(join(folder, name));
    for (const file of await exportFiles(network, 'tfjs')) writeFileSync(join(folder, name, file.name), file.content);
  }
  host = await serve({ folder });
});
test.afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The script is that of the package from npm; the page compares its hash. */
async function open(page: Page, name: string): Promise<void> {
  await page.route(tfjsScript.address, (route) =>
    route.fulfill({
      body: readFileSync('node_modules/@tensorflow/tfjs/dist/tf.min.js'),
      contentType: 'text/javascript',
      headers: { 'access-control-allow-origin': '*' },
    }),
  );
  await page.goto(`${host.address}${encodeURIComponent(name)}/`);
}

for (const [name, network] of networks)
  test(`[tfjs] ${name}: the published package gives the app's values on WebGL and on the CPU`, async ({ page }) => {
    await open(page, name);
    const input = seededInput(network);
    const { values, outputs } = await run(network, { backend: plainBackend(), input });
    await expect(page.locator('p')).toHaveCount(outputs.length);
    for (const backend of ['webgl', 'cpu']) {
      const found = await page.evaluate(
        async ([image, wanted]) => {
          const { tf } = globalThis as typeof globalThis & { readonly tf: typeof Tensorflow };
          tf.env().set('SOFTWARE_WEBGL_ENABLED', true);
          if (!(await tf.setBackend(wanted))) throw new Error(`no ${wanted}`);
          const model = await tf.loadGraphModel('./model.json');
          const [, height, width, channels] = model.inputs[0]!.shape!;
          const x = tf.transpose(tf.tensor4d([...image], [1, channels!, height!, width!]), [0, 2, 3, 1]);
          const results = [model.predict(x) as Tensorflow.Tensor | Tensorflow.Tensor[]].flat();
          const plain = results.map((value) => (value.rank === 4 ? tf.transpose(value, [0, 3, 1, 2]) : value));
          return {
            backend: tf.getBackend(),
            names: model.outputs.map((output) => output.name.replace(/:0$/, '')),
            data: await Promise.all(plain.map(async (value) => [...(await value.data())])),
          };
        },
        [[...input], backend] as const,
      );
      expect(found.backend).toBe(backend);
      expect(found.data).toHaveLength(outputs.length);
      for (const [index, data] of found.data.entries()) {
        const own = found.names[index]!;
        const { data: expected } = values.get(outputs.length === 1 ? outputs[0]! : own)!;
        const most = expected.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
        expect(data.length).toBe(expected.length);
        const worst = data.reduce((a, value, at) => Math.max(a, Math.abs(value - expected[at]!)), 0);
        expect(worst, `${backend} ${own}`).toBeLessThanOrEqual(1e-4 * most);
      }
    }
  });
