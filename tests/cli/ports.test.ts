import { sourceOfDocument } from '#lib/dla/exchange/source.ts';
import { parseGraph } from '#lib/dla/network/graph-file.ts';
import { unwrap } from '#lib/issue.ts';
import { writeNpy } from '#lib/dla/weights/npy.ts';
import { zipSync } from 'fflate';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { golden } from '../golden/goldens.ts';
import { nodeValues } from '../../src/cli/node-values.ts';
import { dla, dlaJson, goldenText } from './cli.ts';

interface Checksum {
  readonly id: string;
  readonly name: string;
  readonly shape: readonly number[];
  readonly mean: number;
  readonly std: number;
  readonly maxAbs: number;
  readonly samples: readonly number[];
}

interface PortReport {
  readonly nodes: readonly { readonly id: string; readonly status: string; readonly foundShape?: readonly number[] }[];
  readonly first?: {
    readonly id: string;
    readonly inputs: readonly { readonly id: string; readonly status: string }[];
    readonly expected: Checksum;
    readonly found: Checksum;
  };
}

const folder = mkdtempSync(join(tmpdir(), 'dla-ports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const network = join(folder, 'two-blocks.json');
writeFileSync(network, goldenText('graph-two-blocks'));

describe('dla hash', () => {
  it('a config and its graph are one network, in what they compute and in their tensors', async () => {
    const graph = (await dla(['show', 'dla46_c', '--as', 'graph'])).out;
    const file = join(folder, 'graph.json');
    writeFileSync(file, graph);
    expect((await dla(['hash', file])).out).toBe((await dla(['hash', 'dla46_c'])).out);
  });
});

describe('dla checksums', () => {
  it('the last node has the numbers of PyTorch, and every node stands there', async () => {
    const rows = await dlaJson<readonly Checksum[]>(['checksums', network, '--json']);
    expect(rows.map(({ id }) => id)).toEqual(['image', 'stem', 'first', 'second', 'join', 'logits']);
    const { output } = golden<{
      runs: readonly {
        output: Readonly<Record<string, { mean: number; std: number; maxabs: number; value: number[] }>>;
      }[];
    }>('graph-two-blocks').runs[0]!;
    const { mean, std, maxabs, value } = output['logits']!;
    const last = rows.at(-1)!;
    expect(last.shape).toEqual([1, 10]);
    expect(last.mean).toBeCloseTo(mean, 5);
    expect(last.std).toBeCloseTo(std, 5);
    expect(last.maxAbs).toBeCloseTo(maxabs, 5);
    last.samples.forEach((sample, index) => expect(sample).toBeCloseTo(value[(index * 2654435761) % 10]!, 5));
  });
});

describe('dla compare-port', () => {
  /** Some nodes' values, as another implementation would hand them over. */
  async function values(
    ids: readonly string[],
  ): Promise<Map<string, { shape: readonly number[]; data: Float32Array }>> {
    const all = await nodeValues(sourceOfDocument(unwrap(parseGraph(goldenText('graph-two-blocks')))));
    return new Map(all.filter(({ id }) => ids.includes(id)).map(({ id, shape, data }) => [id, { shape, data }]));
  }

  const dumpOf = (arrays: ReadonlyMap<string, { shape: readonly number[]; data: Float32Array }>): string => {
    const file = join(folder, 'dump.npz');
    const entries = [...arrays].map(([id, { shape, data }]) => [`${id}.npy`, writeNpy(shape, data)] as const);
    writeFileSync(file, zipSync(Object.fromEntries(entries)));
    return file;
  };

  it('equal, different and absent are told apart, and the first that diverges is named with its inputs', async () => {
    const arrays = await values(['stem', 'first', 'second']);
    const sound = await dla(['compare-port', network, dumpOf(arrays), '--json']);
    expect(sound).toMatchObject({ code: 0, err: [] });
    const statuses = (out: string) => (JSON.parse(out) as PortReport).nodes.map(({ id, status }) => `${id} ${status}`);
    const absent = ['join absent', 'logits absent'];
    expect(statuses(sound.out)).toEqual(['image absent', 'stem equal', 'first equal', 'second equal', ...absent]);

    const first = arrays.get('first')!;
    const wrong = new Map(arrays).set('first', {
      ...first,
      data: first.data.map((each, at) => (at === 7 ? each + 1 : each)),
    });
    const { code, out } = await dla(['compare-port', network, dumpOf(wrong), '--json']);
    expect(code).toBe(3);
    expect(statuses(out)).toEqual(['image absent', 'stem equal', 'first different', 'second equal', ...absent]);
    const report = JSON.parse(out) as PortReport;
    expect(report.first).toMatchObject({ id: 'first', inputs: [{ id: 'stem', status: 'equal' }] });
    expect(report.first!.found.mean).not.toBe(report.first!.expected.mean);
  });

  it('arrays that are no node’s are named, and a file of nothing else is no port that is right', async () => {
    const arrays = await values(['stem']);
    const given = arrays.get('stem')!;
    const some = await dla(['compare-port', network, dumpOf(new Map([...arrays, ['stem_', given]])), '--json']);
    expect(some.code).toBe(0);
    expect(JSON.parse(some.out)).toMatchObject({ unknown: ['stem_'] });
    const none = await dla(['compare-port', network, dumpOf(new Map([['stem_', given]]))]);
    expect(none).toMatchObject({ code: 1, out: '' });
    expect(none.err.join()).toContain('it has stem_.');
  });

  it('an array of another shape, or with a value that is no number, is different', async () => {
    const arrays = await values(['stem']);
    const { shape, data } = arrays.get('stem')!;
    const turned = await dla([
      'compare-port',
      network,
      dumpOf(new Map([['stem', { shape: [...shape].reverse(), data }]])),
    ]);
    expect(turned.code).toBe(3);
    const broken = new Map([['stem', { shape, data: data.with(0, NaN) }]]);
    expect((await dla(['compare-port', network, dumpOf(broken)])).code).toBe(3);
    const missing = await dla(['compare-port', network, join(folder, 'missing.npz')]);
    expect(missing.code).toBe(1);
    expect(missing.err.join()).toContain('(ENOENT)');
  });
});
