import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { unwrap } from '#lib/issue.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGraph, serialiseGraph } from './graph-file.ts';
import { type File, sound, issuesOf, put, attribute, add, nested, chain } from '#tests/dla/graph-file-example.ts';

describe('[graph files] what is sound', () => {
  it('is read as it stands', () => {
    const document = unwrap(parseGraph(JSON.stringify(sound())));
    expect(document.nodes[1]).toEqual({
      id: 'stem',
      kind: 'conv-unit',
      inputs: ['image'],
      attributes: { outChannels: 16, kernel: 7 },
    });
    expect(document).toMatchObject({
      name: 'two blocks and a node',
      positions: new Map(),
      groups: [{ label: 'level 2' }],
    });
  });

  it.each<[string, (file: File) => void]>([
    ['without name, groups and positions', (file) => ['name', 'groups'].forEach((key) => delete file[key])],
    ['with $schema', (file) => (file.$schema = 'https://example.org/graph.v1.json')],
    ['an image alone', (file) => ((file.nodes = file.nodes.slice(0, 1)), (file.groups = []))],
    ['several outputs, heads and others', (file) => add(file, { id: 'a', kind: 'relu', inputs: ['stem'] })],
    [
      'ids that objects have',
      (file) => (
        put(file, 'logits', { id: 'toString' }),
        add(file, { id: 'hasOwnProperty', kind: 'relu', inputs: ['stem'] }, { id: '0', kind: 'relu', inputs: ['stem'] })
      ),
    ],
    ['the same node twice among the inputs', (file) => put(file, 'join', { inputs: ['second', 'second', 'first'] })],
    ['HTML and any other text in names', (file) => put(file, 'first', { name: '<b onclick="x()">\u0000 😀</b>' })],
    [
      'names of 200 characters, not code units',
      (file) => (put(file, 'first', { name: '😀'.repeat(200) }), (file.name = '😀'.repeat(200))),
    ],
    [
      'a name that is empty, more than once',
      (file) =>
        add(
          file,
          { id: 'a', kind: 'relu', name: '', inputs: ['stem'] },
          { id: 'b', kind: 'relu', name: '', inputs: ['stem'] },
        ),
    ],
    [
      'one name in two groups',
      (file) => (file.groups.push({ id: 'other', members: ['stem'] }), put(file, 'stem', { name: 'first' })),
    ],
    ['dots in the document’s name and in labels', (file) => ((file.name = 'v1.5'), (file.groups[0]!.label = 'a.b'))],
    [
      'a nested group, and an empty one',
      (file) => file.groups.push({ id: 'outer', members: ['level2', 'empty'] }, { id: 'empty', members: [] }),
    ],
    ['positions of nodes and groups', (file) => (file.positions = { first: [0.5, -1e6], level2: [0, -0] })],
    ['a whole number written as 1e1', (file) => attribute(file, 'logits', { classes: 1e1 })],
    ['65,536', (file) => attribute(file, 'logits', { classes: 65_536 })],
    ['a group nested 100 deep', (file) => (file.groups = nested(100))],
    ['20,000 nodes', (file) => (file.nodes = chain(20_000)) && (file.groups = [])],
  ])('%s', (_, change) => {
    const file = sound();
    change(file);
    expect(issuesOf(file)).toEqual([]);
    const document = unwrap(parseGraph(JSON.stringify(file)));
    const text = serialiseGraph(document);
    expect(unwrap(parseGraph(text))).toEqual(document);
    expect(serialiseGraph(unwrap(parseGraph(text)))).toBe(text);
  });
});
describe('[graph files] serialise and parse are inverse', () => {
  const id = fc
    .stringMatching(/^[A-Za-z0-9_-]{1,64}$/)
    .filter((each) => !['__proto__', 'prototype', 'constructor'].includes(each));
  const name = fc.option(
    fc.string({ unit: 'grapheme', maxLength: 20 }).filter((each) => !each.includes('.')),
    { nil: undefined },
  );
  const drawn = fc
    .record({
      ids: fc.uniqueArray(id, { minLength: 3, maxLength: 12 }),
      names: fc.array(name, { minLength: 12, maxLength: 12 }),
      title: fc.string({ unit: 'grapheme', maxLength: 100 }),
      picks: fc.array(fc.nat(), { minLength: 24, maxLength: 24 }),
      places: fc.array(fc.tuple(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), fc.integer({ min: -1e6, max: 1e6 })), {
        minLength: 12,
        maxLength: 12,
      }),
    })
    .map(({ ids, names, title, picks, places }): GraphDocument => {
      const [image, group, ...rest] = ids as [string, string, ...string[]];
      const nodes = rest.map((each, at) => {
        const source = at === 0 ? image : rest[picks[at]! % at]!;
        const kind = ['relu', 'concat', 'batch-norm', 'conv'][picks[at + 12]! % 4]!;
        const attributes: GraphNode['attributes'] =
          kind === 'conv' ? { kernel: 1, outChannels: 1 + (picks[at]! % 9), bias: true } : {};
        // Unique by the id behind it, so that siblings differ.
        const own = names[at] === undefined ? {} : { name: `${names[at]}${each}` };
        return { id: each, kind, ...own, inputs: [source], attributes };
      });
      const positions = ids.filter((_, at) => picks[at]! % 3 === 0).map((each, at) => [each, places[at]!] as const);
      return {
        name: title,
        nodes: [...nodes, { id: image, kind: 'input', inputs: [], attributes: { width: 8, height: 8, channels: 2 } }],
        groups: [{ id: group, ...(names[0] !== undefined && { label: names[0] }), members: rest.slice(0, 2) }],
        positions: new Map(positions.map(([each, [x, y]]) => [each, [x + 0, y + 0]])),
      };
    });

  it('any document', () => {
    fc.assert(
      fc.property(drawn, (document) => {
        const text = serialiseGraph(document);
        const parsed = parseGraph(text, { draft: true });
        expect(unwrap(parsed)).toStrictEqual(document);
        expect(serialiseGraph(unwrap(parsed))).toBe(text);
        expect(
          serialiseGraph({
            ...document,
            nodes: document.nodes.map((node) => ({
              ...node,
              attributes: Object.fromEntries(Object.entries(node.attributes).reverse()),
            })),
          }),
        ).toBe(text);
      }),
      { numRuns: 500, seed: 6 },
    );
  });

  it('writes defaults out on request, without changing the network', () => {
    const document = unwrap(parseGraph(JSON.stringify(sound())));
    const whole = unwrap(parseGraph(serialiseGraph(document, { defaults: true })));
    expect(whole.nodes[1]!.attributes).toEqual({
      outChannels: 16,
      kernel: 7,
      stride: 1,
      dilation: 1,
      groups: 1,
      activation: 'relu',
      norm: 'batch',
    });
    expect(whole.nodes[3]!.attributes).toEqual({
      block: 'basic',
      norm: 'batch',
      outChannels: 32,
      stride: 1,
      dilation: 1,
      projection: 'pool',
    });
  });
});
