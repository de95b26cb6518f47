import { buildDecoder, type Feature } from '#lib/dla/decoders/decoders.ts';
import { buildConvLevel, buildLevel, newBlocks } from '#lib/dla/structures/level.ts';
import type { GraphGroup, GraphNode } from '#lib/graph/document/document.ts';
import { blockNodeAttributes } from './block-config.ts';
import { buildHeads, buildNeck } from './detection.ts';
import { convNorm, normAttributes } from './norm-config.ts';
import type { AggregationLevelConfig, BlockConfig, HeadConfig, NetworkConfig } from './config.ts';

/** The id of a level's group, which gives its weights their names. */
export const levelName = (index: number): string => `level${index}`;

/** A stretch of a network: the nodes between what it takes and its result. */
export interface Section {
  /** Ids of the results outside that it takes. */
  readonly takes: readonly string[];
  readonly nodes: readonly GraphNode[];
  readonly groups: readonly GraphGroup[];
  /** The node that holds its result. */
  readonly output: string;
  /** Nodes that hold results beside each other, the last of them `output`; where there is one it says it all. */
  readonly outputs?: readonly string[];
}

/** In the order of computation. */
export interface Sections {
  readonly stem: Section;
  readonly levels: readonly Section[];
  readonly decoder?: Section;
  readonly head?: Section;
}

/** All sections, in the order in which their nodes are computed. */
export const inOrder = ({ stem, levels, decoder, head }: Sections): readonly Section[] => [
  stem,
  ...levels,
  ...(decoder ? [decoder] : []),
  ...(head ? [head] : []),
];

/** A section made anew, or one that was made before from equal values: it takes maps of the same shapes. */
export type SectionFrom = (from: readonly unknown[], make: () => Section) => Section;

const madeAnew: SectionFrom = (_, make) => make();

/** The sections of a config that was parsed and checked. */
export function sectionsOf(config: NetworkConfig, sectionFrom: SectionFrom = madeAnew): Sections {
  const { input, stem: stemConfig, levels: levelConfigs, norm = 'batch', head } = config;
  const stem = sectionFrom(['stem', input, config.image, stemConfig, norm], () => buildStem(config));
  let before: Omit<Feature, 'level'> = {
    id: stem.output,
    channels: stemConfig.channels,
    reduction: stemConfig.stride,
  };
  const features: Feature[] = [];
  const levels = levelConfigs.map((level, index): Section => {
    const block = level.kind === 'conv' ? undefined : (level.block ?? config.block);
    const taken = before;
    const section = sectionFrom([index, input, taken, level, block, norm], () => {
      const group: GraphGroup = { id: levelName(index), label: `level ${index}`, members: [] };
      const built =
        level.kind === 'conv'
          ? buildConvLevel(group, taken.id, level, convNorm(norm, level.channels))
          : buildAggregationLevel(group, taken, level, level.block ?? config.block, normAttributes(norm));
      return { ...built, takes: [taken.id] };
    });
    before = { id: section.output, channels: level.channels, reduction: taken.reduction * level.stride };
    features.push({ ...before, level: index });
    return section;
  });
  if (head.kind === 'features') return { stem, levels };
  if (head.kind === 'classifier')
    return { stem, levels, head: sectionFrom(['head', input, before, head], () => buildClassifier(before.id, head)) };
  const taken = features.slice(Math.log2(head.downRatio));
  const decoder = sectionFrom(['decoder', input, taken, head, norm], () => ({
    ...(head.kind === 'detection'
      ? buildNeck(head, taken, normAttributes(norm))
      : buildDecoder(head.decoder, taken, normAttributes(norm))),
    takes: taken.map(({ id }) => id),
  }));
  if (head.kind !== 'detection')
    return {
      stem,
      levels,
      decoder,
      head: sectionFrom(['head', input, taken, head], () => buildDense(decoder.output, head)),
    };
  if (head.heads.length === 0) return { stem, levels, decoder };
  const ids = [stem, ...levels, decoder].flatMap((section) =>
    [...section.nodes, ...section.groups].map(({ id }) => id),
  );
  const heads = sectionFrom(['head', input, taken, head, norm], () =>
    buildDetection(decoder.output, buildHeads(head, decoder.output, norm, new Set(['base', ...ids]))),
  );
  return { stem, levels, decoder, head: heads };
}

function buildDetection(input: string, nodes: readonly GraphNode[]): Section {
  const outputs = nodes.map(({ id }) => id);
  return { takes: [input], nodes, groups: [], output: outputs.at(-1)!, outputs };
}

function buildStem({ input, image: fit, stem, norm = 'batch' }: NetworkConfig): Section {
  const own = { ...(fit && { imageRule: fit.rule }), ...(fit?.order && { imageOrder: fit.order }) };
  const image: GraphNode = { id: 'input', kind: 'input', inputs: [], attributes: { ...input, ...own } };
  const { channels, kernel, stride } = stem;
  const attributes = { outChannels: channels, kernel, stride, ...normAttributes(norm) };
  const baseLayer: GraphNode = { id: 'base_layer', kind: 'conv-unit', inputs: [image.id], attributes };
  return { takes: [], nodes: [image, baseLayer], groups: [], output: baseLayer.id };
}

function buildClassifier(input: string, { classes }: Extract<HeadConfig, { readonly kind: 'classifier' }>): Section {
  const fc: GraphNode = { id: 'fc', kind: 'classifier', inputs: [input], attributes: { classes } };
  return { takes: [input], nodes: [fc], groups: [], output: fc.id };
}

function buildDense(input: string, head: Extract<HeadConfig, { readonly kind: 'segmentation' | 'boundary' }>): Section {
  const dense: GraphNode = {
    id: 'head',
    kind: 'dense-head',
    name: '',
    inputs: [input],
    attributes: {
      classes: head.kind === 'boundary' ? 1 : head.classes,
      upFactor: head.downRatio,
      activation: head.kind === 'boundary' ? 'sigmoid' : 'log-softmax',
    },
  };
  return { takes: [input], nodes: [dense], groups: [], output: dense.id };
}

function buildAggregationLevel(
  group: GraphGroup,
  taken: Omit<Feature, 'level'>,
  level: AggregationLevelConfig,
  block: BlockConfig,
  norm: GraphNode['attributes'],
) {
  const { structure, blocks, channels: outChannels, stride, levelRoot, rootResidual, dilation } = level;
  const attributes = { ...blockNodeAttributes(block, outChannels), ...(dilation !== 1 && { dilation }), ...norm };
  return buildLevel({
    group,
    structure,
    input: taken.id,
    inChannels: taken.channels,
    outChannels,
    stride,
    levelRoot,
    rootResidual,
    norm,
    blocks: newBlocks(group.id, blocks, stride, attributes),
  });
}
