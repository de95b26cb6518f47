import { presetDocument, presetOf } from '#lib/dla/presets/presets.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import type { NodeResult, RunResult } from '#lib/workspace/shared/run-result.ts';
import { describe, expect, it } from 'vitest';
import { reportTables, type Painter } from './report-tables.ts';

const document = presetDocument(presetOf('dla34')!);
const paint: Painter = {
  map: (values, width, height) => Promise.resolve(`map ${[...values].join(' ')} ${width}x${height}`),
  difference: (values) => Promise.resolve(`difference ${[...values].join(' ')}`),
  pixels: () => Promise.resolve('pixels'),
};

const result = (shape: NodeResult['shape'], data: readonly number[]): NodeResult => ({
  ...{ shape, mean: 0, std: 0, maxAbs: Math.max(...data), data: Float32Array.from(data) },
  map: Float32Array.from(data.slice(0, shape[1] * shape[2])),
});

const source: RunResult['source'] = {
  graph: lowerDocument(document).graph,
  weights: { kind: 'seeded' },
  backend: 'webgl',
  inputs: [{ kind: 'seeded' }],
};

/** What a run gave of a level with one channel of 2 × 2, and of the classifier. */
function run(level: readonly number[], logits: readonly number[]): RunResult {
  const nodes = new Map([
    ['level5', result([1, 2, 2], level)],
    ['fc', result([logits.length, 1, 1], logits)],
  ]);
  const image = { input: { kind: 'seeded' } as const, seen: undefined, nodes };
  const landmarks = [
    { id: 'level5', label: 'level 5' },
    { id: 'fc', label: 'logits' },
  ];
  return {
    ...{ ...image, document, landmarks, source, images: [image], at: 0, weights: { kind: 'seeded' }, asked: 'auto' },
    ...{
      interventions: [],
      device: { backend: 'webgl', name: '', software: true, precision: 'float32' },
      seconds: 0,
      memory: { planned: 0, peak: 0 },
    },
  };
}

describe('what networks computed, as tables of a report', () => {
  const runs = [run([1, 2, 3, 4], [3, 1, 2]), run([1, 2, 3, 6], [1, 3, 2]), run([1, 2, 3, 4], [3, 1, 2])];

  it('has the maps of every network, what differs of the reference, and the measures that the screen has', async () => {
    const [outputs] = await reportTables(runs.slice(0, 2), ['A', 'B'], 0, paint);
    const [level] = outputs!.rows;
    expect(outputs!.head).toHaveLength(level!.length);
    expect(level!.map((cell) => (typeof cell === 'string' ? cell : cell.png))).toEqual([
      'level 5',
      'map 1 2 3 4 2x2',
      'map 1 2 3 6 2x2',
      'difference 0 0 0 2',
      // (1 + 4 + 9 + 24) / (√30 · √50)
      (38 / Math.sqrt(1500)).toFixed(4),
      expect.stringMatching(/^0\.\d{4}$/),
      '2',
      '4',
    ]);
  });

  it('has the first classes with places and differences', async () => {
    const tables = await reportTables(runs.slice(0, 2), ['A', 'B'], 0, paint);
    expect(tables.at(-1)!.rows).toEqual([
      ['class 0', '3.0000', '1', '1.0000', '3', '−2.0000'],
      ['class 2', '2.0000', '2', '2.0000', '2', 'same'],
      ['class 1', '1.0000', '3', '3.0000', '1', '+2.0000'],
    ]);
  });

  it('of more than two networks has every pair', async () => {
    const tables = await reportTables(runs, ['A', 'B', 'C'], 1, paint);
    const pairs = tables.filter(({ head }) => head.includes('A · C'));
    expect(pairs).toHaveLength(3);
    expect(pairs[2]!.rows[0]).toEqual(['level 5', '2', '0', '2']);
  });
});
