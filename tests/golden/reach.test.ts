import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { Engine } from '#lib/runtime/session/engine.ts';
import { useNodeBackend } from '#lib/runtime/tfjs/node-backends.ts';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { dla, dlaJson } from '../cli/cli.ts';
import { parseNpy } from '../weights/parse-npy.ts';
import { errorOf, resized, TOLERANCE, type Sample } from './forward.ts';
import { golden, goldenDocument } from './goldens.ts';

interface Golden {
  readonly input: readonly [1, number, number, number];
  readonly cases: readonly {
    readonly node: string;
    readonly at: readonly [number, number];
    readonly map: Sample;
    /** Where the map is not 0. */
    readonly support: readonly [number, number, number, number];
    readonly total: number;
    /** Of the unit, in pixels. */
    readonly centre: readonly [number, number];
  }[];
}

interface Report {
  readonly node: string;
  readonly at: readonly number[];
  readonly receptiveField: readonly number[];
  readonly box: readonly [number, number, number, number];
  readonly effective: { readonly mass95: number };
  readonly map: { readonly mean: number; readonly std: number; readonly maxAbs: number };
}

const folder = mkdtempSync(join(tmpdir(), 'dla-reach-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cases = (['reach-two-blocks', 'reach-resnet18'] as const).flatMap((file) =>
  golden<Golden>(file).cases.map((each) => ({ file, ...each, title: `${each.node} at ${each.at.join()}` })),
);

/** How much of a map of 64×64 a square of this side holds, as a definition would have it. */
function heldBy(side: number, map: Float32Array, [cy, cx]: readonly [number, number]): number {
  const within = (at: number, centre: number) => Math.abs(at - centre) <= (side - 1) / 2;
  return map.reduce((sum, value, i) => (within(Math.floor(i / 64), cy) && within(i % 64, cx) ? sum + value : sum), 0);
}

describe('a unit sees what it sees in PyTorch', () => {
  it.each(cases)('$file $title, by the command line on WebAssembly', async ({ file, node, at, ...expected }) => {
    const document = JSON.stringify(goldenDocument(file));
    const options = ['--size', '64x64', '--save', folder, '--json'];
    const found = await dlaJson<Report>(['reach', '-', '--node', node, '--at', at.join(), ...options], document);
    expect([found.node, found.at]).toEqual([node, at]);

    const { shape, data } = parseNpy(readFileSync(join(folder, 'reach.npy')), 'reach');
    expect(shape).toEqual([64, 64]);
    const values = expected.map.index.map((i) => data[i]!);
    expect(errorOf(expected.map, { stats: found.map, values })).toBeLessThanOrEqual(TOLERANCE);

    const lit = [...data.entries()]
      .filter(([, value]) => value !== 0)
      .map(([i]) => [Math.floor(i / 64), i % 64] as const);
    const [rows, columns] = [lit.map(([y]) => y), lit.map(([, x]) => x)];
    expect([Math.min(...rows), Math.min(...columns), Math.max(...rows), Math.max(...columns)]).toEqual(
      expected.support,
    );
    expect(found.box).toEqual(expected.support);

    const { mass95 } = found.effective;
    expect(heldBy(mass95, data, expected.centre)).toBeGreaterThanOrEqual(0.95 * expected.total * (1 - 1e-6));
    expect(heldBy(mass95 - 1, data, expected.centre)).toBeLessThan(0.95 * expected.total);
  });

  it.each(cases.filter(({ node }) => node === 'first'))('$file $title, in plain JavaScript', async (given) => {
    const engine = new Engine(useNodeBackend);
    const { graph } = lowerDocument(resized(goldenDocument(given.file), golden<Golden>(given.file).input));
    const { node, at } = given;
    const seeded = { kind: 'seeded' } as const;
    const { map, stats } = await engine.reach({ graph, weights: seeded, input: seeded, node, at, backend: 'cpu' });
    engine.dispose();
    expect(errorOf(given.map, { stats, values: given.map.index.map((i) => map[i]!) })).toBeLessThanOrEqual(TOLERANCE);
  });
});

describe('dla reach', () => {
  it('takes the middle of the map where no place is given', async () => {
    const { at } = await dlaJson<Report>(['reach', 'docs/small.json', '--node', 'level1-n1', '--json']);
    expect(at).toEqual([8, 8]);
  });

  it('takes the id of a level for its last node', async () => {
    const [level, node] = [
      await dlaJson<Report>(['reach', 'docs/small.json', '--node', 'level1', '--json']),
      await dlaJson<Report>(['reach', 'docs/small.json', '--node', 'level1-n3', '--json']),
    ];
    expect(level).toEqual({ ...node, node: 'level1' });
  });

  it.each([
    ['level9', [], 1, 'level9: there is no node or group with the id "level9".'],
    [
      'level1-n3',
      ['--at', '16,0'],
      1,
      'level1-n3: the map has 16 rows and 16 columns, counted from 0: there is no row 16, column 0.',
    ],
    ...['3', '3,', '-1,2', '1.5,2', '1,2,3', 'a,b', ''].map(
      (at) =>
        [
          'level1-n3',
          [`--at=${at}`],
          2,
          `dla: --at is Y,X, a row and a column counted from 0, not ${JSON.stringify(at)}`,
        ] as const,
    ),
  ] as const)('refuses %s %j', async (node, options, code, message) => {
    const answer = await dla(['reach', 'docs/small.json', '--node', node, ...options]);
    expect([answer.code, answer.out, answer.err[0]]).toEqual([code, '', message]);
  });

  it('needs a node', async () => {
    expect((await dla(['reach', 'docs/small.json'])).code).toBe(2);
  });
});
