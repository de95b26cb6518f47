import { buildNetwork } from '#lib/dla/network/build.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { emptyDocument, type GraphDocument, type GraphNode } from '#lib/graph/document/document.ts';
import { describe, expect, it } from 'vitest';
import { receptiveFields } from './receptive-field.ts';
import { seenBox } from './seen-box.ts';

/** input → each kind in turn. */
function chain(size: number, ...steps: readonly (readonly [kind: string, attributes: GraphNode['attributes']])[]) {
  const nodes: GraphNode[] = [
    { id: 'input', kind: 'input', inputs: [], attributes: { channels: 1, height: size, width: size } },
  ];
  steps.forEach(([kind, attributes], index) =>
    nodes.push({ id: `n${index}`, kind, inputs: [nodes.at(-1)!.id], attributes }),
  );
  const document: GraphDocument = { ...emptyDocument, nodes };
  return lowerDocument(document).graph;
}

const boxOf = (graph: ReturnType<typeof chain>, y: number, x: number) => seenBox(graph, graph.ops.length - 1, [y, x]);

describe('the box that a position sees', () => {
  it('is the receptive field around it, clipped to the image', () => {
    const graph = chain(
      16,
      ['conv', { outChannels: 1, kernel: 3, stride: 2 }],
      ['conv', { outChannels: 1, kernel: 3 }],
    );
    expect(boxOf(graph, 4, 4)).toEqual([5, 5, 11, 11]);
    expect(boxOf(graph, 0, 7)).toEqual([0, 11, 3, 15]);
  });

  it('is the whole image behind a global pool', () => {
    expect(boxOf(chain(8, ['classifier', { classes: 2 }]), 0, 0)).toEqual([0, 0, 7, 7]);
  });

  it('is none where a unit sees padding alone', () => {
    const graph = chain(8, ['conv', { outChannels: 1, kernel: 1, padding: 1 }]);
    expect([boxOf(graph, 0, 3), boxOf(graph, 1, 3)]).toEqual([null, [0, 2, 0, 2]]);
  });

  it('behind up-sampling is what this position takes, not the widest of all', () => {
    const graph = chain(8, ['up-sample', { factor: 2, mode: 'nearest' }], ['conv', { outChannels: 1, kernel: 3 }]);
    expect(boxOf(graph, 4, 5)).toEqual([1, 2, 2, 3]);
  });

  it('in the middle of a large image is as long as the receptive field of its op', () => {
    const input = { channels: 3, height: 1024, width: 1024 };
    const { graph } = lowerDocument(buildNetwork({ ...presetConfig('dla34'), input }));
    const fields = receptiveFields(graph);
    for (const [op, { shape }] of graph.ops.entries()) {
      const field = fields[op]!;
      if (field === 'everything') continue;
      const [top, left, bottom, right] = seenBox(graph, op, [shape[1] / 2, shape[2] / 2])!;
      expect([bottom - top + 1, right - left + 1], graph.ops[op]!.id).toEqual([field, field]);
    }
  });
});
