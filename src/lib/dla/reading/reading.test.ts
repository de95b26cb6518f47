import { buildNetwork } from '#lib/dla/network/build.ts';
import type { LevelConfig, NetworkConfig } from '#lib/dla/network/config.ts';
import { presetConfig, presetOf } from '#lib/dla/presets/presets.ts';
import type { GraphDocument, GraphGroup, GraphNode } from '#lib/graph/document/document.ts';
import { describe, expect, it } from 'vitest';
import { levelAround, selectedLevels } from './levels.ts';
import { readNetwork, stageAround } from './reading.ts';

const dla34 = presetConfig('dla34');
const network = (change: Partial<NetworkConfig> = {}): GraphDocument => buildNetwork({ ...dla34, ...change });
const conv = (channels: number, convs = 1, stride = 2): LevelConfig => ({ kind: 'conv', channels, convs, stride });
const withInputs = (document: GraphDocument, id: string, inputs: readonly string[]): GraphDocument => ({
  ...document,
  nodes: document.nodes.map((node) => (node.id === id ? { ...node, inputs } : node)),
});
/** Everything that stands in no group in one more. */
const framed = (document: GraphDocument, frame: Omit<GraphGroup, 'members'>): GraphDocument => {
  const held = new Set(document.groups.flatMap(({ members }) => members));
  const members = [...document.nodes, ...document.groups].map(({ id }) => id).filter((id) => !held.has(id));
  return { ...document, groups: [...document.groups, { ...frame, members }] };
};
/** Some members of a group in one of their own. */
const grouped = (document: GraphDocument, around: string, group: GraphGroup): GraphDocument => ({
  ...document,
  groups: [
    ...document.groups.map((each) =>
      each.id === around
        ? { ...each, members: [...each.members.filter((id) => !group.members.includes(id)), group.id] }
        : each,
    ),
    group,
  ],
});

const kinds = (document: GraphDocument): readonly string[] =>
  readNetwork(document).stages.map(({ id, kind }) => `${id} ${kind}`);
const dla34Stages = [
  'level0 conv',
  'level1 conv',
  'level2 aggregation',
  'level3 aggregation',
  'level4 aggregation',
  'level5 aggregation',
];

describe('what a network consists of', () => {
  it('DLA-34: a stem, two conv levels, four aggregation levels, a head', () => {
    const document = network();
    expect(kinds(document)).toEqual(dla34Stages);
    expect(readNetwork(document)).toMatchObject({ stem: ['base_layer'], heads: ['fc'], wrappers: [] });
    expect(readNetwork(document).levels.map(({ index, label, output }) => [index, label, output])).toEqual([
      [0, 'level 0', 'level0-conv1'],
      [1, 'level 1', 'level1-conv1'],
      [2, 'level 2', 'level2-n1'],
      [3, 'level 3', 'level3-n2'],
      [4, 'level 4', 'level4-n2'],
      [5, 'level 5', 'level5-n1'],
    ]);
  });

  it('a dense network: the backbone is a wrapper, the decoder one stage', () => {
    const { config } = presetOf('dla34up')!;
    const reading = readNetwork(buildNetwork(config!));
    expect(reading.stages.map(({ id }) => id)).toEqual([...dla34Stages.map((each) => each.slice(0, 6)), 'dla_up']);
    expect(reading).toMatchObject({ wrappers: ['base'], heads: ['head'] });
  });

  it('DenseNet: its blocks and transitions, which are no levels', () => {
    const reading = readNetwork(presetOf('densenet121')!.document!);
    expect(reading.wrappers).toEqual(['features']);
    expect(reading.levels).toEqual([]);
    expect(reading.stages).toHaveLength(7);
    expect(reading.stages.every(({ kind }) => kind === 'other')).toBe(true);
  });

  it('is the same with the groups the other way round, and with the nodes backwards', () => {
    const document = network();
    const { nodes, groups } = document;
    expect(kinds({ ...document, groups: groups.toReversed() })).toEqual(dla34Stages);
    expect(kinds({ ...document, nodes: nodes.toReversed() })).toEqual(dla34Stages);
  });

  it('is the same in a frame around all of it', () => {
    expect(kinds(framed(network(), { id: 'frame', name: '' }))).toEqual(dla34Stages);
    const up = buildNetwork(presetConfig('dla34up'));
    expect(kinds(framed(up, { id: 'frame', name: '' }))).toEqual(kinds(up));
  });
});

describe('levels', () => {
  it('stay levels whatever groups a person puts into them', () => {
    let document = network();
    for (const [id, members] of [
      ['left', ['level3-tree1']],
      ['right', ['level3-tree2']],
    ] as const)
      document = grouped(document, 'level3', { id, label: id, members });
    expect(kinds(document)).toEqual(dla34Stages);
    expect(levelAround(document, 'right')?.id).toBe('level3');
  });

  it('stay levels with one edge cut: the trees in a merged one only give names', () => {
    const document = withInputs(network(), 'level3-b4', ['level3-n1']);
    expect(kinds(document)).toEqual(dla34Stages);
    expect(levelAround(document, 'level3-b4')).toMatchObject({ id: 'level3', issue: { kind: 'no-structure' } });
  });

  it('stay levels with something brought up in them', () => {
    const up: GraphNode = { id: 'up', kind: 'up-sample', inputs: ['level3-b1'], attributes: { factor: 1 } };
    const cut = withInputs(network(), 'level3-b2', ['up']);
    const document = grouped({ ...cut, nodes: [...cut.nodes, up] }, 'level3', { id: 'new', name: '', members: ['up'] });
    expect(kinds(document)).toEqual(dla34Stages);
  });

  it('are found in a wrapper that holds a single one', () => {
    const only = (level: LevelConfig) => framed(network({ levels: [level] }), { id: 'frame', label: 'all' });
    expect(kinds(only(conv(16)))).toEqual(['level0 conv']);
    expect(kinds(only(dla34.levels[2]!))).toEqual(['level0 aggregation']);
  });

  it('of several convolutions are conv levels', () =>
    expect(kinds(network({ levels: [conv(16, 3)] }))).toEqual(['level0 conv']));

  it('are told apart where both read as one plain level', () => {
    const plain = dla34.levels.map((level) =>
      level.kind === 'conv' ? level : { ...level, structure: 'plain' as const, levelRoot: false },
    );
    const document = network({ levels: plain });
    const members = ['level4', 'level5'];
    const groups = [...document.groups, { id: 'both', label: 'both', members }];
    expect(kinds({ ...document, groups })).toEqual(dla34Stages);
    expect(readNetwork({ ...document, groups }).wrappers).toEqual(['both']);
  });

  it('are chosen by what is selected in them, all where nothing is', () => {
    const document = network();
    const chosen = (selection: readonly string[]) => selectedLevels(document, selection).map(({ index }) => index);
    expect(chosen([])).toEqual([2, 3, 4, 5]);
    expect(chosen(['level3-n2', 'level5', 'fc', 'level0-conv1', 'level3-b1'])).toEqual([3, 5]);
  });

  it('are read again only where an edit changed them', () => {
    const before = network();
    const after = withInputs(before, 'level3-b2', ['level3-b1', 'level3-b1']);
    const [a, b] = [readNetwork(before), readNetwork(after)].map((each) => each.aggregationLevels);
    expect(a!.map((level, index) => level.reading === b![index]!.reading)).toEqual([true, false, true, true]);
  });
});

//  image ─ stem ─ enc1 ─┬─ enc2 ─ up ─ [concat ─ block]
//                       └───────────────┘
const unet = (): GraphDocument => {
  const node = (id: string, kind: string, inputs: readonly string[], attributes: GraphNode['attributes'] = {}) => ({
    id,
    kind,
    inputs,
    attributes,
  });
  const block = (outChannels: number, stride = 1) => ({ block: 'basic', outChannels, stride });
  return {
    name: 'U-Net',
    nodes: [
      node('image', 'input', [], { channels: 3, height: 32, width: 32 }),
      node('stem', 'conv-unit', ['image'], { outChannels: 8 }),
      node('first', 'block', ['stem'], block(8)),
      node('second', 'block', ['first'], block(16, 2)),
      node('up', 'up-sample', ['second'], { factor: 2 }),
      node('join', 'concat', ['up', 'first']),
      node('third', 'block', ['join'], block(8)),
      node('head', 'dense-head', ['third'], { classes: 2, upFactor: 1 }),
    ],
    groups: [
      { id: 'enc1', members: ['first'] },
      { id: 'enc2', members: ['second'] },
      { id: 'dec1', members: ['up', 'join', 'third'] },
    ],
    positions: new Map(),
  };
};

describe('decoders', () => {
  it('join several maps, with blocks too', () =>
    expect(kinds(unet())).toEqual(['enc1 aggregation', 'enc2 aggregation', 'dec1 decoder']));

  it('are known by their name where they need no up-sampling', () => {
    const head = { kind: 'segmentation', decoder: 'none', downRatio: 2, classes: 19 } as const;
    const document = network({ levels: [conv(16), conv(32), conv(64, 1, 1)], head });
    expect(document.nodes.some(({ kind }) => kind === 'up-sample' || kind === 'fuse-conv')).toBe(false);
    expect(kinds(document)).toEqual(['level0 conv', 'level1 conv', 'level2 conv', 'decoder decoder']);
    expect(stageAround(document, 'decoder-proj_1')).toMatchObject({ kind: 'decoder' });
  });
});
