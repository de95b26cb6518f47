import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { decodePicture } from '#lib/dla/image/decode.ts';
import { cropForEvaluation } from '#lib/dla/image/prepare.ts';
import { PNG } from 'pngjs';
import { backwardCase, gradientErrorOf } from '../golden/backward.ts';
import { errorOf, forwardCase, TOLERANCE } from '../golden/forward.ts';
import { pictures } from '../images/pictures.ts';
import { scaled } from '../scaled.ts';
import { expect, test } from './fixtures.ts';
import type { Harness, HarnessOrder, HarnessReport } from './harness/page.ts';
import { openHarness } from './harness/open.ts';

let harness: Awaited<ReturnType<typeof openHarness>>;
let page: Page;
const errors: string[] = [];

test.beforeAll(async ({ browser }) => {
  harness = await openHarness();
  page = await browser.newPage();
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(harness.address);
  await page.waitForFunction(() => 'harness' in window);
});

test.afterEach(() => expect(errors.splice(0), 'errors in the console').toEqual([]));

test.afterAll(async () => {
  await page.close();
  await harness.close();
});

const run = (order: HarnessOrder): Promise<HarnessReport> =>
  page.evaluate((given) => (window as typeof window & { harness: Harness }).harness.run(given), order);

async function runGolden(name: string, backend: HarnessOrder['backend']) {
  const { document, expected } = forwardCase(name);
  const samples = Object.fromEntries(Object.entries(expected).map(([id, { index }]) => [id, index]));
  const report = await run({ document, samples, backend });
  if (!('results' in report)) throw new Error(JSON.stringify(report));
  for (const [id, sample] of Object.entries(expected))
    expect(errorOf(sample, report.results[id]!), `${name} ${id}`).toBeLessThanOrEqual(TOLERANCE);
  return report;
}

const structures = ['plain', 'shallow', 'ida', 'tree', 'reentrant', 'merged'];
/** `gl.test.ts` holds the programs against every kind of network; these go through the worker, with the page's protocol. */
const some = ['dla34', 'dla34up', 'structure-dla46_c-merged'];
const all = [
  ...['dla34', 'dla46_c', 'dla46x_c', 'dla60_res2next', 'dla34up'],
  ...['dla34', 'dla46_c'].flatMap((net) => structures.map((structure) => `structure-${net}-${structure}`)),
];

for (const name of scaled(all, some))
  test(`[golden] ${name} on WebGL, every level`, async () => {
    const { device, steps } = await runGolden(name, 'webgl');
    expect(device).toMatchObject({ backend: 'webgl', precision: 'float32' });
    expect(steps).toBeGreaterThan(20);
  });

test('[golden] dla34 on WebAssembly in the browser, its files found in a folder of a host', async () => {
  const { device } = await runGolden('dla34', 'wasm');
  expect(device).toMatchObject({ backend: 'wasm', precision: 'float32', software: false });
});

test('[runtime] the second run uploads nothing and holds no more', async () => {
  const first = await runGolden('dla46_c', 'webgl');
  const second = await runGolden('dla46_c', 'webgl');
  expect(second.uploads).toBe(0);
  expect(second.memory).toEqual(first.memory);
});

test('[runtime] left to choose, software WebGL gives way to WebAssembly', async () => {
  const { device } = await runGolden('dla46_c', 'webgl');
  const chosen = await runGolden('dla46_c', 'auto');
  expect(chosen.device.backend).toBe(device.software ? 'wasm' : 'webgl');
});

for (const backend of ['webgl', 'wasm'] as const)
  test(`[runtime] a run on ${backend} is cancelled, and the next one is sound`, async () => {
    const { document } = forwardCase('dla34');
    const [channels, height, width] = [3, 160, 160];
    const large = {
      ...document,
      nodes: document.nodes.map((node) =>
        node.kind === 'input' ? { ...node, attributes: { channels, height, width } } : node,
      ),
    };
    const { nodes } = document;
    const order = { document: large, samples: { [nodes.at(-1)!.id]: [0] }, backend };
    await run(order);
    const report = await run({ ...order, cancelAfter: 12 });
    if (!('cancelled' in report)) throw new Error(JSON.stringify(report));
    expect(report.cancelled).toBe('AbortError');
    await runGolden('dla34', backend);
  });

test('[runtime] a weight file is read in the worker; a file that does not fit is refused', async () => {
  const { document, expected } = forwardCase('dla46_c');
  const samples = Object.fromEntries(Object.entries(expected).map(([id, { index }]) => [id, index]));
  const file = `${harness.address}weights/dla46_c.timm.f32.safetensors`;
  const report = await run({ document, samples, backend: 'wasm', file });
  if (!('results' in report)) throw new Error(JSON.stringify(report));
  expect(report.match).toMatchObject({ missing: [], unexpected: [], refused: [] });
  const other = await run({ document: forwardCase('dla34').document, samples: { fc: [0] }, backend: 'wasm', file });
  if (!('issues' in other)) throw new Error(JSON.stringify(other));
  expect(other.issues[0]).toMatchObject({ kind: 'tensors-missing', at: 'dla46_c.timm.f32.safetensors' });
});

test('[runtime] an image file is decoded in the worker, and prepared as everywhere else', async () => {
  const png = new PNG({ width: 90, height: 70 });
  png.data.forEach((_, i) => (png.data[i] = i % 4 === 3 ? 255 : (i * i) % 251));
  const image = `data:image/png;base64,${PNG.sync.write(png).toString('base64')}`;
  const { document } = forwardCase('dla46_c');
  const report = await run({ document, samples: { input: [0] }, backend: 'wasm', image });
  if (!('results' in report)) throw new Error(JSON.stringify(report));
  const { pixels } = decodePicture(PNG.sync.write(png), 'image')!;
  expect(report.seen).toEqual([...cropForEvaluation(pixels, { width: 64, height: 64 }).data]);
  const other = await run({ document, samples: { input: [0] }, backend: 'wasm', image: 'data:image/png;base64,AAAA' });
  expect(other).toMatchObject({ issues: [{ kind: 'image-not-decodable', at: 'input', received: 'image/png' }] });
});

test('[runtime] the page reads the bytes of a picture as the command line does: colours, alpha, turning (N2, N3, N4)', async () => {
  const { document } = forwardCase('dla46_c');
  for (const { name, bytes, notes } of pictures()) {
    const type = name.endsWith('.png') ? 'image/png' : 'image/jpeg';
    const image = `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
    const report = await run({ document, samples: { input: [0] }, backend: 'wasm', image });
    if (!('results' in report)) throw new Error(JSON.stringify(report));
    const picture = decodePicture(bytes, name)!;
    expect(report.seen, name).toEqual([...cropForEvaluation(picture.pixels, { width: 64, height: 64 }).data]);
    expect(report.notes, name).toEqual(notes);
  }
});

test('[runtime] WebP and AVIF have the colours that Pillow gives them, under transparent pixels too (N3)', async () => {
  const { document } = forwardCase('dla46_c');
  const seenOf = async (name: string, type: string) => {
    const bytes = readFileSync(`tests/images/${name}`);
    const image = `data:${type};base64,${bytes.toString('base64')}`;
    const report = await run({ document, samples: { input: [0] }, backend: 'wasm', image });
    if (!('results' in report)) throw new Error(JSON.stringify(report));
    expect(report.notes).toEqual([{ kind: 'by-browser', format: type }, { kind: 'alpha-left-out' }]);
    return report.seen!;
  };
  const [width, height] = [24, 16];
  // What was written without loss: 24×16 pixels with every alpha.
  const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    return (pixel * [37, 91, 53][at % 3]!) % 256;
  });
  const view = cropForEvaluation({ width, height, channels: 3, data }, { width: 64, height: 64 });
  expect(await seenOf('alpha.webp', 'image/webp')).toEqual([...view.data]);
  // Pillow has (200, 100, 50) above and (19, 120, 219) below, alpha 0 and 40; AVIF's colours are a matrix's, rounded as decoders like.
  const avif = await seenOf('alpha.avif', 'image/avif');
  for (const [at, colour] of [
    [0, [200, 100, 50]],
    [avif.length - 3, [19, 120, 219]],
  ] as const)
    colour.forEach((value, c) => expect(Math.abs(avif[at + c]! - value)).toBeLessThanOrEqual(2));
});

for (const name of scaled(
  ['gradient-dla46_c', 'gradient-deform', 'gradient-dla34'],
  ['gradient-dla46_c', 'gradient-deform'],
))
  test(`[golden] ${name} on WebGL`, async () => {
    const given = backwardCase(name);
    const { document, file } = given;
    const computed = await page.evaluate(
      ([network, label, indices]) =>
        (window as typeof window & { harness: Harness }).harness.gradient(network, label, indices, 'webgl'),
      [document, file.label, file.input_grad.index] as const,
    );
    expect(computed.device.backend).toBe('webgl');
    expect(gradientErrorOf(given, computed)).toBeLessThanOrEqual(TOLERANCE);
  });
