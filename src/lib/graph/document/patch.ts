import {
  isSamePosition,
  type GraphDocument,
  type GraphGroup,
  type GraphNode,
  type Position,
  type Positions,
} from './document.ts';

/** One entry of a list put in (no `from`), taken out (no `to`) or replaced, at an index of the list as it then is. */
export interface ListChange<T> {
  readonly index: number;
  readonly from?: T;
  readonly to?: T;
}

export interface PositionChange {
  readonly id: string;
  readonly from?: Position;
  readonly to?: Position;
}

/** What an edit does, reversible to the byte: undo is the reversed patch, never a guess. */
export interface Patch {
  readonly name?: { readonly from: string; readonly to: string };
  readonly nodes: readonly ListChange<GraphNode>[];
  readonly groups: readonly ListChange<GraphGroup>[];
  readonly positions: readonly PositionChange[];
}

export const emptyPatch: Patch = { nodes: [], groups: [], positions: [] };

export const isEmptyPatch = (patch: Patch): boolean =>
  !patch.name && patch.nodes.length === 0 && patch.groups.length === 0 && patch.positions.length === 0;

export function applyPatch(document: GraphDocument, patch: Patch): GraphDocument {
  return {
    name: patch.name ? patch.name.to : document.name,
    nodes: applyChanges(document.nodes, patch.nodes),
    groups: applyChanges(document.groups, patch.groups),
    positions: applyPositions(document.positions, patch.positions),
  };
}

export function reversePatch(patch: Patch): Patch {
  return {
    ...(patch.name && { name: { from: patch.name.to, to: patch.name.from } }),
    nodes: patch.nodes.map(reverseChange).reverse(),
    groups: patch.groups.map(reverseChange).reverse(),
    positions: patch.positions.map(({ id, from, to }) => ({ id, from: to, to: from })).reverse(),
  };
}

/** Two patches as one; the second starts where the first ends. */
export function squashPatches(first: Patch, second: Patch): Patch {
  const name = first.name && second.name ? { from: first.name.from, to: second.name.to } : (second.name ?? first.name);
  return {
    ...(name && { name }),
    nodes: [...first.nodes, ...second.nodes],
    groups: [...first.groups, ...second.groups],
    positions: [...first.positions, ...second.positions],
  };
}

/** The patch that leads from one document to another; entries are matched by id, untouched ones by identity. */
export function patchBetween(from: GraphDocument, to: GraphDocument): Patch {
  const ids = new Set([...from.positions.keys(), ...to.positions.keys()]);
  return {
    ...(from.name !== to.name && { name: { from: from.name, to: to.name } }),
    nodes: listChanges(from.nodes, to.nodes),
    groups: listChanges(from.groups, to.groups),
    positions: [...ids]
      .map((id) => ({ id, from: from.positions.get(id), to: to.positions.get(id) }))
      .filter((change) => !isSamePosition(change.from, change.to)),
  };
}

const reverseChange = <T>({ index, from, to }: ListChange<T>): ListChange<T> => ({ index, from: to, to: from });

function applyChanges<T>(list: readonly T[], changes: readonly ListChange<T>[]): readonly T[] {
  if (changes.length === 0) return list;
  const next = [...list];
  for (const { index, from, to } of changes) {
    if (to === undefined) next.splice(index, 1);
    else if (from === undefined) next.splice(index, 0, to);
    else next[index] = to;
  }
  return next;
}

function applyPositions(positions: Positions, changes: readonly PositionChange[]): Positions {
  if (changes.length === 0) return positions;
  const next = new Map(positions);
  for (const { id, to } of changes) {
    if (to === undefined) next.delete(id);
    else next.set(id, to);
  }
  // Sorted, so that a pin set and taken back leaves the same bytes wherever it stood.
  return new Map([...next].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What both lists begin and end with is passed over: an edit of a large document looks at what is between. */
function listChanges<T extends { readonly id: string }>(from: readonly T[], to: readonly T[]): ListChange<T>[] {
  if (from === to) return [];
  const shorter = Math.min(from.length, to.length);
  let start = 0;
  while (start < shorter && from[start] === to[start]) start += 1;
  let end = 0;
  while (end < shorter - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end += 1;
  const changes: ListChange<T>[] = [];
  const wanted = to.slice(start, to.length - end);
  const working = from.slice(start, from.length - end);
  const target = new Set(wanted.map(({ id }) => id));
  for (let index = working.length - 1; index >= 0; index -= 1) {
    const entry = working[index]!;
    if (target.has(entry.id)) continue;
    changes.push({ index: start + index, from: entry });
    working.splice(index, 1);
  }
  const kept = new Set(working.map(({ id }) => id));
  wanted.forEach((entry, index) => {
    const here = working[index];
    if (here?.id === entry.id) {
      if (here === entry || JSON.stringify(here) === JSON.stringify(entry)) return;
      changes.push({ index: start + index, from: here, to: entry });
      working[index] = entry;
      return;
    }
    // Looked for only where it is: a document of new nodes throughout would be searched once for each of them.
    if (kept.has(entry.id)) {
      const old = working.findIndex((each, at) => at > index && each.id === entry.id);
      changes.push({ index: start + old, from: working[old]! });
      working.splice(old, 1);
    }
    changes.push({ index: start + index, to: entry });
    working.splice(index, 0, entry);
  });
  return changes;
}
