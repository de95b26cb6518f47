import { countCosts } from '#lib/dla/analysis/costs.ts';
import { countUnused, unusedTensors } from '#lib/dla/analysis/official.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import type { NetworkConfig } from '#lib/dla/network/config.ts';
import { parseConfig, serialiseConfig } from '#lib/dla/network/parse.ts';
import { configTensors } from '#lib/dla/network/tensors.ts';
import { presetConfig, presets } from '#lib/dla/presets/presets.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import { unwrap } from '#lib/issue.ts';
import { Engine } from '#lib/runtime/session/engine.ts';
import { useNodeBackend } from '#lib/runtime/tfjs/node-backends.ts';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { dlaJson } from '../cli/cli.ts';
import { detectionCase, errorOf } from './forward.ts';
import { golden } from './goldens.ts';

type Tensors = readonly (readonly [string, readonly number[]])[];

interface Golden {
  readonly network: unknown;
  readonly params: number;
  readonly params_used: number;
  readonly cost_512x512: { readonly macs: number; readonly activations: number };
  readonly state_dict: Tensors;
  readonly unused: Tensors;
}

const names = ['ctdet_dla34', 'ctdet_dlav0_34', 'smoke_dla34'];
const written = (config: NetworkConfig) => ({ ...config, name: '' });

describe('networks of detection are those of PyTorch', () => {
  const engine = new Engine(useNodeBackend);
  afterAll(() => engine.dispose());

  it.each(names)('%s: the preset, counts, names and order', (id) => {
    const file = golden<Golden>(id);
    const config = unwrap(parseConfig(file.network));
    expect(written(presetConfig(id))).toEqual(written(config));
    const { graph, issues } = lowerDocument(
      buildNetwork({ ...config, input: { channels: 3, height: 512, width: 512 } }),
    );
    expect(issues).toEqual([]);
    const counted = countCosts(graph);
    expect(counted).toMatchObject({ parameters: file.params_used, ...file.cost_512x512 });
    expect(counted.parameters + countUnused(config)).toBe(file.params);
    const unused = unusedTensors(config).map(({ name, shape }) => [name, shape]);
    expect(unused).toEqual(file.unused);
    const gone = new Set(file.unused.map(([name]) => name));
    const tensors = configTensors(config, graph).map(({ name, shape }) => [name, shape]);
    expect(tensors).toEqual(file.state_dict.filter(([name]) => !gone.has(name)));
  });

  it.each(names)('[golden] %s: levels, neck and heads', async (id) => {
    const { document, expected, tolerance } = detectionCase(id);
    const { results } = await engine.run({
      graph: lowerDocument(document).graph,
      weights: { kind: 'seeded' },
      input: { kind: 'seeded' },
      keep: new Map(Object.keys(expected).map((each) => [each, { stats: true, full: true }])),
      backend: 'wasm',
    });
    expect(Object.keys(expected).length).toBeGreaterThan(8);
    for (const [each, sample] of Object.entries(expected)) {
      const { stats, data } = results.get(each)!;
      const error = errorOf(sample, { stats: stats!, values: sample.index.map((i) => data![i]!) });
      expect(error, each).toBeLessThanOrEqual(tolerance);
    }
  });
});

const detection = presets.filter(({ use }) => use === 'detection');

describe('every network of detection is read back as its config', () => {
  it.each(detection.map(({ id }) => id))('%s', (id) => {
    const config = presetConfig(id);
    expect(unwrap(readConfig(buildNetwork(config)))).toEqual(config);
  });

  const base = presetConfig('ctdet_dla34');
  const head = base.head as Extract<NetworkConfig['head'], { readonly kind: 'detection' }>;
  it.each([
    ['plain nodes', { ...head, node: 'conv' }],
    ['no heads', { ...head, heads: [] }],
    ['heads without hidden channels', { ...head, headChannels: 0 }],
    ['stride 2', { ...head, downRatio: 2 }],
    ['two maps', { ...head, downRatio: 16 }],
    ["MonoDLE's projections", { ...head, neck: 'dla-up', node: 'conv', projection: 3 }],
    [
      'names that other nodes have',
      {
        ...head,
        heads: [
          { name: 'input', channels: 1 },
          { name: '__proto__', channels: 2 },
        ],
      },
    ],
  ])('%s', (_, changed) => {
    const config = unwrap(parseConfig({ ...base, head: changed }));
    const document = buildNetwork(config);
    expect(lowerDocument(document).issues).toEqual([]);
    expect(unwrap(readConfig(document))).toEqual(config);
  });
});

describe('on the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dla-detection-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('count and run list neck and heads behind the levels; what is saved has their names', async () => {
    const levels = [0, 1, 2, 3, 4, 5].map((level) => `level${level}`);
    const listed = [...levels, 'neck', 'hm', 'wh', 'reg'];
    interface Report {
      readonly levels: readonly { readonly name: string; readonly shape: readonly number[] }[];
    }
    const size = ['--size', '32x64'];
    const counted = await dlaJson<Report>(['count', 'ctdet_dla34', ...size, '--json']);
    expect(counted.levels.map(({ name }) => name)).toEqual(listed);
    expect(counted.levels.slice(6).map(({ shape }) => shape[0])).toEqual([64, 80, 2, 2]);
    const ran = await dlaJson<Report>(['run', 'ctdet_dla34', ...size, '--save', folder, '--json']);
    expect(ran.levels.map(({ name }) => name)).toEqual(listed);
    expect(readdirSync(folder).sort()).toEqual([...listed, 'input'].map((name) => `${name}.npy`).sort());
  });
});

describe('what is refused of a detection', () => {
  const refusal = (head: object) => {
    const { $schema: _, ...config } = JSON.parse(serialiseConfig(presetConfig('ctdet_dla34'))) as { $schema: string };
    const parsed = parseConfig({ ...config, head: { kind: 'detection', ...head } });
    return parsed.ok ? [] : parsed.issues.map(({ kind, at }) => `${kind} ${at}`);
  };
  const maps = (...names: string[]) => names.map((name) => ({ name, channels: 1 }));
  it.each([
    [{}, ['missing head.heads']],
    [{ heads: maps('hm', 'wh', 'hm') }, ['name-taken head.heads[2].name']],
    [{ heads: maps('base', '2d', 'a.b', 'ida_up') }, [0, 1, 2, 3].map((at) => `not-allowed head.heads[${at}].name`)],
    [{ heads: [], neck: 'dla-up', node: 'deform' }, ['not-expected head.node']],
    [{ heads: [], projection: 3 }, ['unknown-key head.projection']],
    [{ heads: [], downRatio: 32 }, ['not-expected head.downRatio']],
  ])('%j', (head, expected) => {
    expect(refusal(head)).toEqual(expected);
  });
});
