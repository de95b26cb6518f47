import { atOnce, type Steps } from '#lib/dla/op-graph/by-steps.ts';
import { readLevel, type LevelReading } from './read-level.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { groupPath, indexOf, nodesIn } from '#lib/graph/document/queries.ts';
import type { Issue } from '#lib/issue.ts';

/** An aggregation level of the open document: what it was read as, or why it is none of the six structures. */
export interface Level {
  readonly id: string;
  readonly label: string;
  readonly reading?: LevelReading;
  readonly issue?: Issue;
}

const known = new WeakMap<GraphDocument, readonly Level[]>();

/** Every outermost group that holds blocks and reads as a level, or would if one edge were different. */
export const levelsOf = (document: GraphDocument): readonly Level[] => atOnce(levelsBySteps(document));

/** The same, group by group. */
export function* levelsBySteps(document: GraphDocument): Steps<readonly Level[]> {
  const found = known.get(document) ?? (yield* find(document));
  known.set(document, found);
  return found;
}

function* find(document: GraphDocument): Steps<readonly Level[]> {
  const { node, group } = indexOf(document);
  const levels: Level[] = [];
  const taken = new Set<string>();
  for (const each of document.groups) {
    yield;
    if (groupPath(document, each.id).some((outer) => taken.has(outer))) continue;
    const blocks = nodesIn(document, each.id).filter((id) => node.get(id)!.kind === 'block').length;
    if (blocks === 0) continue;
    const reading = readLevel(document, each.id);
    // A wrapper around several levels is no level; its levels are.
    const wraps = !reading.ok && each.members.filter((id) => group.has(id)).length > 1 && isWrapper(document, each.id);
    if (wraps) continue;
    taken.add(each.id);
    const label = each.label ?? each.name ?? each.id;
    levels.push(
      reading.ok ? { id: each.id, label, reading: reading.value } : { id: each.id, label, issue: reading.issues[0]! },
    );
  }
  return levels;
}

/** Whether a group's own groups read as levels by themselves. */
function isWrapper(document: GraphDocument, id: string): boolean {
  const { group } = indexOf(document);
  return group.get(id)!.members.some((member) => group.has(member) && readLevel(document, member).ok);
}

/** The level that a node or group lies in, or is. */
export function levelAround(document: GraphDocument, id: string): Level | undefined {
  const path = [...groupPath(document, id), id];
  return levelsOf(document).find((level) => path.includes(level.id));
}

/** Levels that a command should change: those of the selection, all where nothing is selected. */
export function selectedLevels(document: GraphDocument, selection: readonly string[]): readonly Level[] {
  if (selection.length === 0) return levelsOf(document);
  const ids = new Set(selection.flatMap((id) => levelAround(document, id)?.id ?? []));
  return levelsOf(document).filter((level) => ids.has(level.id));
}
