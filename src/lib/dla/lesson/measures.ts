import { countConvolutions } from '#lib/dla/analysis/convolutions.ts';
import { countCosts, type Costs } from '#lib/dla/analysis/costs.ts';
import { movesWithData } from '#lib/dla/analysis/moving.ts';
import { blockPaths, type BlockPaths } from '#lib/dla/analysis/paths.ts';
import { receptiveFields } from '#lib/dla/analysis/receptive-field.ts';
import { findImage } from '#lib/dla/op-graph/image.ts';
import { structureHash } from '#lib/dla/op-graph/identity.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { publishedAccuracy } from '#lib/dla/presets/published.ts';
import { levelAround } from '#lib/dla/reading/levels.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { ancestorsOf, indexOf, nodesIn, topologicalOrder } from '#lib/graph/document/queries.ts';

/** A network that is measured: a sound document and what it lowers to. */
export interface Measurable {
  readonly document: GraphDocument;
  readonly graph: OpGraph;
}

/** What a measure gives; null where a network does not have what is asked for. */
export type MeasureValue = number | string | boolean | readonly number[] | null;

interface Rule {
  /** What it is a measure of: a part of the network or all of it, a part, two of them, or a network beside another. */
  readonly of: 'any' | 'part' | 'two' | 'network';
  readonly gives: 'number' | 'string' | 'boolean' | 'Array';
}

interface PartRule extends Rule {
  readonly of: 'any' | 'part';
  readonly measure: (network: Measurable, part?: string) => MeasureValue;
}

interface TwoRule extends Rule {
  readonly of: 'two';
  readonly measure: (network: Measurable, from: string, to: string) => MeasureValue;
}

interface NetworkRule extends Rule {
  readonly of: 'network';
  readonly measure: (network: Measurable, other: Measurable) => MeasureValue;
}

/** Ids of the nodes of a part: of a group, of a node itself, of the whole network. */
function nodesOf({ document }: Measurable, part: string | undefined): readonly string[] | undefined {
  const { node, group } = indexOf(document);
  if (part === undefined) return [...node.keys()];
  return group.has(part) ? nodesIn(document, part) : node.has(part) ? [part] : undefined;
}

const costs = (key: keyof Costs): PartRule => ({
  of: 'any',
  gives: 'number',
  measure(network, part) {
    const nodes = nodesOf(network, part);
    return nodes ? countCosts(network.graph, nodes)[key] : null;
  },
});

const count = (kind?: string): PartRule => ({
  of: 'any',
  gives: 'number',
  measure(network, part) {
    const { node } = indexOf(network.document);
    const nodes = nodesOf(network, part);
    return nodes?.filter((id) => kind === undefined || node.get(id)!.kind === kind).length ?? null;
  },
});

/** Of the ways from a block to the result of its level; of one that is in no level, to the outputs of the network. */
const paths = (read: (paths: BlockPaths) => number | undefined): PartRule => ({
  of: 'part',
  gives: 'number',
  measure({ document, graph }, block) {
    const level = block === undefined ? undefined : levelAround(document, block);
    const found = blockPaths(document, graph, level && [level.output]).find((each) => each.block === block);
    return (found && read(found)) ?? null;
  },
});

/** The op that holds the result of a node, or of a level. */
function resultOf({ document, graph }: Measurable, part: string | undefined): number | undefined {
  const node = readNetwork(document).stage.get(part ?? '')?.output ?? part;
  return node === undefined ? undefined : graph.results.get(node);
}

const receptiveField: PartRule = {
  of: 'part',
  gives: 'number',
  measure(network, part) {
    const op = resultOf(network, part);
    if (op === undefined) return null;
    const field = receptiveFields(network.graph)[op]!;
    return field === 'everything' ? (findImage(network.graph)?.shape[1] ?? null) : field;
  },
};

/** Whether that moves with the data. */
export function fieldMoves(network: Measurable, part: string): boolean {
  const op = resultOf(network, part);
  return op !== undefined && movesWithData(network.graph)[op]!;
}

const shape: PartRule = {
  of: 'part',
  gives: 'Array',
  measure(network, part) {
    const op = resultOf(network, part);
    return op === undefined ? null : network.graph.ops[op]!.shape;
  },
};

/** How many pixels of the image lie side by side in one of its result. */
const reduction: PartRule = {
  of: 'part',
  gives: 'number',
  measure(network, part) {
    const op = resultOf(network, part);
    const image = findImage(network.graph)?.shape[1];
    return op === undefined || image === undefined ? null : image / network.graph.ops[op]!.shape[1];
  },
};

const channels: PartRule = {
  of: 'part',
  gives: 'number',
  measure: (network, part) => (shape.measure(network, part) as readonly number[] | null)?.[0] ?? null,
};

/** How many results a node takes. */
const inputs: PartRule = {
  of: 'part',
  gives: 'number',
  measure: ({ document }, part) => indexOf(document).node.get(part ?? '')?.inputs.length ?? null,
};

/** Channels of all that a node takes, together. */
const inputChannels: PartRule = {
  of: 'part',
  gives: 'number',
  measure(network, part) {
    const taken = indexOf(network.document).node.get(part ?? '')?.inputs;
    return taken?.reduce((sum, input) => sum + Number(channels.measure(network, input)), 0) ?? null;
  },
};

/** Convolutions and linear layers: what a network is named after, but for projections. */
const convolutions: PartRule = {
  of: 'any',
  gives: 'number',
  measure(network, part) {
    const nodes = nodesOf(network, part);
    return nodes ? countConvolutions(network.graph, nodes) : null;
  },
};

/** `levels` of the authors' `Tree`: how often a tree halves its blocks. */
const treeDepth: PartRule = {
  of: 'part',
  gives: 'number',
  measure({ document }, part) {
    const read = levelAround(document, part ?? '')?.reading;
    return read && ['tree', 'reentrant', 'merged'].some((name) => read.equals.includes(name as typeof read.structure))
      ? Math.log2(read.blocks.length)
      : null;
  },
};

/** Kinds that make one map of several. A block's own addition joins it to what it was made of: no other map. */
const joining: ReadonlySet<string> = new Set(['aggregation', 'fuse-conv', 'add', 'concat']);

const joins: PartRule = {
  of: 'any',
  gives: 'number',
  measure(network, part) {
    const { node } = indexOf(network.document);
    return nodesOf(network, part)?.filter((id) => joining.has(node.get(id)!.kind)).length ?? null;
  },
};

/** Of all ways from a result to an output, what the one with the fewest joins passes. */
const joinsLeast: PartRule = {
  of: 'part',
  gives: 'number',
  measure({ document, graph }, part) {
    const start = readNetwork(document).stage.get(part ?? '')?.output ?? part ?? '';
    const { node } = indexOf(document);
    const least = new Map<string, number>(graph.outputs.map((id) => [id, 0]));
    for (const id of topologicalOrder(document).ids.toReversed()) {
      const behind = least.get(id);
      if (behind === undefined) continue;
      const { kind, inputs } = node.get(id)!;
      const through = behind + (joining.has(kind) ? 1 : 0);
      for (const input of inputs) least.set(input, Math.min(least.get(input) ?? Infinity, through));
    }
    return least.get(start) ?? null;
  },
};

const publishedTop1: PartRule = {
  of: 'any',
  gives: 'number',
  measure: ({ graph }) => publishedAccuracy(graph)?.top1 ?? null,
};

const structure: PartRule = {
  of: 'part',
  gives: 'string',
  measure: ({ document }, part) => levelAround(document, part ?? '')?.reading?.structure ?? null,
};

const reaches: TwoRule = {
  of: 'two',
  gives: 'boolean',
  measure({ document }, from, to) {
    const { node } = indexOf(document);
    return node.has(from) && node.has(to) ? ancestorsOf(document, to).has(from) : null;
  },
};

const sameNetwork: NetworkRule = {
  of: 'network',
  gives: 'boolean',
  measure: (network, other) => structureHash(network.graph) === structureHash(other.graph),
};

/** All that a goal or a prediction can ask of a network (docs/lessons.md): counted by what the page and `dla count` use. */
export const measures = {
  parameters: costs('parameters'),
  macs: costs('macs'),
  activations: costs('activations'),
  tensors: costs('tensors'),
  nodes: count(),
  blocks: count('block'),
  aggregationNodes: count('aggregation'),
  joins,
  convolutions,
  inputs,
  inputChannels,
  receptiveField,
  shape,
  channels,
  reduction,
  structure,
  treeDepth,
  skipNodes: paths(({ skip }) => skip),
  ways: paths(({ ways }) => Number(ways)),
  nodesLeast: paths(({ nodes }) => nodes.least),
  nodesMost: paths(({ nodes }) => nodes.most),
  blocksLeast: paths(({ blocks }) => blocks.least),
  blocksMost: paths(({ blocks }) => blocks.most),
  convolutionsLeast: paths(({ convolutions }) => convolutions.least),
  convolutionsMost: paths(({ convolutions }) => convolutions.most),
  joinsLeast,
  reaches,
  sameNetwork,
  publishedTop1,
} satisfies { readonly [name: string]: PartRule | TwoRule | NetworkRule };

export type MeasureName = keyof typeof measures;

export const measureNames = Object.keys(measures) as MeasureName[];

export const ruleOf = (name: MeasureName): PartRule | TwoRule | NetworkRule => measures[name];
