import { imageNodeOf } from '#lib/dla/modules/modules.ts';
import { decoderNames } from '#lib/dla/decoders/names.ts';
import { attributesOf } from '#lib/dla/modules/attributes.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { compareNetworks } from '#lib/dla/op-graph/same-network.ts';
import { detectionOf, detectionParts, detectionTries, readNorm } from './read-detection.ts';
import { readNetwork, type Level } from './reading.ts';
import { nameOf, type GraphDocument, type GraphNode } from '#lib/graph/document/document.ts';
import { consumersOf, indexOf } from '#lib/graph/document/queries.ts';
import { ok, refused, type Result } from '#lib/issue.ts';
import { blockConfig } from '#lib/dla/network/block-config.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { levelName } from '#lib/dla/network/sections.ts';
import type { BlockConfig, LevelConfig, NetworkConfig } from '#lib/dla/network/config.ts';
import { parseConfig } from '#lib/dla/network/parse.ts';

const known = new WeakMap<GraphDocument, Result<NetworkConfig>>();

/**
 * The config of which a document is the network, weight names included; ids, labels, positions and the order of nodes
 * do not matter. Otherwise `no-config` at the first node that no config makes, or the document's own issues.
 */
export function readConfig(document: GraphDocument): Result<NetworkConfig> {
  const before = known.get(document) ?? read(document);
  known.set(document, before);
  return before;
}

function read(document: GraphDocument): Result<NetworkConfig> {
  const { graph, issues } = lowerDocument(document);
  if (issues.length > 0) return { ok: false, issues };
  const second = graph.outputs[1];
  const detection = detectionParts(document, graph);
  if (second !== undefined && !detection) return refused({ kind: 'no-config', at: second });
  const tries = detection ? detectionTries(document, graph, detection) : [];
  const parts = readParts(document, graph.outputs[0]!, tries);
  if (!parts.ok) return parts;
  // Decoders are told apart by building each: the one that departs least is the one that was meant.
  const candidates = parts.value.map((config) => {
    const parsed = parseConfig(config);
    if (!parsed.ok) return { parsed, count: Infinity, departure: undefined };
    const { only, missing } = compareNetworks(graph, lowerDocument(buildNetwork(parsed.value)).graph);
    return { parsed, count: only.length + missing.length, departure: only[0] ?? missing[0] };
  });
  const { parsed, departure } = candidates.reduce((best, each) => (each.count < best.count ? each : best));
  return departure ? refused({ kind: 'no-config', at: departure.node }) : parsed;
}

const fault = (at: string): Result<never> => refused({ kind: 'no-config', at });

function readParts(document: GraphDocument, output: string, tries: readonly object[]): Result<readonly object[]> {
  const { node, group } = indexOf(document);
  const image = imageNodeOf(document)!;
  const stemId = consumersOf(document, image.id)[0];
  const stem = node.get(stemId ?? '');
  if (stem?.kind !== 'conv-unit') return fault(stemId ?? image.id);
  const levels: LevelConfig[] = [];
  const blocks: (BlockConfig | undefined)[] = [];
  // A config's levels are known by their names: their weights are.
  const named = new Map(readNetwork(document).levels.map((level) => [nameOf(group.get(level.id)!), level]));
  for (let level = named.get(levelName(0)); level; level = named.get(levelName(levels.length))) {
    const read = readLevelConfig(document, level);
    if (!read.ok) return read;
    levels.push(read.value.config);
    blocks.push(read.value.block);
  }
  if (levels.length === 0) return fault(consumersOf(document, stem.id)[0] ?? stem.id);
  const { outChannels: channels, kernel, stride } = values(stem);
  const block = mostCommon(blocks.filter((each) => each !== undefined)) ?? { kind: 'basic' };
  const { imageRule, imageOrder, ...size } = values(image);
  const rule = imageRule ?? (imageOrder && detectionOf(document, lowerDocument(document).graph)?.image.rule);
  const whole = {
    format: 'dla-network',
    version: 1,
    name: document.name,
    input: { channels: size.channels, height: size.height, width: size.width },
    stem: { channels, kernel, stride },
    block,
    norm: readNorm(document),
    ...(rule !== undefined && { image: { rule, ...(imageOrder !== undefined && { order: imageOrder }) } }),
    levels: levels.map((level, index) => {
      const own = blocks[index];
      return own === undefined || same(own, block) ? level : { ...level, block: own };
    }),
  };
  return ok([...tries, ...headsOf(node.get(output)!)].map((head) => ({ ...whole, head })));
}

/** A node's attributes, defaults written out; the document is sound. */
function values(node: GraphNode): Record<string, unknown> {
  const attributes = attributesOf(node);
  return attributes.ok ? attributes.value : {};
}

function readLevelConfig(document: GraphDocument, level: Level): Result<{ config: LevelConfig; block?: BlockConfig }> {
  if (level.kind === 'conv') {
    const { node } = indexOf(document);
    const convs = level.nodes.map((id) => node.get(id)!).filter(({ kind }) => kind.startsWith('conv'));
    const { outChannels, stride } = values(convs[0]!);
    return ok({
      config: { kind: 'conv', channels: Number(outChannels), convs: convs.length, stride: Number(stride) },
    });
  }
  if (!level.reading) return refused(level.issue!);
  const { structure, blocks, outChannels: channels, stride, levelRoot, rootResidual, block } = level.reading;
  if (!block) return fault(blocks[1]!);
  return ok({
    config: {
      kind: 'aggregation',
      structure,
      blocks: blocks.length,
      channels,
      stride,
      levelRoot,
      rootResidual,
      dilation: Number(block.dilation),
    },
    // The rest of it shows when the networks are compared.
    block: blockConfig(block),
  });
}

function headsOf(output: GraphNode): readonly object[] {
  const { classes, upFactor: downRatio, activation } = values(output);
  if (output.kind === 'classifier') return [{ kind: 'classifier', classes }];
  if (output.kind !== 'dense-head') return [{ kind: 'features' }];
  return decoderNames.map((decoder) =>
    activation === 'sigmoid'
      ? { kind: 'boundary', decoder, downRatio }
      : { kind: 'segmentation', decoder, downRatio, classes },
  );
}

const same = (a: BlockConfig, b: BlockConfig): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The first of those that occur most often. */
function mostCommon(blocks: readonly BlockConfig[]): BlockConfig | undefined {
  const count = (block: BlockConfig): number => blocks.filter((each) => same(each, block)).length;
  return blocks.reduce<BlockConfig | undefined>(
    (best, each) => (best === undefined || count(each) > count(best) ? each : best),
    undefined,
  );
}
