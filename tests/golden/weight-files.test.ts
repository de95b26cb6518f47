import { openAsBlob, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import type { IssueError } from '#lib/issue.ts';
import { Engine } from '#lib/runtime/session/engine.ts';
import { useNodeBackend } from '#lib/runtime/tfjs/node-backends.ts';
import type { RunOrder, WeightFileSource } from '#lib/runtime/session/orders.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { TOLERANCE } from './forward.ts';

const folder = new URL('../weights/', import.meta.url);
const expected = JSON.parse(readFileSync(new URL('dla46_c.expected-logits.json', folder), 'utf8')) as Record<
  'f32' | 'f16' | 'bf16',
  readonly number[]
>;

async function source(fileName: string): Promise<WeightFileSource> {
  const file = await openAsBlob(fileURLToPath(new URL(fileName, folder)));
  return { kind: 'file', file, fileName, key: fileName };
}

function order(preset: string, weights: WeightFileSource): RunOrder {
  const config = { ...presetConfig(preset), input: { channels: 3, height: 64, width: 64 } };
  const { graph } = lowerDocument(buildNetwork(config));
  return { graph, weights, input: { kind: 'seeded' }, keep: new Map([['fc', { full: true }]]), backend: 'wasm' };
}

describe('weight files run as they do in PyTorch', () => {
  const engine = new Engine(useNodeBackend);
  afterAll(() => engine.dispose());

  it.each([
    ['dla46_c.timm.f32.safetensors', 'f32', 0],
    ['dla46_c.timm.f16.safetensors', 'f16', 0],
    ['dla46_c.timm.bf16.safetensors', 'bf16', 0],
    ['dla46_c.official.pth', 'f32', 5],
    ['dla46_c.official-legacy.pth', 'f32', 5],
    ['dla46_c.checkpoint-dataparallel.pth', 'f32', 0],
  ] as const)('[weights] %s: the logits of %s, %i tensors', async (fileName, precision, unused) => {
    const run = order('dla46_c', await source(fileName));
    const { results, match } = await engine.run(run);
    const logits = results.get('fc')!.data!;
    const most = Math.max(...logits.map(Math.abs));
    expected[precision].forEach((value, i) => {
      expect(Math.abs(logits[i]! - value)).toBeLessThanOrEqual(TOLERANCE * most);
    });
    expect(match).toMatchObject({ missing: [], unexpected: [], refused: [] });
    expect(match!.loaded).toHaveLength(run.graph.tensors.length);
    expect(match!.unused).toHaveLength(unused);
    expect(await engine.run(run)).toMatchObject({ uploads: 0 });
  });

  it('[weights] a network that the file does not fit is refused, by name and with both shapes', async () => {
    const run = order('dla34', await source('dla46_c.timm.f32.safetensors'));
    const { issues } = (await engine.run(run).catch((error: unknown) => error)) as IssueError;
    const match = await engine.match({ weights: run.weights as WeightFileSource, tensors: run.graph.tensors });
    expect(issues[0]).toMatchObject({ kind: 'tensors-missing', expected: match.missing });
    expect(issues).toContainEqual({
      kind: 'tensor-shape-differs',
      at: 'fc.weight',
      expected: [1000, 512, 1, 1],
      received: [1000, 256, 1, 1],
    });
    expect(issues).toHaveLength(1 + match.refused.length);
  });
});
