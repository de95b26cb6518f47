import { isChoice } from '#lib/dla/structures/choice.ts';
import { nameOf, type GraphDocument, type GraphGroup } from '#lib/graph/document/document.ts';
import { groupPath, nodesIn } from '#lib/graph/document/queries.ts';
import { stageAround } from '#lib/dla/reading/reading.ts';
import type { Subject } from './subject.ts';

/**
 * Whether a person drew a group: it has no name, or the id that such groups get, or a label inside a level. Others only
 * give names, as the trees of a level, the steps of a decoder and what holds all levels together do.
 */
export function isByHand(document: GraphDocument, group: GraphGroup): boolean {
  if (isChoice(group)) return false;
  if (nameOf(group) === '' || /^group(-\d+)?$/.test(group.id)) return true;
  const stage = group.label === undefined ? undefined : stageAround(document, group.id);
  return stage !== undefined && stage.kind !== 'decoder';
}

export const titleOf = (group: GraphGroup): string => group.label || nameOf(group) || group.id;

/** A group that is drawn as a frame inside or around bands. */
export interface HandGroup {
  readonly id: string;
  readonly title: string;
  readonly nodes: ReadonlySet<string>;
}

/** The groups that a person drew and that are no band, one block or glyph by themselves; outer ones first. */
export function handGroupsOf(
  { document, bands, units }: Subject,
  collapsed: ReadonlySet<string>,
): readonly HandGroup[] {
  const known = new Set([...bands.map(({ id }) => id), ...units.values()]);
  const isHidden = (id: string): boolean =>
    collapsed.has(id) || groupPath(document, id).some((each) => collapsed.has(each));
  return document.groups
    .filter((group) => isByHand(document, group) && !known.has(group.id) && !isHidden(group.id))
    .toSorted((a, b) => depthOf(document, a) - depthOf(document, b))
    .map((group) => ({ id: group.id, title: titleOf(group), nodes: new Set(nodesIn(document, group.id)) }));
}

const depthOf = (document: GraphDocument, { id }: GraphGroup): number => groupPath(document, id).length;
