import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { emptyDocument, type GraphDocument, type GraphNode } from '#lib/graph/document/document.ts';
import { describe, expect, it } from 'vitest';
import { receptiveFields } from './receptive-field.ts';

/** input → each kind in turn. */
function chain(...steps: readonly (readonly [kind: string, attributes: GraphNode['attributes']])[]): GraphDocument {
  const nodes: GraphNode[] = [
    { id: 'input', kind: 'input', inputs: [], attributes: { channels: 1, height: 8, width: 8 } },
  ];
  steps.forEach(([kind, attributes], index) =>
    nodes.push({ id: `n${index}`, kind, inputs: [nodes.at(-1)!.id], attributes }),
  );
  return { ...emptyDocument, nodes };
}

const last = (document: GraphDocument) => receptiveFields(lowerDocument(document).graph).at(-1);

describe('receptive fields', () => {
  it('[R1] windows add up by their stride', () => {
    expect(
      last(chain(['conv', { outChannels: 1, kernel: 3, stride: 2 }], ['conv', { outChannels: 1, kernel: 3 }])),
    ).toBe(7);
  });

  it('[R2] up-sampling by two: a position mixes two inputs, by nearest one', () => {
    expect(last(chain(['up-sample', { factor: 2 }]))).toBe(2);
    expect(last(chain(['up-sample', { factor: 2, mode: 'nearest' }]))).toBe(1);
    expect(last(chain(['up-sample', { factor: 2, mode: 'transposed' }]))).toBe(2);
  });

  it('[R3] a 3×3 window behind nearest up-sampling by two sees two inputs, wherever it stands', () => {
    expect(last(chain(['up-sample', { factor: 2, mode: 'nearest' }], ['conv', { outChannels: 1, kernel: 3 }]))).toBe(2);
  });

  it('[R4] a global pool sees everything', () => {
    expect(last(chain(['classifier', { classes: 2 }]))).toBe('everything');
  });

  it('[R5] up-sampling beyond any pattern still has an answer', () => {
    expect(last(chain(['up-sample', { factor: 65536 }], ['up-sample', { factor: 65536 }]))).toBeGreaterThanOrEqual(2);
  });
});
