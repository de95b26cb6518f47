import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { emptyDocument, type GraphDocument, type GraphNode } from '#lib/graph/document/document.ts';
import { ruleOf } from '#lib/dla/ops/ops.ts';
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

  it('[R5] up-sampling beyond any pattern has a bound that says a few pixels too much', () => {
    const found = last(chain(['up-sample', { factor: 65536 }], ['up-sample', { factor: 65536 }]));
    expect(found).toBeGreaterThanOrEqual(3);
    expect(found).toBeLessThanOrEqual(5);
  });

  it('is what a walk over all positions and taps finds, whatever comes after what', () => {
    // Each op by its definition: what a position of its result takes, both ends.
    const steps = [
      ['up-sample', { factor: 3 }],
      ['conv', { outChannels: 1, kernel: 3, stride: 2 }],
      ['up-sample', { factor: 4, mode: 'transposed' }],
      ['down-sample', { factor: 3 }],
      ['conv', { outChannels: 1, kernel: 5, dilation: 2 }],
      ['up-sample', { factor: 5, mode: 'nearest' }],
    ] as const;
    for (let length = 1; length <= steps.length; length += 1) {
      const taken = steps.slice(0, length);
      const { graph } = lowerDocument(chain(['up-sample', { factor: 12 }], ...taken));
      const seen = (op: number, position: number): readonly number[] => {
        const { kind, attributes, inputs } = graph.ops[op]!;
        if (inputs.length === 0) return [position];
        const reach = ruleOf(kind).reach(attributes);
        if (reach.kind === 'everything') throw new Error('no pool here');
        if (reach.kind === 'same') return seen(inputs[0]!, position);
        const places =
          reach.kind === 'window' || reach.kind === 'sampled'
            ? Array.from(
                { length: reach.window.kernel },
                (_, tap) => position * reach.window.stride - reach.window.padding + tap * reach.window.dilation,
              )
            : [reach.from, reach.to].map((shift) => Math.floor((position + shift) / reach.factor));
        return [...new Set(places.flatMap((place) => seen(inputs[0]!, place)))];
      };
      const extents = Array.from({ length: 60 }, (_, position) => {
        const all = seen(graph.ops.length - 1, position);
        return Math.max(...all) - Math.min(...all) + 1;
      });
      expect(receptiveFields(graph).at(-1), JSON.stringify(taken)).toBe(Math.max(...extents));
    }
  });

  it('a kernel of 65,535 behind an up-sampling by 65,536 sees two inputs, in no time that grows with either (R14)', () => {
    const wide = ['conv', { outChannels: 1, kernel: 65535 }] as const;
    const up = ['up-sample', { factor: 65536, mode: 'nearest' }] as const;
    expect(last(chain(up, wide))).toBe(2);
    const many = Array.from({ length: 40 }, () => wide);
    // 40 · 65,534 + 1 positions of the result, of which each input has 65,536.
    expect(last(chain(up, ...many))).toBe(41);
    // A hundred times as many ops go by shorter patterns, and by a bound.
    const more = Array.from({ length: 4000 }, () => wide);
    const found = last(chain(up, ...more));
    expect(found).toBeGreaterThanOrEqual(4001);
    expect(found).toBeLessThanOrEqual(4003);
  });
});
