import { serialiseConfig } from '#lib/dla/network/parse.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { dla, dlaJson } from '../cli/cli.ts';
import { golden, toConfig } from './goldens.ts';

interface Pair {
  readonly a: number;
  readonly b: number;
  readonly maxAbsDifference: number | null;
  readonly cosine: number | null;
  readonly cka: number | null;
}

interface Row {
  readonly name: string;
  readonly shapes: readonly (readonly number[] | null)[];
  readonly pairs: readonly Pair[];
}

interface Comparison {
  readonly networks: readonly unknown[];
  readonly levels: readonly Row[];
  readonly outputs: readonly Row[];
}

type Golden = Omit<Comparison, 'networks'> & {
  readonly networks: readonly { readonly name: string; readonly config: Parameters<typeof toConfig>[0] }[];
  readonly classes: number;
  readonly input: readonly number[];
};

const folder = mkdtempSync(join(tmpdir(), 'dla-compare-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function expectRows(rows: readonly Row[], expected: readonly Row[]): void {
  expect(rows.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
  expected.forEach(({ shapes, pairs }, row) => {
    if (shapes) expect(rows[row]!.shapes).toEqual(shapes);
    expect(rows[row]!.pairs).toHaveLength(pairs.length);
    pairs.forEach((pair, index) => {
      for (const [key, value] of Object.entries(pair)) {
        const found = rows[row]!.pairs[index]![key as keyof Pair];
        if (value === null) expect(found).toBeNull();
        else expect(Math.abs(found! - value), `${rows[row]!.name} ${key}`).toBeLessThanOrEqual(1e-4);
      }
    });
  });
}

it('four structures of dla34 are as alike as PyTorch computes it, level by level', async () => {
  const { networks, classes, input, levels, outputs } = golden<Golden>('compare-dla34');
  const files = networks.map(({ config }, index) => {
    const file = join(folder, `${index}.json`);
    writeFileSync(file, serialiseConfig(toConfig(config, { kind: 'classifier', classes })));
    return file;
  });
  const found = await dlaJson<Comparison>(['compare', ...files, '--size', `${input[2]}x${input[3]}`, '--json']);
  expectRows(found.levels, levels);
  expectRows(found.outputs, outputs);
});

it('a level that a network lacks has no shape and no pairs; shapes that differ have CKA alone', async () => {
  const { levels, outputs } = await dlaJson<Comparison>(['compare', 'dla34', 'resnet18', '--size', '64x64']);
  const lacking = levels.filter(({ shapes }) => shapes.includes(null));
  expect(lacking.length).toBeGreaterThan(0);
  expect(lacking.flatMap(({ pairs }) => pairs)).toEqual([]);
  expect(outputs.map(({ name }) => name)).toEqual(['logits']);
});

it('CKA of logits needs several images', async () => {
  const three = ['--input', 'seeded', '--input', 'tests/cli/missing.png'];
  expect((await dla(['compare', 'dla34', 'dla34', '--size', '32x32', ...three])).code).toBe(1);
  const both = ['--input', 'seeded', '--input', 'seeded'];
  const { outputs } = await dlaJson<Comparison>(['compare', 'dla34', 'dla34', '--size', '32x32', ...both]);
  const [{ cosine, ...pair }] = outputs[0]!.pairs as readonly [Pair];
  expect(cosine).toBeCloseTo(1, 12);
  expect(pair).toEqual({ a: 0, b: 1, maxAbsDifference: 0, cka: null });
});

it.each([
  ['one', ['dla34']],
  ['five', ['dla34', 'dla34', 'dla34', 'dla34', 'dla34']],
  ['two from standard input', ['-', '-']],
])('%s is wrong usage', async (_, networks) => {
  expect((await dla(['compare', ...networks])).code).toBe(2);
});
