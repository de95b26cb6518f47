import { parseGraph } from '#lib/dla/network/graph-file.ts';
import { unwrap } from '#lib/issue.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutFigure } from './figure.ts';

interface Choice {
  readonly kind: 'relu' | 'aggregation' | 'fuse-conv' | 'up-sample' | 'classifier';
  readonly inputs: readonly number[];
  readonly group: number;
}

const attributes = {
  relu: {},
  aggregation: { outChannels: 2 },
  'fuse-conv': { outChannels: 2 },
  'up-sample': { factor: 1 },
  classifier: { classes: 2 },
};

const choice: fc.Arbitrary<Choice> = fc.record({
  kind: fc.constantFrom('relu', 'aggregation', 'fuse-conv', 'up-sample', 'classifier'),
  inputs: fc.array(fc.nat(100), { minLength: 2, maxLength: 4 }),
  group: fc.nat(3),
});

const detail = fc.constantFrom('levels' as const, 'blocks' as const, 'ops' as const);

/** A document whose nodes take any earlier ones that are no heads; of group 0 is what stands in none. */
function documentOf(choices: readonly Choice[]): unknown {
  const free = ['image'];
  const nodes = choices.map(({ kind, inputs, group }, index) => {
    const id = `n${index}`;
    const many = kind === 'aggregation' || kind === 'fuse-conv';
    const taken = inputs.slice(0, many ? inputs.length : 1).map((input) => free[input % free.length]!);
    if (kind !== 'classifier') free.push(id);
    return { id, kind, inputs: taken, attributes: attributes[kind], group };
  });
  return {
    format: 'dla-graph',
    version: 1,
    nodes: [
      { id: 'image', kind: 'input', attributes: { channels: 2, height: 4, width: 4 } },
      ...nodes.map(({ id, kind, inputs, attributes }) => ({ id, kind, inputs, attributes })),
    ],
    groups: [1, 2, 3].map((group) => ({
      id: `group${group}`,
      members: nodes.filter((node) => node.group === group).map(({ id }) => id),
    })),
  };
}

describe('any document', () => {
  it('is drawn with all its nodes, whatever its groups hold', () => {
    fc.assert(
      fc.property(fc.array(choice, { minLength: 1, maxLength: 14 }), detail, (choices, detail) => {
        const document = unwrap(parseGraph(JSON.stringify(documentOf(choices))));
        const drawn = new Set(layoutFigure(document, { width: 600, detail }).marks.flatMap(({ of }) => of));
        expect([...drawn].sort()).toEqual(document.nodes.map(({ id }) => id).sort());
      }),
      { numRuns: 300, seed: 5 },
    );
  });
});
