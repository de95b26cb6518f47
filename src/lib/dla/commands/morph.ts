import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { isSameStructure, readLevel } from '#lib/dla/reading/read-level.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';
import { removeMembers } from '#lib/graph/commands/remove-members.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
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

/** Levels that both documents have, of different structures. */
function changedLevels(from: GraphDocument, to: GraphDocument): readonly string[] {
  const { stage } = readNetwork(to);
  return readNetwork(from).aggregationLevels.flatMap(({ id, reading }) => {
    const after = stage.get(id);
    if (!reading || after?.kind !== 'aggregation' || !after.reading) return [];
    return isSameStructure(reading, after.reading) ? [] : [id];
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
