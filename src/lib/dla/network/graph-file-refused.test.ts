import { unwrap, type Issue } from '#lib/issue.ts';
import { describe, expect, it } from 'vitest';
import { parseGraph } from './graph-file.ts';
import { type File, sound, after, put, attribute, add, nested, chain } from '#tests/dla/graph-file-example.ts';

describe('[graph files] what is refused, and the place that the message names', () => {
  it.each<[string, (file: File) => void, Partial<Issue>]>([
    ['a cycle', (file) => put(file, 'first', { inputs: ['join'] }), { kind: 'cycle' }],
    ['a cycle of one', (file) => put(file, 'first', { inputs: ['first'] }), { kind: 'cycle', at: 'first' }],
    [
      'an id that leads nowhere',
      (file) => put(file, 'join', { inputs: ['second', 'third'] }),
      { kind: 'missing-node', at: 'join', received: 'third' },
    ],
    [
      'a group as an input',
      (file) => put(file, 'logits', { inputs: ['level2'] }),
      { kind: 'missing-node', at: 'logits' },
    ],
    ['a node without an id', (file) => delete file.nodes[2]!.id, { kind: 'missing', at: 'nodes[2].id' }],
    ['an id twice', (file) => put(file, 'second', { id: 'first' }), { kind: 'id-taken', at: 'first' }],
    ['an id of a node and a group', (file) => (file.groups[0]!.id = 'first'), { kind: 'id-taken', at: 'first' }],
    [
      'no input node',
      (file) => (file.nodes.shift(), put(file, 'stem', { kind: 'concat', inputs: ['stem'], attributes: {} })),
      { kind: 'cycle' },
    ],
    ['no node at all', (file) => ((file.nodes = []), (file.groups = [])), { kind: 'no-input-node', at: 'nodes' }],
    [
      'a second input node',
      (file) => add(file, { id: 'twin', kind: 'input', attributes: { channels: 3, height: 64, width: 64 } }),
      { kind: 'second-input-node', at: 'twin' },
    ],
    [
      'inputs that disagree in height or width',
      (file) => put(file, 'join', { inputs: ['second', 'stem'] }),
      { kind: 'sizes-differ', at: 'join' },
    ],
    [
      'too few inputs',
      (file) => put(file, 'join', { inputs: [] }),
      { kind: 'too-few-inputs', at: 'join', expected: 1, received: 0 },
    ],
    [
      'too few inputs of a fuse-conv',
      (file) => put(file, 'join', { kind: 'fuse-conv', inputs: ['second'] }),
      { kind: 'too-few-inputs', at: 'join', expected: 2 },
    ],
    [
      'too many inputs',
      (file) => put(file, 'second', { inputs: ['first', 'first', 'first'] }),
      { kind: 'too-many-inputs', at: 'second', expected: 2, received: 3 },
    ],
    ['an input of the image', (file) => put(file, 'image', { inputs: ['stem'] }), {}],
    [
      'residual shapes that differ',
      (file) => put(file, 'second', { inputs: ['first', 'stem'] }),
      { kind: 'residual-shape', at: 'second' },
    ],
    [
      'summands that differ',
      (file) => add(file, { id: 'sum', kind: 'add', inputs: ['first', 'stem'] }),
      { kind: 'shapes-differ', at: 'sum' },
    ],
    [
      'channels that cardinality does not divide',
      (file) => put(file, 'first', { attributes: { block: 'split', outChannels: 96, cardinality: 3, baseWidth: 2 } }),
      { kind: 'width-not-divisible', at: 'first', expected: 3, received: 4 },
    ],
    [
      'a width of nothing',
      (file) => put(file, 'first', { attributes: { block: 'split', outChannels: 8, cardinality: 1, baseWidth: 4 } }),
      { kind: 'width-zero', at: 'first' },
    ],
    [
      'channels that groups do not divide',
      (file) => attribute(file, 'stem', { groups: 2 }),
      { kind: 'channels-not-divisible', at: 'stem', expected: 2, received: 3 },
    ],
    [
      'a size that a stride does not divide',
      (file) => attribute(file, 'image', { width: 63 }),
      { kind: 'indivisible-size', at: 'first' },
    ],
    [
      'a size that a factor does not divide',
      (file) => add(file, { id: 'pool', kind: 'down-sample', inputs: ['stem'], attributes: { factor: 3 } }),
      { kind: 'indivisible-size', at: 'pool' },
    ],
    [
      'a kernel below the factor',
      (file) => add(file, { id: 'pool', kind: 'down-sample', inputs: ['stem'], attributes: { factor: 4, kernel: 3 } }),
      { kind: 'kernel-below-factor', at: 'pool' },
    ],
    [
      'an even kernel of factor 1',
      (file) => add(file, { id: 'pool', kind: 'down-sample', inputs: ['stem'], attributes: { factor: 1, kernel: 2 } }),
      { kind: 'kernel-not-odd', at: 'pool' },
    ],
    [
      'an odd transposed factor',
      (file) =>
        add(file, { id: 'up', kind: 'up-sample', inputs: ['stem'], attributes: { factor: 3, mode: 'transposed' } }),
      { kind: 'not-allowed', at: 'up.factor', expected: 'even-or-one' },
    ],
    [
      'an odd factor of a dense head',
      (file) =>
        add(file, { id: 'dense', kind: 'dense-head', inputs: ['stem'], attributes: { classes: 3, upFactor: 3 } }),
      { at: 'dense.upFactor' },
    ],
    [
      'a kernel that is even',
      (file) => attribute(file, 'stem', { kernel: 4 }),
      { kind: 'not-allowed', at: 'stem.kernel', expected: 'odd', received: 4 },
    ],
    [
      'a number out of range',
      (file) => attribute(file, 'stem', { outChannels: 0 }),
      { kind: 'too-small', at: 'stem.outChannels', expected: 1, received: 0 },
    ],
    [
      'a number beyond 65,536',
      (file) => attribute(file, 'stem', { outChannels: 65_537 }),
      { kind: 'too-large', expected: 65_536 },
    ],
    [
      'a scale of 1',
      (file) => put(file, 'first', { attributes: { block: 'res2net', outChannels: 32, scale: 1 } }),
      { kind: 'too-small', at: 'first.scale', expected: 2 },
    ],
    [
      'a number that is not whole',
      (file) => attribute(file, 'stem', { outChannels: 1.5 }),
      { kind: 'not-whole', at: 'stem.outChannels', received: 1.5 },
    ],
    [
      'a number as text',
      (file) => attribute(file, 'stem', { outChannels: '16' }),
      { kind: 'not-expected', at: 'stem.outChannels', expected: 'number', received: '16' },
    ],
    [
      'a number that is null',
      (file) => attribute(file, 'stem', { outChannels: null }),
      { kind: 'not-expected', at: 'stem.outChannels', received: null },
    ],
    [
      'an attribute that is missing',
      (file) => put(file, 'stem', { attributes: {} }),
      { kind: 'missing', at: 'stem.outChannels' },
    ],
    [
      'attributes that are missing',
      (file) => delete file.nodes[1]!.attributes,
      { kind: 'missing', at: 'stem.attributes' },
    ],
    [
      'an attribute of another kind of block',
      (file) => attribute(file, 'first', { cardinality: 2 }),
      { kind: 'unknown-key', at: 'first.cardinality' },
    ],
    [
      'a block without a kind',
      (file) => put(file, 'first', { attributes: { outChannels: 32 } }),
      { kind: 'missing', at: 'first.block', expected: ['basic', 'bottleneck', 'split', 'res2net'] },
    ],
    [
      'a block of no kind',
      (file) => attribute(file, 'first', { block: 'dense' }),
      {
        kind: 'not-expected',
        at: 'first.block',
        expected: ['basic', 'bottleneck', 'split', 'res2net'],
        received: 'dense',
      },
    ],
    [
      'a mode of no kind',
      (file) => add(file, { id: 'up', kind: 'up-sample', inputs: ['stem'], attributes: { factor: 2, mode: 'cubic' } }),
      { kind: 'not-expected', at: 'up.mode', expected: ['bilinear', 'nearest', 'transposed'], received: 'cubic' },
    ],
    [
      'an unknown kind',
      (file) => put(file, 'stem', { kind: 'toString' }),
      { kind: 'not-expected', at: 'stem.kind', received: 'toString' },
    ],
    ['no kind', (file) => delete file.nodes[1]!.kind, { kind: 'missing', at: 'stem.kind' }],
    ['an unknown key of the file', (file) => (file.nodez = 1), { kind: 'unknown-key', at: 'nodez', received: 'nodez' }],
    [
      'an unknown key of a node',
      (file) => put(file, 'stem', { label: 'x' }),
      { kind: 'unknown-key', at: 'stem.label' },
    ],
    [
      'an unknown attribute',
      (file) => attribute(file, 'stem', { colour: 'x' }),
      { kind: 'unknown-key', at: 'stem.colour' },
    ],
    ['an unknown key of a group', (file) => (file.groups[0]!.colour = 1), { kind: 'unknown-key', at: 'level2.colour' }],
    [
      'constructor as a key',
      (file) => attribute(file, 'stem', { constructor: 1 }),
      { kind: 'unknown-key', at: 'stem.constructor' },
    ],
    [
      'a list for attributes',
      (file) => add(file, { id: 'a', kind: 'relu', inputs: ['stem'], attributes: [] }),
      { kind: 'not-expected', at: 'a.attributes' },
    ],
    ['a list for positions', (file) => (file.positions = []), { kind: 'not-expected', at: 'positions' }],
    ['null for groups', (file) => Object.assign(file, { groups: null }), { kind: 'not-expected', at: 'groups' }],
    ['a node that is no table', (file) => Object.assign(file.nodes, { 1: [] }), {}],
    [
      'a group that contains itself',
      (file) => (file.groups[0]!.members as string[]).push('level2'),
      { kind: 'group-in-itself', at: 'level2' },
    ],
    [
      'a group inside its own member',
      (file) => (file.groups.push({ id: 'in', members: ['level2'] }), (file.groups[0]!.members as string[]).push('in')),
      { kind: 'group-in-itself', at: 'level2', received: ['level2', 'in'] },
    ],
    [
      'a member of two groups',
      (file) => file.groups.push({ id: 'other', members: ['first'] }),
      { kind: 'member-taken', at: 'first', expected: 'level2', received: 'other' },
    ],
    [
      'a member twice',
      (file) => (file.groups[0]!.members as string[]).push('first'),
      { kind: 'member-taken', at: 'first' },
    ],
    [
      'a member that leads nowhere',
      (file) => (file.groups[0]!.members as string[]).push('third'),
      { kind: 'missing-member', at: 'level2', received: 'third' },
    ],
    [
      'groups nested 101 deep',
      (file) => (file.groups = nested(101)),
      { kind: 'groups-too-deep', at: 'g100', expected: 100, received: 101 },
    ],
    [
      'two siblings of one name',
      (file) => put(file, 'first', { name: 'second' }),
      { kind: 'name-taken', at: 'second', expected: 'first', received: 'second' },
    ],
    [
      'a group and a node of one name',
      (file) => put(file, 'stem', { name: 'level2' }),
      { kind: 'name-taken', at: 'level2', expected: 'stem' },
    ],
    [
      'a dot in a name',
      (file) => put(file, 'first', { name: 'a.b' }),
      { kind: 'not-allowed', at: 'first.name', expected: 'no-dot' },
    ],
    [
      'a name of 201 characters',
      (file) => put(file, 'first', { name: 'x'.repeat(201) }),
      { kind: 'not-allowed', at: 'first.name', expected: 'short-text' },
    ],
    ['a label of 201 characters', (file) => (file.groups[0]!.label = 'x'.repeat(201)), { at: 'level2.label' }],
    [
      'two tensors of one name',
      (file) => (put(file, 'first', { name: '' }), put(file, 'second', { name: '' })),
      { kind: 'tensor-name-taken', at: 'second' },
    ],
    [
      'a head as an input',
      (file) => put(file, 'logits', { id: 'head' }) ?? add(file, { id: 'late', kind: 'relu', inputs: ['head'] }),
      { kind: 'head-taken', at: 'late', received: 'head' },
    ],
    [
      'more than 20,000 nodes',
      (file) => ((file.nodes = chain(20_001)), (file.groups = [])),
      { kind: 'too-many-nodes', at: 'nodes', expected: 20_000, received: 20_001 },
    ],
    [
      'more than 100,000 inputs of all nodes, before any of them is looked at (R12)',
      (file) => add(file, { id: 'sum', kind: 'add', inputs: Array.from({ length: 100_001 }, () => 'nowhere') }),
      { kind: 'too-many-inputs-in-all', at: 'sum.inputs', expected: 100_000 },
    ],
    ...[1e9, -1e308, 1_000_001].map((place): [string, (file: File) => void, Partial<Issue>] => [
      `a pin at ${place} (R12)`,
      (file) => ((file as { positions?: unknown }).positions = { first: [0, place] }),
      { kind: place > 0 ? 'too-large' : 'too-small', at: 'positions.first[1]', received: place },
    ]),
    ...['', 'a b', 'x'.repeat(65), 'ä', 'a.b', 'prototype', 'constructor'].map(
      (id): [string, (file: File) => void, Partial<Issue>] => [
        `the id ${JSON.stringify(id)}`,
        (file) => put(file, 'logits', { id }),
        { kind: 'not-allowed', at: 'nodes[5].id', expected: 'id' },
      ],
    ),
    [
      'a number as an id',
      (file) => put(file, 'logits', { id: 7 }),
      { kind: 'not-expected', at: 'nodes[5].id', expected: 'string' },
    ],
    [
      'a position of no id',
      (file) => (file.positions = { constructor: [0, 0] }),
      { kind: 'missing-member', at: 'positions.constructor' },
    ],
    [
      'a position of no id, with a number for its place',
      (file) => (file.positions = { constructor: 2147483648 }),
      { kind: 'missing-member', at: 'positions.constructor' },
    ],
    [
      'a position of three numbers',
      (file) => (file.positions = { first: [0, 0, 0] }),
      { kind: 'too-many-entries', at: 'positions.first', expected: 2, received: 3 },
    ],
    [
      'a position of one number',
      (file) => (file.positions = { first: [0] }),
      { kind: 'missing', at: 'positions.first[1]' },
    ],
    [
      'a newer version',
      (file) => ((file.version = 2), (file.news = 1)),
      { kind: 'newer-version', at: 'version', expected: 1, received: 2 },
    ],
    [
      'a version of no kind',
      (file) => (file.version = '1'),
      { kind: 'not-expected', at: 'version', expected: [1], received: '1' },
    ],
    ['another format', (file) => (file.format = 'dla-network'), { kind: 'not-expected', at: 'format' }],
  ])('%s', (_, change, issue) => {
    const [first] = after(change);
    expect(first).toMatchObject(issue);
    expect(first!.line).toBeGreaterThan(0);
  });

  it('numbers that are not finite, as text can hold them', () => {
    const text = JSON.stringify({ ...sound(), positions: { first: [1, 2] } });
    expect(parseGraph(text.replace('[1,2]', '[1,1e999]'))).toMatchObject({
      issues: [{ kind: 'not-finite', at: 'positions.first[1]', received: 'Infinity' }],
    });
    expect(parseGraph(text.replace('"classes":10', '"classes":1e999'))).toMatchObject({
      issues: [{ kind: 'not-whole', at: 'logits.classes', received: 'Infinity' }],
    });
    expect(parseGraph(text.replace('"classes":10', '"classes":NaN'))).toMatchObject({ issues: [{ kind: 'not-json' }] });
  });

  it('names the line of the place', () => {
    const lines = JSON.stringify(sound(), null, 2).split('\n');
    const line = lines.findIndex((each) => each.includes('"kernel"')) + 1;
    const text = lines.join('\n').replace('"kernel": 7', '"kernel": 8');
    expect(parseGraph(text)).toMatchObject({ issues: [{ at: 'stem.kernel', line }] });
  });

  it('names both: the input node that is missing, and what took from it', () => {
    expect(after((file) => file.nodes.shift())).toMatchObject([
      { kind: 'missing-node', at: 'stem', received: 'image' },
      { kind: 'no-input-node', at: 'nodes' },
    ]);
  });

  it('a drawing that is not finished is kept as a draft', () => {
    const file = sound();
    put(file, 'join', { inputs: [] });
    expect(unwrap(parseGraph(JSON.stringify(file), { draft: true })).nodes[4]!.inputs).toEqual([]);
  });

  it('malice of ten million bytes is answered, not suffered', () => {
    const many = (list: string, entry: string): string =>
      JSON.stringify({ ...sound(), [list]: 'HERE' }).replace(
        '"HERE"',
        `[${`${entry},`.repeat(Math.floor(9_900_000 / (entry.length + 1)))}${entry}]`,
      );
    for (const text of [many('nodes', '0'), many('groups', '0'), many('groups', '{"id":"a","members":[]}')])
      expect(parseGraph(text).ok).toBe(false);
  });
});
