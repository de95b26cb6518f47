import type { BlockConfig, LevelConfig, NetworkConfig } from '#lib/dla/network/config.ts';
import { NORM_GROUPS } from '#lib/dla/modules/norm.ts';
import { largest, mostCommon, type Shapes } from './shapes.ts';

/** Deeper trees than anyone has; a name can claim any. */
const MOST_DEPTH = 8;
const MOST_LEVELS = 8;

type Backbone = Pick<NetworkConfig, 'stem' | 'block' | 'levels'> &
  Partial<Pick<NetworkConfig, 'norm'>> & { readonly channels: number };

/** Depths of the trees of dla102, dla102x and dla102x2, and of dla169: what their roots add no file tells. */
const RESIDUAL = ['1,3,4,1', '2,3,5,1'];

/** What the names and shapes of a backbone's tensors say of it; what they leave open is as in the published networks. */
export function readBackbone(shapes: Shapes): Backbone {
  const stemChannels = shapes.most(/^base_layer\.(0\.weight|1\.\w+)$/) ?? 1;
  const first = shapes.of('base_layer.0.weight') ?? [];
  const sound = first[0] === stemChannels && first[2] === first[3] && first[2]! % 2 === 1;
  const [, channels, kernel] = sound ? first : [0, 3, 7];
  const stem = { channels: stemChannels, kernel: kernel!, stride: 1 };
  const count = 1 + largest(-1, levelIndices(shapes));
  const depths = Array.from({ length: count }, (_, level) => depthOf(shapes, level));
  const rootResidual = RESIDUAL.includes(depths.slice(2).join());
  let before = stem.channels;
  const levels = depths.map((depth, level): LevelConfig => {
    const stride = level === 0 ? 1 : 2;
    const conv = depth === 0;
    const taken = before;
    const width = (conv ? convChannels(shapes, level) : treeChannels(shapes, level)) ?? taken;
    before = width;
    if (conv) return { kind: 'conv', channels: width, convs: convsOf(shapes, level), stride };
    return {
      ...({ kind: 'aggregation', structure: 'merged' } as const),
      ...{ blocks: 2 ** depth, channels: width, stride },
      ...{ levelRoot: hasLevelRoot(shapes, level, depth, width, taken), rootResidual, dilation: 1 },
    };
  });
  // Running statistics are what group norm does not have.
  const normed = shapes.matching(/^(?:base_layer|level\d).*\.(?:bn\w*|bns\.\d+|1)\.weight$/).length;
  const running = shapes.matching(/^(?:base_layer|level\d).*\.running_mean$/).length;
  return {
    channels: channels!,
    stem,
    block: readBlock(shapes),
    levels,
    ...(2 * running < normed && { norm: { kind: 'group', groups: NORM_GROUPS } }),
  };
}

const levelIndices = (shapes: Shapes): readonly number[] =>
  shapes.names
    .map((name) => Number(/^level(\d+)\./.exec(name)?.[1] ?? -1))
    .filter((index) => index >= 0 && index < MOST_LEVELS);

/** How deep the tree of a level is; 0 for one of single convolutions. */
function depthOf(shapes: Shapes, level: number): number {
  const depths = shapes
    .matching(new RegExp(`^level${level}\\.tree[12]\\.`))
    .map((name) => /^level\d+\.((?:tree[12]\.)+)/.exec(name)![1]!.length / 'tree1.'.length);
  return Math.min(MOST_DEPTH, largest(0, depths));
}

const convChannels = (shapes: Shapes, level: number): number | undefined =>
  shapes.most(new RegExp(`^level${level}\\.\\d+\\.\\w+$`));

/** Convolution, norm and ReLU stand behind each other: three places each. */
const convsOf = (shapes: Shapes, level: number): number =>
  1 +
  largest(
    0,
    shapes
      .matching(new RegExp(`^level${level}\\.\\d{1,2}\\.\\w+$`))
      .map((name) => Math.floor(Number(name.split('.')[1]) / 3)),
  );

const isDeepBlock = (shapes: Shapes): boolean => shapes.has(/\.conv3\.weight$/);

const treeChannels = (shapes: Shapes, level: number): number | undefined => {
  const last = isDeepBlock(shapes) ? 3 : 2;
  return shapes.most(
    new RegExp(`^level${level}\\..*(?:bn${last}\\.\\w+|conv${last}\\.weight|root\\.bn\\.\\w+|root\\.conv\\.weight)$`),
  );
};

/** The root of the innermost last tree joins its two blocks, the trees before, and the level's input where that goes to it. */
function hasLevelRoot(shapes: Shapes, level: number, depth: number, width: number, taken: number): boolean {
  const joined = shapes.of(`level${level}.${'tree2.'.repeat(depth - 1)}root.conv.weight`)?.[1];
  if (joined === (depth + 1) * width) return false;
  return joined === (depth + 1) * width + taken || level > 2;
}

/** Of what kind the blocks are: what most of them say. */
function readBlock(shapes: Shapes): BlockConfig {
  if (!isDeepBlock(shapes)) return { kind: 'basic' };
  const parts = shapes.matching(/\.convs\.\d+\.weight$/);
  const isSplit = parts.length > 0;
  const middle = isSplit ? parts : shapes.matching(/^level.*\.conv2\.weight$/);
  const read = middle.flatMap((name) => {
    const [width, taken] = shapes.of(name)!;
    const out = shapes.of(name.replace(/conv2|convs\.\d+/, 'conv3'))?.[0];
    if (!width || !taken || !out) return [];
    const cardinality = Math.max(1, Math.floor(width / taken));
    // The inner width is floor(out · baseWidth / 64) · cardinality / 2.
    return [`${cardinality},${Math.max(1, Math.ceil((128 * width) / (cardinality * out)))}`];
  });
  const [cardinality, baseWidth] = (mostCommon(read) ?? '1,64').split(',').map(Number) as [number, number];
  if (isSplit) {
    const scale =
      2 +
      largest(
        0,
        parts.map((name) => Number(/convs\.(\d+)/.exec(name)![1])),
      );
    return { kind: 'res2net', cardinality, baseWidth, scale };
  }
  return { kind: cardinality === 1 ? 'bottleneck' : 'split', cardinality, baseWidth };
}
