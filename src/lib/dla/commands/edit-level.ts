import { isImage } from '#lib/dla/modules/modules.ts';
import { hasNode, blocksFault, structures, type StructureName } from '#lib/dla/structures/structures.ts';
import { buildLevel, type LevelBlock } from '#lib/dla/structures/level.ts';
import { levelAround } from '#lib/dla/reading/levels.ts';
import { readLevel, type LevelReading } from '#lib/dla/reading/read-level.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { attributesOf } from '#lib/dla/modules/attributes.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { patchBetween, type Patch } from '#lib/graph/document/patch.ts';
import { consumersOf, groupsIn, indexOf } from '#lib/graph/document/queries.ts';
import { ok, refused, type Result } from '#lib/issue.ts';
import { changeNode, type AttributeChange } from './change-node.ts';
import { readHead } from './read-head.ts';
import { replaceLevel } from './replace-level.ts';
import { withHead } from './with-head.ts';

/** What a person may change of a level; what is absent stays. */
export interface LevelChange {
  readonly structure?: StructureName;
  readonly blocks?: number;
  readonly channels?: number;
  readonly stride?: number;
  readonly levelRoot?: boolean;
  readonly rootResidual?: boolean;
  /** Attributes of each of its blocks: `{ block: 'bottleneck', dilation: 2 }`. */
  readonly block?: AttributeChange;
}

/** Changes aggregation levels; blocks keep their identity, and levels behind get or lose their projection. */
export function editLevels(document: GraphDocument, levels: readonly string[], change: LevelChange): Result<Patch> {
  let next = document;
  for (const level of levels) {
    const edited = editLevel(next, level, change);
    if (!edited.ok) return edited;
    next = edited.value;
  }
  return ok(patchBetween(document, withDecoder(document, next)));
}

/** Where a decoder hangs on the levels it is built anew: its projections and factors follow their channels and strides. */
function withDecoder(before: GraphDocument, after: GraphDocument): GraphDocument {
  const head = readHead(before);
  if (!head || !('downRatio' in head)) return after;
  const backbone = readConfig(before).ok ? readConfig(withoutHead(after)) : undefined;
  if (backbone?.ok) return buildNetwork({ ...backbone.value, head });
  const built = withHead(after, head);
  return built.ok ? built.value : after;
}

/** A dense network's backbone alone: its stem and levels, without what holds them together. */
function withoutHead(document: GraphDocument): GraphDocument {
  const { stem, levels } = readNetwork(document);
  const kept = new Set([...stem, ...levels.flatMap(({ nodes }) => nodes)]);
  const inside = new Set(levels.flatMap(({ id }) => groupsIn(document, id)));
  const nodes = document.nodes.filter((node) => isImage(node) || kept.has(node.id));
  return { ...document, nodes, groups: document.groups.filter(({ id }) => inside.has(id)) };
}

/** One of the six structures for some levels. */
export const setStructure = (
  document: GraphDocument,
  levels: readonly string[],
  structure: StructureName,
): Result<Patch> => editLevels(document, levels, { structure });

function editLevel(document: GraphDocument, level: string, change: LevelChange): Result<GraphDocument> {
  const reading = readLevel(document, level);
  if (!reading.ok) return reading;
  const rebuilt = rebuild(document, level, reading.value, change);
  if (!rebuilt.ok) return rebuilt;
  const { document: next, output } = rebuilt.value;
  if (change.channels === undefined) return ok(next);
  return refitConsumers(next, output);
}

function rebuild(
  document: GraphDocument,
  levelId: string,
  reading: LevelReading,
  change: LevelChange,
): Result<{ document: GraphDocument; output: string }> {
  const structure = change.structure ?? reading.structure;
  const count = change.blocks ?? reading.blocks.length;
  const fault = blocksFault(structure, count);
  if (fault) {
    const fitting = [2, 4, 8, 16].filter((blocks) => blocks >= structures[structure].leastBlocks);
    return refused({
      kind: `blocks-${fault}`,
      at: levelId,
      expected: structure,
      received: count,
      fixes: fitting.slice(0, 3).map((blocks) => ({ kind: 'edit-level', level: levelId, structure, blocks })),
    });
  }
  const joins = hasNode(structure, count);
  for (const flag of ['levelRoot', 'rootResidual'] as const)
    if (change[flag] && !joins)
      return refused({ kind: 'flag-without-node', at: levelId, expected: structure, received: count });
  const inChannels = channelsOf(document, reading.input);
  if (inChannels === undefined) return refused({ kind: 'input-broken', at: levelId, received: reading.input });
  const outChannels = change.channels ?? reading.outChannels;
  const stride = change.stride ?? reading.stride;
  const group = indexOf(document).group.get(levelId)!;
  const blocks = blocksFor(document, levelId, reading, { count, outChannels, stride, block: change.block ?? {} });
  if (!blocks.ok) return blocks;
  const built = buildLevel({
    group,
    structure,
    input: reading.input,
    inChannels,
    outChannels,
    stride,
    levelRoot: joins && (change.levelRoot ?? levelRootOf(document, reading)),
    rootResidual: joins && (change.rootResidual ?? reading.rootResidual),
    norm: normOf(blocks.value.at(-1)!.attributes),
    blocks: blocks.value,
    nodeIds: reading.nodes,
  });
  return ok({ document: replaceLevel(document, levelId, reading.output, built), output: built.output });
}

/** What the other parts of a level are normalised by: as its blocks are. */
const normOf = (attributes: GraphNode['attributes']): GraphNode['attributes'] =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => name === 'norm' || name === 'normGroups'));

/**
 * A level without nodes cannot say whether it had `levelRoot`. When it gets nodes, the level input joins the final one
 * where the paper's networks have it: in every level that follows another aggregation level.
 */
function levelRootOf(document: GraphDocument, reading: LevelReading): boolean {
  if (reading.nodes.length > 0) return reading.levelRoot;
  const before = indexOf(document).node.get(reading.input);
  return before?.kind === 'aggregation' || before?.kind === 'block';
}

/** The blocks that a level shall have; new ones are as the last of the old ones. */
function blocksFor(
  document: GraphDocument,
  levelId: string,
  reading: LevelReading,
  want: { count: number; outChannels: number; stride: number; block: AttributeChange },
): Result<LevelBlock[]> {
  const { node, group } = indexOf(document);
  const taken = new Set([...node.keys(), ...group.keys()]);
  const last = node.get(reading.blocks.at(-1)!)!;
  let number = 1;
  const freshId = (): string => {
    while (taken.has(`${levelId}-b${number}`)) number += 1;
    taken.add(`${levelId}-b${number}`);
    return `${levelId}-b${number}`;
  };
  const blocks: LevelBlock[] = [];
  for (let index = 0; index < want.count; index += 1) {
    const kept = reading.blocks[index];
    const place = { outChannels: want.outChannels, stride: index === 0 ? want.stride : 1 };
    const before = kept === undefined ? { ...last, id: freshId() } : node.get(kept)!;
    const block = changeNode(before, { ...want.block, ...place });
    const parsed = attributesOf(block);
    if (!parsed.ok) return parsed;
    blocks.push({ id: block.id, attributes: block.attributes });
  }
  return ok(blocks);
}

/** Levels that take a result whose channels changed are rebuilt, so that projections come and go by themselves. */
export function refitConsumers(document: GraphDocument, output: string): Result<GraphDocument> {
  const takers = consumersOf(document, output).map((taker) => levelAround(document, taker));
  let next = document;
  for (const level of new Set(takers)) {
    if (level?.reading?.input !== output) continue;
    const rebuilt = rebuild(next, level.id, level.reading, {});
    if (!rebuilt.ok) return rebuilt;
    next = rebuilt.value.document;
  }
  return ok(next);
}

function channelsOf(document: GraphDocument, node: string): number | undefined {
  const { graph } = lowerDocument(document);
  const result = graph.results.get(node);
  return result === undefined ? undefined : graph.ops[result]!.shape[0];
}
