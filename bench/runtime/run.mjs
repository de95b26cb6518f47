// Measures runs in a browser and prints ratios: `node bench/runtime/run.mjs [rounds] [part of a name]`.
// With `steps` as the name it prints what every step of DLA-34 costs, or of the preset named after it; with `answers` how soon the
// page and the worker answer while a run goes on.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { launchOptions } from '../../scripts/browser.mjs';
import { serve } from '../../scripts/serve.mjs';
import { ablations, answering, bytes, comparisons, firstRun, memories, plains } from './rows.mjs';

const rounds = Number(process.argv[2] ?? 9);
const wanted = process.argv[3] ?? '';
const preset = process.argv[4] ?? firstRun.work.preset;
const root = fileURLToPath(new URL('.', import.meta.url));
const WARM_UPS = 2;

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
await build({
  root,
  base: './',
  configFile: false,
  logLevel: 'error',
  worker: { format: 'es' },
  build: { outDir: folder, emptyOutDir: true, target: 'esnext', chunkSizeWarningLimit: 1e5 },
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
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
const verdict = (reached) => (reached ? 'yes' : 'no');

async function compare({ name, work, own, against }) {
  const others = [...new Set(against.flatMap(([ways]) => ways))];
  const { times, difference } = await inBrowser('compare', work, [own, ...others], rounds, WARM_UPS);
  const time = (way) => median(times[way]);
  for (const [ways, reach] of against) {
    const best = ways.toSorted((a, b) => time(a) - time(b))[0];
    const rest = ways.filter((way) => way !== best).map((way) => `, ${way} ${ms(time(way))}`);
    const ratio = time(best) / time(own);
    const other = `${best} ${ms(time(best))}${rest.join('')}`;
    row(
      name,
      ms(time(own)),
      other,
      `${ratio.toFixed(2)}×`,
      `≥ ${reach}×`,
      verdict(ratio >= reach),
      difference.toExponential(1),
    );
  }
}

/** Each in a browser of its own, in turns. */
async function compareFirst({ name, work, most }) {
  const [own, other] = [[], []];
  for (let round = 0; round < Math.min(rounds, 3); round += 1) {
    own.push(await inBrowser('first', work, 'gl'));
    other.push(await inBrowser('first', work, 'layers'));
  }
  const ratio = median(own) / median(other);
  row(
    name,
    ms(median(own)),
    `layers ${ms(median(other))}`,
    ratio.toFixed(2),
    `≤ ${most.toFixed(2)}`,
    verdict(ratio <= most),
    '',
  );
}

async function compareBytes({ name, work, most }) {
  const { held, weights, activations } = await inBrowser('bytes', work);
  const ratio = (held.weights + held.activations) / (weights + activations);
  const [own, needed] = [`${mb(held.weights)} + ${mb(held.activations)}`, `${mb(weights)} + ${mb(activations)}`];
  row(
    name,
    own,
    `weights and live activations ${needed}`,
    `${ratio.toFixed(2)}×`,
    `≤ ${most}×`,
    verdict(ratio <= most),
    '',
  );
}

async function comparePlain({ name, work, most }) {
  const [own, plain] = (await inBrowser('plain', work, rounds, WARM_UPS)).map(median);
  const other = `with plain convolutions ${ms(plain)}`;
  row(name, ms(own), other, (own / plain).toFixed(2), `≤ ${most}`, verdict(own <= most * plain), '');
}

async function compareMemory({ name, work, backend, most }) {
  const { planned, peak } = await inBrowser('memory', work, backend);
  const off = peak / planned - 1;
  const share = `${(100 * off).toFixed(1)} %`;
  row(name, mb(peak), `planned ${mb(planned)}`, share, `± ${100 * most} %`, verdict(Math.abs(off) <= most), '');
}

/** Every node of level 5 in turn; the dearest of them counts. */
async function compareAblation({ name, most, ...given }) {
  const { whole, parts } = await inBrowser('ablation', given, rounds, WARM_UPS);
  const dearest = parts.toSorted(([, a], [, b]) => median(b) - median(a))[0];
  const [time, all] = [median(dearest[1]), median(whole)];
  const other = `whole run ${ms(all)}; the dearest of ${parts.length} nodes, ${dearest[0]}`;
  row(name, ms(time), other, (time / all).toFixed(2), `≤ ${most.toFixed(2)}`, verdict(time <= most * all), '');
}

/** Each round in a browser of its own. */
async function printAnswers() {
  row('work', 'a run', 'page blocked by it', 'idle page blocked', 'a small run', 'the same after a cancel');
  row('---', '--:', '--:', '--:', '--:', '--:');
  for (const { name, work, backend } of answering) {
    const found = [];
    for (let round = 0; round < rounds; round += 1) found.push(await inBrowser('answers', work, backend));
    const cells = ['run', 'blocked', 'idle', 'plain', 'free'].map((key) => ms(median(found.map((each) => each[key]))));
    row(name, ...cells);
  }
}

try {
  if (wanted === 'answers') await printAnswers();
  else if (wanted === 'steps') {
    for (const [time, line] of await inBrowser('steps', { ...firstRun.work, preset }, rounds))
      console.log(ms(time), line);
  } else {
    const day = new Date().toISOString().slice(0, 10);
    console.log(
      `${day}, ${cpus().length} cores, ${cpus()[0].model}, medians of ${rounds} after ${WARM_UPS} warm-ups\n`,
    );
    row('work', 'ours', 'other', 'ratio', 'line', 'reached', 'difference');
    row('---', '--:', '---', '--:', '--:', '---', '--:');
    const measures = [
      ...comparisons.map((given) => [compare, given]),
      ...plains.map((given) => [comparePlain, given]),
      ...memories.map((given) => [compareMemory, given]),
      ...ablations.map((given) => [compareAblation, given]),
      [compareFirst, firstRun],
      [compareBytes, bytes],
    ].filter(([, { name }]) => name.includes(wanted));
    for (const [measure, given] of measures) {
      await measure(given).catch((error) => {
        process.exitCode = 1;
        row(given.name, `failed: ${String(error).split('\n')[0]}`);
      });
    }
  }
} finally {
  await close();
  rmSync(folder, { recursive: true });
}
