import { emptyDocument, type GraphDocument, type GraphNode } from '#lib/graph/document/document.ts';
import { buildLevel, newBlocks } from '#lib/dla/structures/level.ts';
import type { StructureName } from '#lib/dla/structures/structures.ts';

// Levels that tests make.

export interface Made {
  readonly structure: StructureName;
  readonly blocks: number;
  readonly levelRoot: boolean;
  readonly rootResidual: boolean;
  readonly stride: number;
  readonly inChannels: number;
  /** Whether the first block has a pool and projection of its own, as a person draws it. */
  readonly byHand: boolean;
}

export const outChannels = 32;
const attributes = { block: 'basic', outChannels, dilation: 1, projection: 'pool' } as const;

export function make({ structure, blocks, levelRoot, rootResidual, stride, inChannels, byHand }: Made): GraphDocument {
  const built = buildLevel({
    group: { id: 'level', members: [] },
    structure,
    input: 'stem',
    inChannels,
    outChannels,
    stride,
    levelRoot,
    rootResidual,
    norm: {},
    blocks: newBlocks('level', blocks, stride, attributes),
  });
  const image: GraphNode = {
    id: 'image',
    kind: 'input',
    inputs: [],
    attributes: { channels: 3, height: 64, width: 64 },
  };
  const stem: GraphNode = { id: 'stem', kind: 'conv-unit', inputs: ['image'], attributes: { outChannels: inChannels } };
  const head: GraphNode = { id: 'fc', kind: 'classifier', inputs: [built.output], attributes: { classes: 10 } };
  const document = { ...emptyDocument, nodes: [image, stem, ...built.nodes, head], groups: built.groups };
  if (!byHand) return document;
  const dropped = new Set(['level-project', ...(levelRoot ? [] : ['level-down'])]);
  const kept = document.nodes.filter(({ id }) => !dropped.has(id));
  return {
    ...document,
    nodes: kept.map((node) => (node.id === 'level-b1' ? { ...node, inputs: ['stem'] } : node)),
    groups: document.groups.map((group) => ({ ...group, members: group.members.filter((id) => !dropped.has(id)) })),
  };
}
