import { presets } from '#lib/dla/presets/presets.ts';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { golden } from '../golden/goldens.ts';
import { dataFile, dla, dlaJson, goldenText } from './cli.ts';

interface Counts {
  readonly parameters: number;
  readonly officialParameters: number;
  readonly macs: number;
  readonly activations: number;
  readonly tensors: number;
  readonly levels: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

interface Row {
  readonly params: number;
  readonly official_params?: number;
  readonly macs?: number;
  readonly activations?: number;
  readonly tensors?: number;
  readonly cost_512x256?: { readonly macs: number; readonly activations: number };
}

const summary = golden<Record<string, Row>>('summary');
type Tensors = readonly (readonly [string, readonly number[]])[];

describe('dla list', () => {
  it('has every preset with its counts', async () => {
    const rows = await dlaJson<
      readonly { id: string; name: string; source: string; parameters: number; macs: number }[]
    >(['list', '--json']);
    expect(rows.map(({ id }) => id)).toEqual(presets.map(({ id }) => id));
    for (const { id, parameters } of rows) if (summary[id]) expect([id, parameters]).toEqual([id, summary[id].params]);
    const { out } = await dla(['list']);
    expect(out).toMatch(/^dla34 +DLA-34 +15,742,104 +3,060,043,776 +timm\/models\/dla.py$/m);
  });
});

describe('dla count', () => {
  it.each(Object.keys(summary).filter((id) => !id.startsWith('_')))('%s', async (id) => {
    const { params, official_params, macs, activations, tensors, cost_512x256: dense } = summary[id]!;
    const counts = await dlaJson<Counts>(['count', id, ...(dense ? ['--size', '512x256'] : [])]);
    expect(counts.parameters).toBe(params);
    expect(counts.officialParameters).toBe(official_params ?? params);
    expect(counts.tensors).toBe(tensors ?? counts.tensors);
    expect(counts.macs).toBe(dense?.macs ?? macs ?? counts.macs);
    expect(counts.activations).toBe(dense?.activations ?? activations ?? counts.activations);
  });

  it('levels have shape, reduction and receptive field', async () => {
    const { levels } = await dlaJson<Counts>(['count', 'dla34', '--json']);
    expect(levels.map(({ name }) => name)).toEqual([0, 1, 2, 3, 4, 5].map((level) => `level${level}`));
    expect(levels[3]).toEqual({
      name: 'level3',
      shape: [128, 28, 28],
      parameters: expect.any(Number) as number,
      macs: expect.any(Number) as number,
      reduction: 8,
      receptiveField: [159, 159],
    });
  });

  it.each(['graph-two-blocks', 'graph-decoder', 'graph-order-and-names', 'graph-dense-chain', 'graph-resnet18'])(
    '%s, from standard input',
    async (name) => {
      const { parameters, macs, activations, state_dict } = golden<Counts & { state_dict: Tensors }>(name);
      const counts = await dlaJson<Counts>(['count', '-'], goldenText(name));
      expect(counts).toMatchObject({ parameters, officialParameters: parameters, macs, activations });
      expect(await dlaJson(['tensors', '-', '--json'], goldenText(name))).toEqual(state_dict);
    },
  );

  it('a size that a stride does not divide is refused, with the sizes', async () => {
    const { code, out, err } = await dla(['count', 'dla34', '--size', '100x64']);
    expect([code, out]).toEqual([1, '']);
    expect(err.length).toBeGreaterThan(0);
    expect(err.join()).toMatch(/25|100/);
  });
});

describe('dla tensors', () => {
  it.each(['dla34', 'dla60_res2next', 'dla34up', 'resnet50', 'densenet121'])('%s', async (id) => {
    const { state_dict, unused = [] } = golden<{ state_dict: Tensors; unused?: Tensors }>(id);
    const dead = new Set(unused.map(([name]) => name));
    expect(await dlaJson(['tensors', id])).toEqual(state_dict.filter(([name]) => !dead.has(name)));
  });
});

describe('dla check', () => {
  const expected = golden<Record<string, { names: readonly string[] }>>('broken/expected');
  const files = readdirSync(new URL('../golden/data/broken', import.meta.url)).filter((file) => expected[file]);

  it('there are files to refuse', () => expect(files.length).toBeGreaterThan(5));

  it.each(files)('%s', async (file) => {
    const path = dataFile(`broken/${file.replace(/\.json$/, '')}`);
    const { code, out, err } = await dla(['check', path]);
    expect([code, err]).toEqual([1, []]);
    const lines = out.trimEnd().split('\n');
    expect(expected[file]!.names.some((name) => out.includes(name))).toBe(true);
    expect(out).not.toMatch(/\bat .*\.[jt]s:\d+|undefined|\[object/);
    const issues = JSON.parse((await dla(['check', path, '--json'])).out) as { kind: string; message: string }[];
    expect(issues.map(({ message }) => message)).toEqual(lines);
    const counted = await dla(['count', '-'], readFileSync(path));
    expect(counted).toMatchObject({ code: 1, out: '', err: lines });
  });

  it('says nothing of what is sound', async () => {
    expect(await dla(['check', '-'], goldenText('graph-two-blocks'))).toEqual({ code: 0, out: '', err: [] });
    expect((await dla(['check', 'dla34', '--json'])).out).toBe('[]\n');
  });
});
