import type { Page } from '@playwright/test';
import { parseArgs } from 'node:util';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';
import { interventions, readInterventions } from '../../src/cli/interventions.ts';
import { errorOf, resized, TOLERANCE, type Sample } from '../golden/forward.ts';
import { golden, goldenDocument, toConfig } from '../golden/goldens.ts';
import { scaled } from '../scaled.ts';
import { expect, test } from './fixtures.ts';
import type { Harness } from './harness/page.ts';
import { openHarness } from './harness/open.ts';

// What PyTorch says of networks beside each other, of interventions and of what units see, on both backends of a browser.
// One page for all: what was compiled once is not compiled again.

let harness: Awaited<ReturnType<typeof openHarness>>;
let page: Page;

test.beforeAll(async ({ browser }) => {
  harness = await openHarness();
  page = await browser.newPage();
  await page.goto(harness.address);
  await page.waitForFunction(() => 'harness' in window);
});
test.afterAll(async () => {
  await page.close();
  await harness.close();
});

const call = <K extends keyof Harness>(name: K, ...given: Parameters<Harness[K]>) =>
  page.evaluate(
    ([method, passed]) =>
      (window as typeof window & { harness: Record<string, (...more: unknown[]) => unknown> }).harness[method]!(
        ...passed,
      ),
    [name as string, given as unknown[]] as const,
  ) as Promise<Awaited<ReturnType<Harness[K]>>>;

type Size = readonly [1, number, number, number];

interface Pair {
  readonly maxAbsDifference: number | null;
  readonly cosine: number | null;
  readonly cka: number | null;
}
interface Row {
  readonly name: string;
  readonly pairs: readonly Pair[];
}

function comparison() {
  const { networks, classes, input, levels, outputs } = golden<{
    readonly networks: readonly { readonly config: Parameters<typeof toConfig>[0] }[];
    readonly classes: number;
    readonly input: Size;
    readonly levels: readonly Row[];
    readonly outputs: readonly Row[];
  }>('compare-dla34');
  const compared = networks.map(({ config }) => {
    const document = resized(buildNetwork(toConfig(config, { kind: 'classifier', classes })), input);
    const places = readNetwork(document).levels.map(({ id, output }) => [id, output] as const);
    return { document, places: { ...Object.fromEntries(places), logits: document.nodes.at(-1)!.id } };
  });
  return { compared, rows: [...levels, ...outputs] };
}

for (const backend of ['webgl', 'wasm'] as const) {
  test(`[golden] compare-dla34 on ${backend}`, async () => {
    const { compared, rows } = comparison();
    const found = await call('alike', compared, backend);
    expect(found.map(({ name }) => name)).toEqual(rows.map(({ name }) => name));
    for (const [at, { name, pairs }] of rows.entries())
      for (const [index, { maxAbsDifference, cosine, cka }] of pairs.entries()) {
        const { largest, ...alike } = found[at]!.pairs[index]!;
        const values = { maxAbsDifference: largest ?? null, cosine: alike.cosine ?? null, cka: alike.cka ?? null };
        const expected = { maxAbsDifference, cosine, cka };
        for (const [key, value] of Object.entries(expected) as [keyof Pair, number | null][])
          if (value === null) expect(values[key], `${name} ${key}`).toBeNull();
          else expect(Math.abs(values[key]! - value), `${name} ${key}`).toBeLessThanOrEqual(TOLERANCE);
      }
  });

  for (const name of ['interventions-decoder', 'interventions-resnet18'])
    test(`[golden] ${name} on ${backend}`, async () => {
      const { input, cases } = golden<{
        readonly input: Size;
        readonly cases: readonly {
          readonly arguments: readonly string[];
          readonly output: Readonly<Record<string, Sample>>;
        }[];
      }>(name);
      const document = resized(goldenDocument(name), input);
      for (const { arguments: given, output } of cases) {
        const { values } = parseArgs({ args: [...given], options: interventions });
        const samples = Object.fromEntries(Object.entries(output).map(([id, { index }]) => [id, index]));
        const asked = readInterventions(values, document);
        const report = await call('run', { document, samples, backend, interventions: asked });
        if (!('results' in report)) throw new Error(JSON.stringify(report));
        expect(report.device.backend).toBe(backend);
        for (const [id, sample] of Object.entries(output))
          expect(errorOf(sample, report.results[id]!), given.join(' ')).toBeLessThanOrEqual(TOLERANCE);
      }
    });

  // On WebGL in software every shape of a backward pass compiles for long: of each file one node there, and all by `test:long`.
  for (const [name, one] of [
    ['reach-two-blocks', 'join'],
    ['reach-resnet18', 'layer1-0'],
  ] as const)
    test(`[golden] ${name} on ${backend}`, async () => {
      const { input, cases } = golden<{
        readonly input: Size;
        readonly cases: readonly {
          readonly node: string;
          readonly at: readonly [number, number];
          readonly map: Sample;
          readonly support: readonly number[];
        }[];
      }>(name);
      const document = resized(goldenDocument(name), input);
      const shown =
        backend === 'wasm'
          ? cases
          : scaled(
              cases,
              cases.filter(({ node }) => node === one),
            );
      for (const { node, at, map, support } of shown) {
        const found = await call('reach', document, node, at, map.index, backend);
        expect(found.device.backend).toBe(backend);
        expect(errorOf(map, found.map), `${node} ${at.join()}`).toBeLessThanOrEqual(TOLERANCE);
        expect([found.box, found.outside]).toEqual([support, 0]);
      }
    });
}
