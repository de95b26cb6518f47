import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { readLevel } from '#lib/dla/reading/read-level.ts';
import { removeMembers } from '#lib/graph/commands/remove-members.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { unwrap } from '#lib/issue.ts';
import { networkDomain } from './domain.ts';

/** An aggregation node gives way to its deepest input: what takes it takes that block. */
const deepest = { ...networkDomain, through: () => 0 };

/** Whether a network on the way may be shown. */
export const isSound = (document: GraphDocument): boolean => lowerDocument(document).issues.length === 0;

/**
 * The networks on the way from one document to another whose levels have other structures: aggregation nodes go one by
 * one in the order of computation, until blocks stand in a row, and those of the new structure come, the last first.
 * Both ends are among them, `most` in all. None of them is lowered yet: one that is not sound is to be left out.
 */
export function morphWay(from: GraphDocument, to: GraphDocument, most = 6): readonly GraphDocument[] {
  const levels = changedLevels(from, to);
  const way = [from, ...taken(from, levels), ...[to, ...taken(to, levels)].reverse()];
  const count = Math.min(Math.max(2, most), way.length);
  return Array.from({ length: count }, (_, index) => way[Math.round((index * (way.length - 1)) / (count - 1))]!);
}

/** Groups that both documents have as levels, of different structures. */
function changedLevels(from: GraphDocument, to: GraphDocument): readonly string[] {
  const there = indexOf(to).group;
  return from.groups.flatMap(({ id }) => {
    if (!there.has(id)) return [];
    const [before, after] = [readLevel(from, id), readLevel(to, id)];
    return before.ok && after.ok && before.value.structure !== after.value.structure ? [id] : [];
  });
}

/** The document with one aggregation node less in every level, with two less, and so on until there is none. */
function taken(document: GraphDocument, levels: readonly string[]): readonly GraphDocument[] {
  const nodes = levels.map((id) => unwrap(readLevel(document, id)).nodes);
  const steps = Math.max(0, ...nodes.map(({ length }) => length));
  const found: GraphDocument[] = [];
  for (let step = 0; step < steps; step += 1) {
    const before = found.at(-1) ?? document;
    const ids = nodes.flatMap((each) => each.slice(step, step + 1));
    found.push(applyPatch(before, unwrap(removeMembers(before, { ids }, deepest))));
  }
  return found;
}
