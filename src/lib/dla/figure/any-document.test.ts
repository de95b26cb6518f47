import { parseGraph } from '#lib/dla/network/graph-file.ts';
import { presetDocument, presetOf } from '#lib/dla/presets/presets.ts';
import { unwrap } from '#lib/issue.ts';
import { Random } from '#tests/fuzz/random.ts';
import { golden } from '#tests/golden/goldens.ts';
import type { Point } from '#lib/graph/layout/layout.ts';
import { words } from '#lib/messages/messages.ts';
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
        const drawn = new Set(
          layoutFigure(document, { words: words.figure, width: 600, detail }).marks.flatMap(({ of }) => of),
        );
        expect([...drawn].sort()).toEqual(document.nodes.map(({ id }) => id).sort());
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it('is drawn with nodes called as what every object has, pinned or not', () => {
    const { document } = golden<{ readonly document: object }>('graph-order-and-names');
    for (const pins of [new Map<string, Point>(), new Map<string, Point>([['valueOf', [40, 300]]])]) {
      const positions = Object.fromEntries(pins);
      const named = unwrap(parseGraph(JSON.stringify({ ...document, positions })));
      const { marks } = layoutFigure(named, { words: words.figure, width: 600 });
      expect(new Set(marks.flatMap(({ of }) => of))).toEqual(new Set(named.nodes.map(({ id }) => id)));
      expect(marks.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
      const drawn = new Map(marks.map(({ id, x, y }) => [id, [x, y]]));
      for (const [id, place] of pins) expect(drawn.get(id)).toEqual(place);
    }
  });

  it('is drawn where edits took inputs and nodes from a network of every kind (W6)', () => {
    const random = new Random(11);
    for (const id of ['dla34', 'dla34up', 'ctdet_dla34', 'smoke_dla34', 'dla60_res2net', 'densenet121'])
      for (let round = 0; round < 6; round += 1) {
        const whole = presetDocument(presetOf(id)!);
        const gone = new Set(whole.nodes.slice(1).flatMap((node) => (random.chance(0.06) ? [node.id] : [])));
        const isKept = (input: string) => !gone.has(input) && !random.chance(0.08);
        const nodes = whole.nodes
          .filter(({ id }) => !gone.has(id))
          .map((node) => ({ ...node, inputs: node.inputs.filter(isKept) }));
        const cut = {
          ...whole,
          nodes,
          groups: whole.groups.map((group) => ({ ...group, members: group.members.filter((id) => !gone.has(id)) })),
        };
        const { marks } = layoutFigure(cut, { words: words.figure, width: 900, detail: 'blocks' });
        expect(new Set(marks.flatMap(({ of }) => of))).toEqual(new Set(nodes.map(({ id }) => id)));
      }
  });
});
