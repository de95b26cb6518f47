import { buildDecoder, type Feature } from '#lib/dla/decoders/decoders.ts';
import { buildConvLevel, buildLevel, newBlocks, withBuilt, type BuiltLevel } from '#lib/dla/structures/level.ts';
import { emptyDocument, type GraphDocument, type GraphGroup, type GraphNode } from '#lib/graph/document/document.ts';
import { blockNodeAttributes } from './block-config.ts';
import type { AggregationLevelConfig, BlockConfig, NetworkConfig } from './config.ts';

/** The id of a level's group, which gives its weights their names. */
export const levelName = (index: number): string => `level${index}`;

/** The document of a config that was parsed and checked; its weight names are the config's. */
export function buildNetwork(config: NetworkConfig): GraphDocument {
  const { stem, levels, head } = config;
  const image: GraphNode = { id: 'input', kind: 'input', inputs: [], attributes: { ...config.input } };
  const baseLayer: GraphNode = {
    id: 'base_layer',
    kind: 'conv-unit',
    inputs: [image.id],
    attributes: { outChannels: stem.channels, kernel: stem.kernel, stride: stem.stride },
  };
  let before = { output: baseLayer.id, channels: stem.channels, reduction: stem.stride };
  const features: Feature[] = [];
  const built = levels.map((level, index): BuiltLevel => {
    const group: GraphGroup = { id: levelName(index), label: `level ${index}`, members: [] };
    const here =
      level.kind === 'conv'
        ? buildConvLevel(group, before.output, level)
        : buildAggregationLevel(group, before.output, before.channels, level, level.block ?? config.block);
    before = { output: here.output, channels: level.channels, reduction: before.reduction * level.stride };
    features.push({ id: here.output, channels: level.channels, reduction: before.reduction, level: index });
    return here;
  });
  const start = { ...emptyDocument, name: config.name, nodes: [image, baseLayer] };
  const backbone = withBuilt(start, ...built);
  if (head.kind === 'features') return backbone;
  if (head.kind === 'classifier') {
    const fc: GraphNode = {
      id: 'fc',
      kind: 'classifier',
      inputs: [before.output],
      attributes: { classes: head.classes },
    };
    return { ...backbone, nodes: [...backbone.nodes, fc] };
  }
  const base: GraphGroup = {
    id: 'base',
    label: 'backbone',
    members: [baseLayer.id, ...levels.map((_, index) => levelName(index))],
  };
  const decoder = buildDecoder(head.decoder, features.slice(Math.log2(head.downRatio)));
  const dense: GraphNode = {
    id: 'head',
    kind: 'dense-head',
    name: '',
    inputs: [decoder.output],
    attributes: {
      classes: head.kind === 'boundary' ? 1 : head.classes,
      upFactor: head.downRatio,
      activation: head.kind === 'boundary' ? 'sigmoid' : 'log-softmax',
    },
  };
  const whole = withBuilt({ ...backbone, groups: [base, ...backbone.groups] }, decoder);
  return { ...whole, nodes: [...whole.nodes, dense] };
}

function buildAggregationLevel(
  group: GraphGroup,
  input: string,
  inChannels: number,
  level: AggregationLevelConfig,
  block: BlockConfig,
): BuiltLevel {
  const { structure, blocks, channels: outChannels, stride, levelRoot, rootResidual, dilation } = level;
  const attributes = { ...blockNodeAttributes(block, outChannels), ...(dilation !== 1 && { dilation }) };
  return buildLevel({
    group,
    structure,
    input,
    inChannels,
    outChannels,
    stride,
    levelRoot,
    rootResidual,
    blocks: newBlocks(group.id, blocks, stride, attributes),
  });
}
