// Measures runs in a browser and prints ratios: `node bench/runtime/run.mjs [rounds] [part of a name]`.
// With `steps` as the name it prints what every step of DLA-34 costs.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { launchOptions } from '../../scripts/browser.mjs';
import { serve } from '../../scripts/serve.mjs';

const rounds = Number(process.argv[2] ?? 9);
const wanted = process.argv[3] ?? '';
const root = fileURLToPath(new URL('.', import.meta.url));
const project = join(root, '../..');

const work = (preset, height, width = height) => ({ preset, height, width });

/** What is measured, against which way, and the ratio that is to be reached. */
const rows = [
  { name: 'DLA-34, 64²', work: work('dla34', 64), against: 'layers', reach: 4.5 },
  { name: 'DLA-34, 224²', work: work('dla34', 224), against: 'layers', reach: 4.5 },
  { name: 'DLA-X-46-C, 224²', work: work('dla46x_c', 224), against: 'tfjs', reach: 4 },
  { name: 'DLA-60-res2next, 224²', work: work('dla60_res2next', 224), against: 'tfjs', reach: 4 },
  { name: 'DLA-34-up, 256×512', work: work('dla34up', 256, 512), against: 'layers', reach: 3 },
];

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
await build({
  root,
  base: './',
  configFile: false,
  logLevel: 'error',
  resolve: { alias: { $lib: join(project, 'src/lib') } },
  worker: { format: 'es' },
  build: { outDir: folder, emptyOutDir: true, target: 'esnext', chunkSizeWarningLimit: 1e4 },
});
const { address, close } = await serve({ folder });

/** Opens a browser of its own and calls the page's bench there. */
async function inBrowser(method, ...args) {
  const browser = await chromium.launch(launchOptions());
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.log(String(error)));
    await page.goto(address);
    await page.waitForFunction(() => 'bench' in globalThis);
    return await page.evaluate(([name, given]) => globalThis.bench[name](...given), [method, args]);
  } finally {
    await browser.close();
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const ms = (value) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
const mb = (value) => `${(value / 1e6).toFixed(1)} MB`;

try {
  for (const { name, work: given, against, reach } of rows.filter((row) => row.name.includes(wanted))) {
    const { times, difference } = await inBrowser('compare', given, ['gl', against], rounds, 2);
    const [own, other] = [median(times.gl), median(times[against])];
    const line = [
      name,
      `ours ${ms(own)}`,
      `${against} ${ms(other)}`,
      `${(other / own).toFixed(2)}×`,
      `reach ${reach}×`,
    ];
    console.log([...line, `difference ${difference.toExponential(1)}`].join('  '));
  }
  if ('first run'.includes(wanted)) {
    const own = [];
    const other = [];
    for (let round = 0; round < Math.min(rounds, 3); round += 1) {
      own.push(await inBrowser('first', work('dla34', 224), 'gl'));
      other.push(await inBrowser('first', work('dla34', 224), 'layers'));
    }
    const ratio = median(own) / median(other);
    console.log(
      `first run, DLA-34, 224²  ours ${ms(median(own))}  layers ${ms(median(other))}  ${ratio.toFixed(2)}  reach 0.33`,
    );
  }
  if (wanted === 'steps') {
    for (const [time, line] of await inBrowser('steps', work('dla34', 224), rounds)) console.log(ms(time), line);
  }
  if ('bytes'.includes(wanted)) {
    const { held, weights, activations } = await inBrowser('bytes', work('dla34', 224));
    const total = held.weights + held.activations;
    const ratio = (total / (weights + activations)).toFixed(2);
    console.log(
      `bytes, DLA-34, 224²  weights ${mb(held.weights)} + textures ${mb(held.activations)}  needed ${mb(weights)} + ${mb(activations)}  ${ratio}×  reach 1.2×`,
    );
  }
} finally {
  await close();
  rmSync(folder, { recursive: true });
}
