import { attributesOf } from '#lib/dla/modules/attributes.ts';
import { nameOf, type GraphDocument, type GraphGroup, type GraphNode } from '#lib/graph/document/document.ts';
import { consumersOf, groupPath, groupsIn, indexOf, nodesIn } from '#lib/graph/document/queries.ts';
import { ok, refused, type Issue, type Result } from '#lib/issue.ts';
import { choiceOf, usualStructure } from '#lib/dla/structures/choice.ts';
import { LevelOverlay, type Comparison } from './compare-level.ts';
import { inComputation, readParts, type LevelParts } from './level-parts.ts';
import {
  blocksFault,
  hasNode,
  structureNames,
  structures,
  type StructureName,
} from '#lib/dla/structures/structures.ts';

/** What a group of nodes is, when it is one of the six structures. */
export interface LevelReading {
  readonly structure: StructureName;
  /** All structures that are the same network, this one among them: (b) to (f) with two blocks, (a) to (e) with one. */
  readonly equals: readonly StructureName[];
  /** Ids, first block first. */
  readonly blocks: readonly string[];
  /** Ids of aggregation nodes in the structure's order of computation. */
  readonly nodes: readonly string[];
  /** The node outside that the level takes. */
  readonly input: string;
  /** The node inside that holds the level's result. */
  readonly output: string;
  /** The pooled input, where a node of its own makes it. */
  readonly down?: string;
  /** The projection of the first block's residual, where it is a node of its own. */
  readonly project?: string;
  readonly levelRoot: boolean;
  readonly rootResidual: boolean;
  readonly outChannels: number;
  readonly stride: number;
  /** The blocks' kind and options, defaults written out, where all are alike. */
  readonly block?: GraphNode['attributes'];
  /** What the parts of the level disagree in; a config's levels never do. */
  readonly mixed: readonly ('block' | 'channels' | 'residual' | 'stride')[];
}

/**
 * Which of the six structures a group is, by its edges and the order of every node's inputs alone: ids, names and the
 * order of nodes do not matter. Otherwise an issue: `not-a-level` for a group without a block or without an input,
 * `no-structure` with the nearest structure and the first edge that makes the group differ from it.
 */
export function readLevel(document: GraphDocument, groupId: string): Result<LevelReading> {
  const group = indexOf(document).group.get(groupId);
  if (!group) return refused({ kind: 'not-a-level', at: groupId });
  const from = readFrom(document, groupId);
  const before = known.get(group);
  if (before?.from.length === from.length && from.every((each, at) => each === before.from[at])) return before.answer;
  const answer = read(document, groupId);
  known.set(group, { from, answer });
  return answer;
}

/** Whether two levels are of one structure, whatever it is called: each may have none. */
export const isSameStructure = (a: LevelReading | undefined, b: LevelReading | undefined): boolean =>
  a === undefined || b === undefined ? a === b : a.equals.includes(b.structure) && b.equals.includes(a.structure);

/** What was read of a group, and what from: after an edit of a large network nearly every level is as it was. */
const known = new WeakMap<GraphGroup, { readonly from: readonly object[]; readonly answer: Result<LevelReading> }>();

/** All that a reading hangs on: the groups inside, the nodes in both their orders, and what takes them. */
function readFrom(document: GraphDocument, groupId: string): readonly object[] {
  const { node, group } = indexOf(document);
  const inside = nodesIn(document, groupId);
  return [
    ...groupsIn(document, groupId).map((id) => group.get(id)!),
    ...[...inside, ...inComputation(document, inside), ...inside.flatMap((id) => consumersOf(document, id))].map((id) =>
      node.get(id)!,
    ),
  ];
}

function read(document: GraphDocument, groupId: string): Result<LevelReading> {
  const parts = readParts(document, groupId);
  if (!parts) return refused({ kind: 'not-a-level', at: groupId });
  const overlay = new LevelOverlay(document, parts);
  const possible = candidates(parts);
  const matching = possible.flatMap((candidate) => overlay.fit(...candidate) ?? []);
  if (matching.length > 0) return ok(reading(document, groupId, parts, matching));
  // Only what is none of them is compared with each in full.
  const comparisons = possible.map((candidate) => overlay.compare(...candidate));
  const nearest = comparisons.reduce((best, each) => (each.departures.length < best.departures.length ? each : best));
  return refused(departureIssue(nearest));
}

function candidates({ blocks }: LevelParts): [StructureName, levelRoot: boolean][] {
  const fitting = structureNames.filter((name) => !blocksFault(name, blocks.length));
  return fitting.flatMap((name): [StructureName, boolean][] =>
    hasNode(name, blocks.length)
      ? [
          [name, false],
          [name, true],
        ]
      : [[name, false]],
  );
}

function departureIssue({ structure, departures }: Comparison): Issue {
  const first = departures[0]!;
  if ('missing' in first)
    return { kind: 'no-structure', at: first.at, expected: { structure, node: first.missing }, received: null };
  const { at, input, expected, received } = first;
  return { kind: 'no-structure', at, expected: { structure, input, takes: expected }, received };
}

function reading(
  document: GraphDocument,
  groupId: string,
  parts: LevelParts,
  matching: readonly Comparison[],
): LevelReading {
  const { node, group } = indexOf(document);
  const equals = matching.map(({ structure }) => structure);
  const inside = group.get(groupId)!.members.flatMap((id) => group.get(id) ?? []);
  const told = namedAsMerged(document, groupId, parts.blocks) ? 'merged' : choiceOf(inside);
  const meant = told !== undefined && equals.includes(told) ? told : usualStructure(equals);
  const { structure, levelRoot, nodes, output } = matching.find((each) => each.structure === meant)!;
  const values = (ids: readonly string[]) =>
    ids.map((id): Record<string, unknown> => {
      const attributes = attributesOf(node.get(id)!);
      return attributes.ok ? attributes.value : node.get(id)!.attributes;
    });
  const blocks = values(parts.blocks);
  const joins = values(nodes);
  const kinds = blocks.map(blockOptionsOf);
  const alike = kinds.every((kind) => JSON.stringify(kind) === JSON.stringify(kinds[0]));
  const { outChannels } = values([output])[0]!;
  const mixed: LevelReading['mixed'][number][] = [];
  if (!alike) mixed.push('block');
  if ([...blocks, ...joins].some((each) => each.outChannels !== outChannels)) mixed.push('channels');
  if (joins.some(({ residual }) => residual !== joins[0]!.residual)) mixed.push('residual');
  if (blocks.slice(1).some(({ stride }) => stride !== 1)) mixed.push('stride');
  return {
    structure,
    equals,
    blocks: parts.blocks,
    nodes,
    input: parts.input,
    output,
    ...(parts.downs[0] !== undefined && { down: parts.downs[0] }),
    ...(parts.project !== undefined && { project: parts.project }),
    levelRoot,
    rootResidual: joins.length > 0 && joins.every(({ residual }) => residual === true),
    outChannels: Number(outChannels),
    stride: parts.stride,
    ...(alike && { block: kinds[0]! }),
    mixed,
  };
}

/** What makes a block the block that it is, whatever its place in the level. */
function blockOptionsOf(attributes: Record<string, unknown>): GraphNode['attributes'] {
  const { outChannels: _outChannels, stride: _stride, projection: _projection, ...options } = attributes;
  return options as GraphNode['attributes'];
}

/** Whether the blocks stand in the weight names where the authors' `Tree` has them. */
function namedAsMerged(document: GraphDocument, groupId: string, blocks: readonly string[]): boolean {
  if (blocksFault('merged', blocks.length)) return false;
  const { node, group } = indexOf(document);
  const names = structures.merged.names(blocks.length);
  return blocks.every((id, index) => {
    const path = groupPath(document, id);
    const inner = path.slice(path.indexOf(groupId) + 1).map((each) => nameOf(group.get(each)!));
    return [...inner, nameOf(node.get(id)!)].filter((name) => name !== '').join('.') === names.block(index).join('.');
  });
}
