import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { Engine } from '#lib/runtime/session/engine.ts';
import { useNodeBackend } from '#lib/runtime/tfjs/node-backends.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { errorOf, forwardCase, TOLERANCE } from './forward.ts';

const names = [
  ...['dla34', 'dla46_c', 'dla46x_c', 'dla60', 'dla60_res2next', 'dla102'],
  ...['resnet18', 'resnet50', 'resnext50_32x4d', 'densenet121'],
  ...['dla34up', 'dla102up', 'decoder-dla34-none', 'decoder-dla34-shallow', 'decoder-dla34-ida'],
  ...[
    'graph-decoder',
    'graph-dense-chain',
    'graph-order-and-names',
    'graph-resnet18',
    'graph-two-blocks',
    'graph-deform',
  ],
  ...['dla34', 'dla46_c'].flatMap((net) =>
    ['plain', 'shallow', 'ida', 'tree', 'reentrant', 'merged'].map((structure) => `structure-${net}-${structure}`),
  ),
];

describe('forward passes on WebAssembly are those of PyTorch', () => {
  const engine = new Engine(useNodeBackend);
  afterAll(() => engine.dispose());

  it.each(names)('[golden] %s', async (name) => {
    const { document, expected } = forwardCase(name);
    const { graph, issues } = lowerDocument(document);
    expect(issues).toEqual([]);
    const ids = Object.keys(expected);
    const { results } = await engine.run({
      graph,
      weights: { kind: 'seeded' },
      input: { kind: 'seeded' },
      keep: new Map(ids.map((id) => [id, { stats: true, full: true }])),
      backend: 'wasm',
    });
    for (const id of ids) {
      const sample = expected[id]!;
      const { stats, data } = results.get(id)!;
      const error = errorOf(sample, { stats: stats!, values: sample.index.map((i) => data![i]!) });
      expect(error, id).toBeLessThanOrEqual(TOLERANCE);
    }
    expect(ids.length).toBeGreaterThan(0);
  });
});
