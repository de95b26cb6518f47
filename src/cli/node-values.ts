import type { ExportSource } from '#lib/dla/exchange/source.ts';
import { portNodes, type NodeValue } from '#lib/dla/exchange/port/compare-port.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { statsOf } from '#lib/runtime/compute/reading.ts';
import { shapeOf } from './results.ts';

/** How many values stand for a tensor. */
const SAMPLES = 16;

/** As the reference numbers have it: sample i lies at i · 2654435761 mod n (tests/golden/README.md). */
const samplesOf = (data: Float32Array): readonly number[] =>
  Array.from({ length: SAMPLES }, (_, index) => data[(index * 2654435761) % data.length]!);

/** Mean, standard deviation and largest absolute value, in float64. */
export const summaryOf = (data: Float32Array) => ({ ...statsOf(data), samples: samplesOf(data) });

/** Every node's value, in the order of computation. Throws an IssueError for what cannot be run. */
export async function nodeValues({ document, graph }: ExportSource): Promise<readonly NodeValue[]> {
  const { node } = indexOf(document);
  const nodes = portNodes(document);
  const { Engine, useNodeBackend } = await import('./computing.ts');
  const engine = new Engine(useNodeBackend);
  const { results } = await engine
    .run({
      graph,
      weights: { kind: 'seeded' },
      input: { kind: 'seeded' },
      keep: new Map(nodes.map(({ id }) => [id, { full: true }])),
      backend: 'auto',
    })
    .finally(() => engine.dispose());
  return nodes.map(({ id, name }) => {
    const { shape, data } = results.get(id)!;
    return {
      id,
      name,
      shape: shapeOf({ flat: node.get(id)!.kind === 'classifier' }, shape),
      data: data!,
    };
  });
}
