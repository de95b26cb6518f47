import { buildNetwork } from '#lib/dla/network/build.ts';
import type { BlockConfig, HeadConfig, LevelConfig, NetworkConfig } from '#lib/dla/network/config.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { accuracies, type PublishedAccuracy } from './accuracies.ts';
import { torchvision, type TorchvisionId } from './torchvision.ts';

/** Classes that have names of their own: ImageNet's thousand, Cityscapes' nineteen. */
export type ClassSet = 'imagenet' | 'cityscapes';

/** What presets are for, in the order in which they are offered. */
export const presetUses = [
  'classification',
  'compact',
  'split',
  'res2net',
  'segmentation',
  'boundary',
  'detection',
  'comparison',
] as const;
export type PresetUse = (typeof presetUses)[number];

interface PresetRow {
  readonly id: string;
  readonly use: PresetUse;
  /** What its classes are. */
  readonly classes?: ClassSet;
  /** Where the row comes from. */
  readonly source: string;
  readonly accuracy?: PublishedAccuracy;
}

/** A network that a config describes. */
export interface ConfigPreset extends PresetRow {
  readonly config: NetworkConfig;
  readonly document?: undefined;
}

/** A network of another family, as a graph document. */
export interface DocumentPreset extends PresetRow {
  readonly document: GraphDocument;
  readonly config?: undefined;
}

export type Preset = ConfigPreset | DocumentPreset;

interface Row {
  /** Tree depths of levels 2 to 5; the first two levels have as many convolutions. */
  readonly depths: readonly number[];
  readonly channels: readonly number[];
  readonly block: BlockConfig;
  readonly rootResidual?: true;
}

function configOf(name: string, row: Row, head: HeadConfig): NetworkConfig {
  const levels = row.depths.map((depth, level): LevelConfig => {
    const channels = row.channels[level]!;
    const stride = level === 0 ? 1 : 2;
    if (level < 2) return { kind: 'conv', channels, convs: depth, stride };
    return {
      kind: 'aggregation',
      structure: 'merged',
      blocks: 2 ** depth,
      channels,
      stride,
      levelRoot: level >= 3,
      rootResidual: row.rootResidual ?? false,
      dilation: 1,
    };
  });
  return {
    format: 'dla-network',
    version: 1,
    name,
    input: { channels: 3, height: 224, width: 224 },
    stem: { channels: row.channels[0]!, kernel: 7, stride: 1 },
    block: row.block,
    levels,
    head,
  };
}

const small = [16, 32, 64, 128, 256, 512];
const compact = [16, 32, 64, 64, 128, 256];
const large = [16, 32, 128, 256, 512, 1024];
const bottleneck: BlockConfig = { kind: 'bottleneck', cardinality: 1, baseWidth: 64 };
const split = (cardinality: number): BlockConfig => ({ kind: 'split', cardinality, baseWidth: 4 });
const res2net = (cardinality: number, baseWidth: number): BlockConfig => ({
  kind: 'res2net',
  cardinality,
  baseWidth,
  scale: 4,
});

const rows = {
  dla34: { depths: [1, 1, 1, 2, 2, 1], channels: small, block: { kind: 'basic' } },
  dla46_c: { depths: [1, 1, 1, 2, 2, 1], channels: compact, block: bottleneck },
  dla46x_c: { depths: [1, 1, 1, 2, 2, 1], channels: compact, block: split(32) },
  dla60x_c: { depths: [1, 1, 1, 2, 3, 1], channels: compact, block: split(32) },
  dla60: { depths: [1, 1, 1, 2, 3, 1], channels: large, block: bottleneck },
  dla60x: { depths: [1, 1, 1, 2, 3, 1], channels: large, block: split(32) },
  dla102: { depths: [1, 1, 1, 3, 4, 1], channels: large, block: bottleneck, rootResidual: true },
  dla102x: { depths: [1, 1, 1, 3, 4, 1], channels: large, block: split(32), rootResidual: true },
  dla102x2: { depths: [1, 1, 1, 3, 4, 1], channels: large, block: split(64), rootResidual: true },
  dla169: { depths: [1, 1, 2, 3, 5, 1], channels: large, block: bottleneck, rootResidual: true },
  dla60_res2net: { depths: [1, 1, 1, 2, 3, 1], channels: large, block: res2net(1, 28) },
  dla60_res2next: { depths: [1, 1, 1, 2, 3, 1], channels: large, block: res2net(8, 4) },
} satisfies { readonly [id: string]: Row };

function useOf({ channels, block }: Row): PresetUse {
  if (channels === compact) return 'compact';
  return block.kind === 'split' || block.kind === 'res2net' ? block.kind : 'classification';
}

type DlaId = keyof typeof rows;
const dlaIds = Object.keys(rows) as readonly DlaId[];

const titles: { readonly [Id in DlaId]: string } = {
  dla34: 'DLA-34',
  dla46_c: 'DLA-46-C',
  dla46x_c: 'DLA-X-46-C',
  dla60x_c: 'DLA-X-60-C',
  dla60: 'DLA-60',
  dla60x: 'DLA-X-60',
  dla102: 'DLA-102',
  dla102x: 'DLA-X-102',
  dla102x2: 'DLA-X-102 64',
  dla169: 'DLA-169',
  dla60_res2net: 'DLA-60 Res2Net',
  dla60_res2next: 'DLA-60 Res2NeXt',
};

const classification: readonly ConfigPreset[] = dlaIds.map((id) => ({
  id,
  use: useOf(rows[id]),
  config: configOf(titles[id], rows[id], { kind: 'classifier', classes: 1000 }),
  source: 'timm/models/dla.py',
  accuracy: accuracies[id],
  classes: 'imagenet',
}));

type DenseHead = Extract<HeadConfig, { readonly kind: 'segmentation' | 'boundary' }>;

/** A DLA backbone with the authors' decoder. */
const dense = (id: string, backbone: DlaId, suffix: string, head: DenseHead, source: string): ConfigPreset => ({
  id,
  use: head.kind,
  config: configOf(`${titles[backbone]}${suffix}`, rows[backbone], head),
  source,
});

/** The authors' segmentation networks: 19 classes of Cityscapes. */
const segmentation: readonly ConfigPreset[] = (['dla34', 'dla60', 'dla102', 'dla169'] as const).map((id) => ({
  ...dense(
    `${id}up`,
    id,
    '-up',
    { kind: 'segmentation', decoder: 'ida-up', downRatio: 2, classes: 19 },
    'ucbdrive/dla, dla_up.py',
  ),
  classes: 'cityscapes',
}));

/** Boundary detection (paper, section 4): the same decoder, one map and a sigmoid. */
const boundary: readonly ConfigPreset[] = (['dla34', 'dla60', 'dla102'] as const).map((id) =>
  dense(
    `${id}-boundary`,
    id,
    ' boundary',
    { kind: 'boundary', decoder: 'ida-up', downRatio: 2 },
    'arXiv 1707.06484; decoder of ucbdrive/dla, dla_up.py',
  ),
);

type Maps = readonly (readonly [name: string, channels: number])[];

interface DetectionRow {
  readonly title: string;
  readonly source: string;
  readonly input: readonly [height: number, width: number];
  readonly heads: Maps;
  readonly more?: Partial<Pick<NetworkConfig, 'norm'>> & { readonly head: Partial<HeadConfig> };
}

const boxes: Maps = [
  ['hm', 80],
  ['wh', 2],
  ['reg', 2],
];

/** The networks that people detect with: DLA-34 with CenterNet's neck, or the authors', and heads of hidden width 256. */
const detectionRows: { readonly [id: string]: DetectionRow } = {
  ctdet_dla34: {
    title: 'CenterNet DLA-34',
    source: 'CenterNet, pose_dla_dcn.py and opts.py',
    input: [512, 512],
    heads: boxes,
  },
  ctdet_dlav0_34: {
    title: 'CenterNet DLA-34 v0',
    source: 'CenterNet, dlav0.py',
    input: [512, 512],
    heads: boxes,
    more: { head: { neck: 'dla-up', node: 'conv', projection: 1 } },
  },
  multi_pose_dla34: {
    title: 'CenterNet DLA-34 pose',
    source: 'CenterNet, pose_dla_dcn.py and opts.py',
    input: [512, 512],
    heads: [
      ['hm', 1],
      ['wh', 2],
      ['hps', 34],
      ['reg', 2],
      ['hm_hp', 17],
      ['hp_offset', 2],
    ],
  },
  ddd_dla34: {
    title: 'CenterNet DLA-34 3D',
    source: 'CenterNet, pose_dla_dcn.py and opts.py',
    input: [384, 1280],
    heads: [
      ['hm', 3],
      ['dep', 1],
      ['rot', 8],
      ['dim', 3],
      ['wh', 2],
      ['reg', 2],
    ],
  },
  fairmot_dla34: {
    title: 'FairMOT DLA-34',
    source: 'FairMOT, pose_dla_dcn.py and jde.py',
    input: [608, 1088],
    heads: [
      ['hm', 1],
      ['wh', 4],
      ['id', 128],
      ['reg', 2],
    ],
  },
  smoke_dla34: {
    title: 'SMOKE DLA-34',
    source: 'SMOKE, dla.py and smoke_predictor.py',
    input: [384, 1280],
    heads: [
      ['class_head', 3],
      ['regression_head', 8],
    ],
    more: { norm: { kind: 'group', groups: 32 }, head: { headNorm: true } },
  },
};

const detection: readonly ConfigPreset[] = Object.entries(detectionRows).map(([id, row]) => {
  const { title, source, input, heads, more } = row;
  const head = {
    ...({ kind: 'detection', neck: 'dla-up-add', node: 'deform', downRatio: 4 } as const),
    ...{ headChannels: 256, headNorm: false, heads: heads.map(([name, channels]) => ({ name, channels })) },
    ...more?.head,
  } as HeadConfig;
  const config = configOf(title, rows.dla34, head);
  const size = { channels: 3, height: input[0], width: input[1] };
  return { id, use: 'detection', source, config: { ...config, ...(more?.norm && { norm: more.norm }), input: size } };
});

const comparison: readonly DocumentPreset[] = (Object.keys(torchvision) as TorchvisionId[]).map((id) => ({
  id,
  use: 'comparison',
  document: torchvision[id],
  source: `torchvision/models/${id.startsWith('dense') ? 'densenet' : 'resnet'}.py`,
  accuracy: accuracies[id],
  classes: 'imagenet',
}));

/** The networks that the product knows by name. */
export const presets: readonly Preset[] = [
  ...classification,
  ...segmentation,
  ...boundary,
  ...detection,
  ...comparison,
];

export const presetName = (preset: Preset): string => (preset.config ?? preset.document).name;

export const presetDocument = (preset: Preset): GraphDocument =>
  preset.config ? buildNetwork(preset.config) : preset.document;

export const presetOf = (id: string): Preset | undefined => presets.find((preset) => preset.id === id);

/** The config of a preset that has one; throws for an id that is none. */
export function presetConfig(id: string): NetworkConfig {
  const config = presetOf(id)?.config;
  if (!config) throw new Error(`no preset with a config is named ${id}`);
  return config;
}
