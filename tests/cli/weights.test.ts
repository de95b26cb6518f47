import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkpointOf, tensorsOf, type NamedTensor, type Tree } from '#tests/weights/checkpoint-of.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { dla, type Answer } from './cli.ts';

const cases = fileURLToPath(new URL('../weights/cases/', import.meta.url));
const tiny = join(cases, 'tiny.json');
const weights = await tensorsOf('cases/legacy_proto3.pth');
const folder = mkdtempSync(join(tmpdir(), 'dla-weights-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The weights with values of one tensor changed. */
function changed(name: string, values: Readonly<Record<number, number>>): Record<string, NamedTensor> {
  const { shape, data } = weights[name]!;
  return { ...weights, [name]: { shape, data: data.map((value, i) => values[i] ?? value) } };
}

function run(tree: Tree, ...options: readonly string[]): Promise<Answer> {
  const path = join(folder, 'x.pth');
  writeFileSync(path, checkpointOf(tree));
  return dla(['run', tiny, '--weights', path, '--json', ...options]);
}

const logitsOf = ({ out }: Answer) => (JSON.parse(out) as { logits: readonly unknown[] }).logits;

describe('weights of a file, from the command line', () => {
  it.each([NaN, Infinity, -Infinity])('[N1] %d among them is named, and computed as PyTorch does', async (value) => {
    for (const [name, node] of [
      ['fc.bias', 'fc'],
      ['level0.0.weight', 'level0-conv1'],
      ['level1.1.running_mean', 'level1-conv1'],
    ] as const) {
      const answer = await run(changed(name, { 3: value }));
      const logits = logitsOf(answer);
      const odd = logits.filter((logit) => typeof logit === 'string');
      // One bias is one logit's; what lies before is in every one, but where a ReLU makes 0 of −∞.
      if (name === 'fc.bias') expect(logits[3]).toBe(String(value));
      else if (Number.isNaN(value)) expect(odd).toHaveLength(10);
      expect(answer).toMatchObject({ code: 0 });
      expect(answer.err.slice(0, 1)).toEqual([
        `${name}: 1 of ${weights[name]!.data.length} values are not finite (${value}). The file is probably broken.`,
      ]);
      expect(answer.err[1]).toBe(
        `values of ${node} are NaN or infinite: every operation was computed by its definition, as PyTorch does`,
      );
    }
  });

  it('[N1] values that grow beyond all numbers are told of, as strings', async () => {
    const { shape, data } = weights['fc.weight']!;
    const answer = await run({ ...weights, 'fc.weight': { shape, data: data.map(() => 3e38) } });
    expect(answer).toMatchObject({
      code: 0,
      err: [
        'values of fc are NaN or infinite: every operation was computed by its definition, as PyTorch does',
        '10 of 10 logits are not finite: the result has them as strings',
      ],
    });
    expect(logitsOf(answer).every((logit) => typeof logit === 'string')).toBe(true);
  });

  it('[N1] a variance below zero is named, every one of them, and its root is NaN', async () => {
    const first = changed('level0.1.running_var', { 2: -0.5 });
    const name = 'level1.1.running_var';
    const { shape, data } = weights[name]!;
    const answer = await run({ ...first, [name]: { shape, data: data.map(() => -1e-9) } });
    expect(answer.code).toBe(0);
    expect(answer.err.slice(0, 2).map((line) => line.split(' (')[0])).toEqual([
      'level0.1.running_var: the file has a variance below zero',
      'level1.1.running_var: the file has a variance below zero',
    ]);
    expect(logitsOf(answer)).toEqual(Array.from({ length: 10 }, () => 'NaN'));
    // So little below zero that PyTorch's ε lifts it above.
    const little = await run({ ...weights, [name]: { shape, data: data.map(() => -1e-9) } });
    expect(logitsOf(little).every((logit) => typeof logit === 'number')).toBe(true);
  });

  it('[N5] a shape that differs is refused with both shapes', async () => {
    const turned = { ...weights['level0.0.weight']!, shape: [3, 3, 8, 8] };
    expect((await run({ ...weights, 'level0.0.weight': turned })).err).toEqual([
      'level0.0.weight: the network needs the shape 8 × 8 × 3 × 3, but the file has 3 × 3 × 8 × 8.',
    ]);
  });

  it('[R3] says where in the file the weights were', async () => {
    const answer = await run({ epoch: weights['fc.bias']!, net: weights });
    expect(answer).toMatchObject({ code: 0, err: ['weights of net'] });
  });

  it('[N6] says that there are averaged weights, and takes them when asked to', async () => {
    const path = join(cases, 'ema_both_timm.pth');
    const take = (...options: readonly string[]) => dla(['run', tiny, '--weights', path, '--json', ...options]);
    const plain = await take();
    const averaged = await take('--table', 'state_dict_ema');
    const unknown = await take('--table', 'ema');
    expect(plain.err).toEqual([
      'weights of state_dict; the file also has those of state_dict_ema (averaged) (--table NAME takes them)',
    ]);
    expect(averaged.err).toEqual([
      'weights of state_dict_ema (averaged); the file also has those of state_dict (--table NAME takes them)',
    ]);
    expect(logitsOf(averaged)).not.toEqual(logitsOf(plain));
    expect(unknown).toMatchObject({ code: 1, out: '' });
    expect(unknown.err[0]).toContain('state_dict and state_dict_ema');
  });

  it('[N6] wants a file for a table', async () => {
    expect(await dla(['run', tiny, '--table', 'ema'])).toMatchObject({ code: 2 });
  });
});
