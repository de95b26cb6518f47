import type { Page } from '@playwright/test';
import { detectionCase, errorOf, forwardCase, TOLERANCE } from '../golden/forward.ts';
import { scaled } from '../scaled.ts';
import { expect, test } from './fixtures.ts';
import type { GlHarness, Targets } from './harness/gl-page.ts';
import { openHarness } from './harness/open.ts';

let harness: Awaited<ReturnType<typeof openHarness>>;
let page: Page;
const errors: string[] = [];

test.beforeAll(async ({ browser }) => {
  harness = await openHarness();
  page = await browser.newPage();
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`${harness.address}gl.html`);
  await page.waitForFunction(() => 'harness' in window);
});

test.afterEach(() => expect(errors.splice(0), 'errors in the console').toEqual([]));

test.afterAll(async () => {
  await page.close();
  await harness.close();
});

/** Calls the page's harness. */
const call = <K extends keyof GlHarness>(method: K, ...args: Parameters<GlHarness[K]>) =>
  page.evaluate(
    ([name, given]) => {
      const { harness } = window as typeof window & { harness: Record<string, (...args: unknown[]) => unknown> };
      return harness[name]!(...given);
    },
    [method, args] as const,
  ) as Promise<Awaited<ReturnType<GlHarness[K]>>>;

type Given = ReturnType<typeof forwardCase> & { readonly tolerance?: number };

async function runGolden(name: string, targets: Targets, given: Given = forwardCase(name)) {
  const { document, expected, tolerance = TOLERANCE } = given;
  const samples = Object.fromEntries(Object.entries(expected).map(([id, { index }]) => [id, index]));
  const run = await call('golden', document, samples, targets);
  for (const [id, sample] of Object.entries(expected))
    expect(errorOf(sample, run.results[id]!), `${name} ${id}`).toBeLessThanOrEqual(tolerance);
  return run;
}

for (const targets of [8, 4] as const) {
  test(`[gl] every op by its definition, ${targets} render targets`, async () => {
    const rows = await call('checkOps', targets);
    expect(rows.length).toBeGreaterThan(150);
    expect(rows.filter(({ error }) => !(error < 5e-6))).toEqual([]);
  });

  test(`[gl] the check at the start passes, ${targets} render targets`, async () => {
    const { passed, error } = await call('check', targets);
    expect(passed).toBe(true);
    expect(error).toBeGreaterThan(0);
    expect(error).toBeLessThan(1e-5);
  });

  test(`[gl] dla34 as the golden files have it, ${targets} render targets`, async () => {
    await runGolden('dla34', targets);
  });
}

test('[gl] NaN and infinity in images and weights are PyTorch’s, op by op (N1)', async () => {
  expect(await call('notFinite')).toEqual([]);
});

const structures = ['plain', 'shallow', 'ida', 'tree', 'reentrant'];
/** One of every kind of block, join, decoder and graph. */
const kinds = [
  ...['dla46_c', 'dla46x_c', 'dla60_res2next', 'dla34up', 'decoder-dla34-shallow', 'decoder-dla34-ida'],
  ...['resnext50_32x4d', 'densenet121', 'graph-decoder', 'graph-dense-chain', 'graph-order-and-names'],
  ...['graph-two-blocks', 'graph-deform', ...structures.map((structure) => `structure-dla46_c-${structure}`)],
];
const more = [
  ...['dla60', 'dla102', 'dla102up', 'decoder-dla34-none', 'resnet18', 'resnet50', 'graph-resnet18'],
  ...structures.map((structure) => `structure-dla34-${structure}`),
];

for (const name of scaled([...kinds, ...more], kinds))
  test(`[gl] ${name} as the golden files have it, every level`, async () => {
    const { bytes, planned } = await runGolden(name, 8);
    expect(bytes.activations).toBe(planned.activations);
    expect(bytes.weights).toBeGreaterThanOrEqual(planned.weights);
    expect((await runGolden(name, 8)).uploads).toBe(0);
  });

for (const name of ['ctdet_dla34', 'smoke_dla34'])
  test(`[gl] ${name} as the golden files have it: levels, neck and heads`, async () => {
    await runGolden(name, 8, detectionCase(name));
  });

test('[gl] images that run together give what each gives by itself', async () => {
  const { together, apart } = await call('batch', forwardCase('dla46_c').document, [1, -0.5, 2]);
  expect(together).toEqual(apart);
  expect(together[0]).not.toEqual(together[1]);
});

test('[gl] a lost context ends the run with an issue; the next run starts anew and gives the same', async () => {
  const { kind, same, uploads } = await call('disturb', forwardCase('dla46_c').document, 'lose context', 9);
  expect({ kind, same }).toEqual({ kind: 'context-lost', same: true });
  expect(uploads).toBeGreaterThan(30);
});

test('[gl] a cancelled run does no further step; the next one is sound', async () => {
  const disturbed = await call('disturb', forwardCase('dla46_c').document, 'cancel', 9);
  expect(disturbed).toMatchObject({ kind: 'AbortError', later: 0, same: true });
});

/** A network for an image of 32×32. */
function small(name: string) {
  const { document } = forwardCase(name);
  const input = document.nodes.find(({ kind }) => kind === 'input')!;
  const attributes = { channels: 3, height: 32, width: 32 };
  return { ...document, nodes: document.nodes.map((node) => (node === input ? { ...node, attributes } : node)) };
}

for (const name of ['dla46_c', 'dla34up', 'graph-dense-chain'])
  test(`[gl] ${name}: ablating a node computes what follows it alone, and leaves nothing behind`, async () => {
    const document = small(name);
    const takers = new Set(document.nodes.flatMap(({ inputs }) => inputs));
    const taken = document.nodes.map(({ id }) => id).filter((id) => takers.has(id));
    // The last ones, and some before them.
    const nodes = taken.filter((_, index) => (taken.length - 1 - index) % 4 === 0);
    const { rows, known, left, activations } = await call('ablate', document, nodes);
    expect(rows.filter(({ error }) => !(error < 1e-5))).toEqual([]);
    expect(rows.at(-1)!.share).toBeLessThan(0.25);
    expect(known).toBeGreaterThan(0);
    expect(left).toBe(0);
    expect(activations[0]).toBe(activations[1]);
  });

test('[gl] many runs of two networks in turns upload nothing and hold no more', async () => {
  const { held, uploads } = await call('repeat', [small('dla46_c'), small('structure-dla46_c-plain')], scaled(500, 20));
  expect(uploads).toBe(0);
  expect(held).toHaveLength(1);
});
