import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { presets } from '#lib/dla/presets/presets.ts';
import { unwrap, type Issue } from '#lib/issue.ts';
import { describe, expect, it } from 'vitest';
import { buildNetwork } from './build.ts';
import { parseNetworkFile } from './file.ts';
import { parseGraph, serialiseGraph } from './graph-file.ts';
import { serialiseConfig } from './parse.ts';

type Table = Record<string, unknown>;
interface File extends Table {
  levels: Table[];
  head?: Table;
}

const sound = (): File => ({
  format: 'dla-network',
  version: 1,
  name: 'small',
  input: { channels: 3, height: 64, width: 96 },
  stem: { channels: 16, kernel: 7, stride: 1 },
  block: { kind: 'basic' },
  levels: [
    { kind: 'conv', channels: 16, convs: 1, stride: 1 },
    { kind: 'conv', channels: 32, convs: 2 },
    { kind: 'aggregation', structure: 'tree', blocks: 4, channels: 64, levelRoot: true },
    { kind: 'aggregation', structure: 'plain', blocks: 1, channels: 64, block: { kind: 'res2net', scale: 2 } },
  ],
});

const read = (file: unknown): readonly Issue[] => {
  const result = parseNetworkFile(JSON.stringify(file, null, 2));
  return result.ok ? [] : result.issues;
};

describe('[config files] what is sound', () => {
  it('has its defaults written out', () => {
    const parsed = unwrap(parseNetworkFile(JSON.stringify(sound())));
    expect(parsed).toMatchObject({
      kind: 'config',
      config: {
        head: { kind: 'classifier', classes: 1000 },
        levels: [
          {},
          { stride: 2 },
          { stride: 2, levelRoot: true, rootResidual: false, dilation: 1 },
          { block: { kind: 'res2net', cardinality: 1, baseWidth: 28, scale: 2 } },
        ],
      },
    });
  });

  it('a level’s dilation is that of its blocks, whose 3×3 convolutions then see farther', () => {
    const file = sound();
    file.levels[2] = { ...file.levels[2], dilation: 2 };
    const parsed = unwrap(parseNetworkFile(JSON.stringify(file)));
    if (parsed.kind !== 'config') throw new Error('not a config');
    const { ops } = lowerDocument(buildNetwork(parsed.config)).graph;
    const windows = ops.filter(({ kind, node }) => kind === 'conv2d' && /^level\d-b/.test(node));
    const dilations = (level: string) =>
      windows.filter(({ node }) => node.startsWith(level)).map(({ attributes }) => attributes);
    expect(dilations('level2')).toHaveLength(8);
    for (const attributes of dilations('level2'))
      expect(attributes).toMatchObject({ kernel: 3, dilation: 2, padding: 2 });
    for (const attributes of dilations('level3')) expect(attributes).toMatchObject({ dilation: 1 });
  });

  it.each([
    ['bottleneck', { cardinality: 1, baseWidth: 64 }],
    ['split', { cardinality: 32, baseWidth: 4 }],
    ['res2net', { cardinality: 1, baseWidth: 28, scale: 4 }],
  ])('defaults of %s', (kind, options) => {
    const file = { ...sound(), block: { kind }, levels: sound().levels.slice(0, 3) };
    file.levels[2] = { ...file.levels[2], channels: 256 };
    expect(unwrap(parseNetworkFile(JSON.stringify(file)))).toMatchObject({ config: { block: { kind, ...options } } });
  });

  it.each(presets.map((preset) => preset.id))('%s, as config and as graph document', (id) => {
    const { config, document = buildNetwork(config!) } = presets.find((preset) => preset.id === id)!;
    if (config) {
      const text = serialiseConfig(config);
      const parsed = unwrap(parseNetworkFile(text));
      expect(parsed).toMatchObject({ kind: 'config', config });
      expect(parsed.kind === 'config' && serialiseConfig(parsed.config)).toBe(text);
    }
    const file = new TextEncoder().encode(serialiseGraph(document));
    expect(unwrap(parseNetworkFile(file))).toEqual({ kind: 'graph', document });
    expect(unwrap(parseGraph(serialiseGraph(document)))).toEqual(document);
  });
});

describe('[config files] what is refused, and the place that the message names', () => {
  const level = (at: number, change: Table) => (file: File) => void Object.assign(file.levels[at]!, change);
  it.each<[string, (file: File) => unknown, Partial<Issue>]>([
    [
      'a tree of six blocks',
      level(2, { blocks: 6 }),
      { kind: 'blocks-power-of-two', at: 'levels[2].blocks', expected: 'tree', received: 6 },
    ],
    [
      'a merged tree of one block',
      level(2, { structure: 'merged', blocks: 1, levelRoot: false }),
      { kind: 'blocks-at-least-two', at: 'levels[2].blocks' },
    ],
    [
      'levelRoot of a plain level',
      level(2, { structure: 'plain' }),
      { kind: 'flag-without-node', at: 'levels[2].levelRoot' },
    ],
    ['levelRoot of one block', level(2, { blocks: 1 }), { kind: 'flag-without-node', at: 'levels[2].levelRoot' }],
    [
      'rootResidual of one block',
      level(3, { rootResidual: true }),
      { kind: 'flag-without-node', at: 'levels[3].rootResidual' },
    ],
    [
      'an unknown structure',
      level(2, { structure: 'hda' }),
      {
        kind: 'not-expected',
        at: 'levels[2].structure',
        expected: ['plain', 'shallow', 'ida', 'tree', 'reentrant', 'merged'],
        received: 'hda',
      },
    ],
    [
      'an unknown kind of level',
      level(2, { kind: 'stage' }),
      { kind: 'not-expected', at: 'levels[2].kind', expected: ['conv', 'aggregation'], received: 'stage' },
    ],
    [
      'a level without a kind',
      (file) => delete file.levels[2]!.kind,
      { kind: 'missing', at: 'levels[2].kind', expected: ['conv', 'aggregation'] },
    ],
    [
      'an unknown kind of block',
      (file) => (file.block = { kind: 'vgg' }),
      {
        kind: 'not-expected',
        at: 'block.kind',
        expected: ['basic', 'bottleneck', 'split', 'res2net'],
        received: 'vgg',
      },
    ],
    [
      'a block as text',
      (file) => (file.block = 'basic'),
      { kind: 'not-expected', at: 'block', expected: 'Object', received: 'basic' },
    ],
    [
      'cardinality of a basic block',
      (file) => (file.block = { kind: 'basic', cardinality: 2 }),
      { kind: 'unknown-key', at: 'block.cardinality' },
    ],
    [
      'scale of a split block in one level',
      level(2, { block: { kind: 'split', scale: 4 } }),
      { kind: 'unknown-key', at: 'levels[2].block.scale' },
    ],
    ['no block', (file) => delete file.block, { kind: 'missing', at: 'block' }],
    ['no blocks', (file) => delete file.levels[2]!.blocks, { kind: 'missing', at: 'levels[2].blocks' }],
    ['blocks of a conv level', level(0, { blocks: 2 }), { kind: 'unknown-key', at: 'levels[0].blocks' }],
    ['blocks: 0', level(2, { blocks: 0 }), { kind: 'too-small', at: 'levels[2].blocks', expected: 1, received: 0 }],
    ['blocks: 2.5', level(2, { blocks: 2.5 }), { kind: 'not-whole', at: 'levels[2].blocks' }],
    [
      'levelRoot as a number',
      level(2, { levelRoot: 1 }),
      { kind: 'not-expected', at: 'levels[2].levelRoot', expected: 'boolean', received: 1 },
    ],
    ['stride: null', level(2, { stride: null }), { kind: 'not-expected', at: 'levels[2].stride', received: null }],
    ['no level', (file) => (file.levels = []), { kind: 'too-few-entries', at: 'levels', expected: 1, received: 0 }],
    [
      'nine levels',
      (file) => (file.levels = Array.from({ length: 9 }, () => ({ ...sound().levels[0]! }))),
      { kind: 'too-many-entries', at: 'levels', expected: 8, received: 9 },
    ],
    [
      'levels as a table',
      (file) => Object.assign(file, { levels: {} }),
      { kind: 'not-expected', at: 'levels', expected: 'Array', received: {} },
    ],
    [
      'an even kernel of the stem',
      (file) => (file.stem = { channels: 16, kernel: 6, stride: 1 }),
      { kind: 'not-allowed', at: 'stem.kernel', expected: 'odd' },
    ],
    ['a head of no kind', (file) => (file.head = { classes: 10 }), { kind: 'missing', at: 'head.kind' }],
    [
      'an unknown decoder',
      (file) => (file.head = { kind: 'segmentation', decoder: 'fpn', classes: 2 }),
      { kind: 'not-expected', at: 'head.decoder', expected: ['none', 'shallow', 'ida', 'ida-up'] },
    ],
    [
      'a downRatio of 3',
      (file) => (file.head = { kind: 'boundary', decoder: 'ida', downRatio: 3 }),
      { kind: 'not-expected', at: 'head.downRatio', expected: [2, 4, 8] },
    ],
    [
      'classes of boundaries',
      (file) => (file.head = { kind: 'boundary', decoder: 'ida', classes: 1 }),
      { kind: 'unknown-key', at: 'head.classes' },
    ],
    [
      'a downRatio beyond the levels',
      (file) => (
        (file.levels = file.levels.slice(0, 3)),
        (file.head = { kind: 'boundary', decoder: 'ida', downRatio: 8 })
      ),
      { kind: 'down-ratio-without-level', at: 'head.downRatio', expected: 4, received: 8 },
    ],
    ['an unknown key', (file) => (file.dropout = 0), { kind: 'unknown-key', at: 'dropout' }],
    [
      'a name of 201 characters',
      (file) => (file.name = 'x'.repeat(201)),
      { kind: 'not-allowed', at: 'name', expected: 'short-text' },
    ],
    [
      'a newer version',
      (file) => (file.version = 7),
      { kind: 'newer-version', at: 'version', expected: 1, received: 7 },
    ],
    ['no version', (file) => delete file.version, { kind: 'missing', at: 'version' }],
    [
      'more blocks than a document can have',
      level(2, { structure: 'ida', blocks: 65_536 }),
      { kind: 'too-many-nodes', at: 'levels' },
    ],
    [
      'more nodes than a document can have',
      level(2, { structure: 'ida', blocks: 15_000 }),
      { kind: 'too-many-nodes', at: 'levels', expected: 20_000 },
    ],
    [
      'a size that a level does not divide',
      (file) => (file.input = { channels: 3, height: 60, width: 96 }),
      { kind: 'indivisible-size', at: 'levels[3]' },
    ],
    [
      'a size that the stem does not divide',
      (file) => (file.stem = { channels: 16, kernel: 7, stride: 5 }),
      { kind: 'indivisible-size', at: 'stem' },
    ],
    [
      'a width that cardinality does not divide',
      level(2, { block: { kind: 'split', cardinality: 3, baseWidth: 2 }, channels: 96 }),
      { kind: 'width-not-divisible', at: 'levels[2]' },
    ],
    [
      'another format',
      (file) => (file.format = 'onnx'),
      { kind: 'unknown-format', at: 'format', expected: ['dla-network', 'dla-graph'], received: 'onnx' },
    ],
    ['no format', (file) => delete file.format, { kind: 'unknown-format', at: 'format', received: null }],
  ])('%s', (_, change, issue) => {
    const file = sound();
    change(file);
    const [first] = read(file);
    expect(first).toMatchObject(issue);
    expect(first!.line).toBeGreaterThan(0);
  });

  it.each([['[]'], ['3'], ['null'], ['"dla-network"']])('%s is no table', (text) =>
    expect(parseNetworkFile(text)).toMatchObject({ issues: [{ kind: 'not-expected', at: '', expected: 'Object' }] }),
  );

  it('every fault of a file is listed, each with its line', () => {
    const file = sound();
    Object.assign(file.levels[0]!, { channels: -1 });
    Object.assign(file.levels[3]!, { blocks: 'two' });
    const lines = JSON.stringify(file, null, 2).split('\n');
    const lineOf = (text: string): number => lines.findIndex((line) => line.includes(text)) + 1;
    expect(read(file).map(({ at, line }) => [at, line])).toEqual([
      ['levels[0].channels', lineOf('-1')],
      ['levels[3].blocks', lineOf('"two"')],
    ]);
  });
});
