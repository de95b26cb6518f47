import { headOf, isImage } from '#lib/dla/modules/modules.ts';
import { atOnce, type Steps } from '#lib/dla/op-graph/by-steps.ts';
import { nameOf, type GraphDocument, type GraphGroup } from '#lib/graph/document/document.ts';
import { indexOf, topologicalOrder } from '#lib/graph/document/queries.ts';
import type { Issue } from '#lib/issue.ts';
import { GroupReader, groupOutput, type GroupReading } from './read-group.ts';
import type { LevelReading } from './read-level.ts';

interface Stretch {
  /** The id of its group. */
  readonly id: string;
  /** What a person calls it. */
  readonly label: string;
  /** Ids in the order of computation, those on a cycle last; the image is no part of it. */
  readonly nodes: readonly string[];
  /** The node that holds its result. */
  readonly output: string;
}

/** Blocks and aggregation nodes: what they were read as, or why they are none of the six structures. */
export interface AggregationLevel extends Stretch {
  readonly kind: 'aggregation';
  /** Its place among all levels. */
  readonly index: number;
  readonly reading?: LevelReading;
  readonly issue?: Issue;
}

/** Convolutions one after the other. */
export interface ConvLevel extends Stretch {
  readonly kind: 'conv';
  readonly index: number;
}

export type Level = AggregationLevel | ConvLevel;

/** A group that a network consists of, beside the others: a level, a decoder, or what is neither, as a dense block. */
export type Stage = Level | (Stretch & { readonly kind: 'decoder' | 'other' });

/** What a document is as a network. */
export interface Reading {
  /** In the order of computation. */
  readonly stages: readonly Stage[];
  /** Those of the stages that are levels. */
  readonly levels: readonly Level[];
  readonly aggregationLevels: readonly AggregationLevel[];
  /** Ids of the groups that only hold stages together, outermost first. */
  readonly wrappers: readonly string[];
  /** Ids of what stands before the first stage, without the image; none where there is no stage. */
  readonly stem: readonly string[];
  /** Ids of the nodes that end a network. */
  readonly heads: readonly string[];
  /** By the id of its group. */
  readonly stage: ReadonlyMap<string, Stage>;
}

const known = new WeakMap<GraphDocument, Reading>();

/** Reads a document as a network, once; a level that an edit left as it was is not read again. */
export const readNetwork = (document: GraphDocument): Reading => atOnce(readBySteps(document));

/** The same, group by group. */
export function* readBySteps(document: GraphDocument): Steps<Reading> {
  const reading = known.get(document) ?? (yield* read(document));
  known.set(document, reading);
  return reading;
}

interface Found extends GroupReading {
  readonly group: GraphGroup;
  readonly nodes: string[];
}

function* read(document: GraphDocument): Steps<Reading> {
  const { node, parent } = indexOf(document);
  const reader = new GroupReader(document);
  const found = new Map<string, Found>();
  const wrappers: string[] = [];
  const open = function* (here: GraphGroup): Steps<void> {
    yield;
    const reading = reader.kindOf(here);
    if (reading.kind !== 'wrapper') {
      found.set(here.id, { ...reading, group: here, nodes: [] });
      return;
    }
    wrappers.push(here.id);
    for (const inner of reader.inner(here)) yield* open(inner);
  };
  for (const each of document.groups) if (!parent.has(each.id)) yield* open(each);

  const stem: string[] = [];
  const inOrder = new Set<Found>();
  const { ids, unplaced } = topologicalOrder(document);
  for (const id of [...ids, ...unplaced]) {
    if (isImage(node.get(id)!)) continue;
    let around = parent.get(id);
    while (around !== undefined && !found.has(around)) around = parent.get(around);
    const stage = found.get(around ?? '');
    stage?.nodes.push(id);
    if (stage) inOrder.add(stage);
    else if (inOrder.size === 0) stem.push(id);
  }
  const stages: Stage[] = [];
  let index = 0;
  for (const each of inOrder) {
    yield;
    stages.push(stageOf(document, each, index));
    if (each.kind === 'aggregation' || each.kind === 'conv') index += 1;
  }
  const levels = stages.filter((each) => each.kind === 'aggregation' || each.kind === 'conv');
  return {
    stages,
    levels,
    aggregationLevels: levels.filter((each) => each.kind === 'aggregation'),
    wrappers,
    stem: stages.length > 0 ? stem : [],
    heads: document.nodes.filter(headOf).map(({ id }) => id),
    stage: new Map(stages.map((each) => [each.id, each])),
  };
}

function stageOf(document: GraphDocument, { group, kind, level, nodes }: Found, index: number): Stage {
  const reading = level?.ok ? level.value : undefined;
  const output = reading?.output ?? groupOutput(document, group.id) ?? nodes.at(-1)!;
  const stretch = { id: group.id, label: group.label || nameOf(group) || group.id, nodes, output };
  if (kind === 'aggregation')
    return {
      ...stretch,
      kind,
      index,
      ...(reading && { reading }),
      ...(level && !level.ok && { issue: level.issues[0]! }),
    };
  if (kind === 'conv') return { ...stretch, kind, index };
  return { ...stretch, kind: kind === 'decoder' ? kind : 'other' };
}

/** The stage that a node or group lies in, or is. */
export function stageAround(document: GraphDocument, id: string): Stage | undefined {
  const { stage } = readNetwork(document);
  const { parent } = indexOf(document);
  let at: string | undefined = id;
  while (at !== undefined && !stage.has(at)) at = parent.get(at);
  return stage.get(at ?? '');
}
