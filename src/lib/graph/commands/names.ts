import { nameOf, type GraphDocument } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';

const LONGEST_ID = 64;

/** Gives ids that nothing in the document has as an id or as a name: the stem itself, or `block-2` and so on. */
export function freshIds(document: GraphDocument, alsoTaken: Iterable<string> = []): (stem: string) => string {
  const taken = new Set(alsoTaken);
  for (const member of [...document.nodes, ...document.groups]) taken.add(member.id).add(nameOf(member));
  const next = new Map<string, number>();
  return (stem) => {
    const plain = stem.replace(/-\d+$/, '').slice(0, LONGEST_ID - 6) || 'node';
    let id = taken.has(stem) || stem.length > LONGEST_ID ? plain : stem;
    for (let number = next.get(plain) ?? 2; taken.has(id); number += 1) {
      id = `${plain}-${number}`;
      // Where the search ends the next one starts: a thousand copies are not searched for from the first on.
      next.set(plain, number + 1);
    }
    taken.add(id);
    return id;
  };
}

/** Names of the members of a group, or of what stands in no group; `without` are left out. */
export function siblingNames(
  document: GraphDocument,
  group: string | undefined,
  without: ReadonlySet<string> = new Set(),
): Set<string> {
  const { parent } = indexOf(document);
  return new Set(
    [...document.nodes, ...document.groups]
      .filter(({ id }) => parent.get(id) === group && !without.has(id))
      .map(nameOf)
      .filter((name) => name !== ''),
  );
}

/** A member that comes among others: its name where it is free, else its id, else the id with a number. */
export function named<T extends { readonly id: string; readonly name?: string }>(member: T, taken: Set<string>): T {
  const name = member.name ?? member.id;
  if (name === '') return member;
  if (!taken.has(name)) {
    taken.add(name);
    return member;
  }
  const { name: _, ...rest } = member;
  let free = member.id;
  for (let number = 2; taken.has(free); number += 1) free = `${member.id}-${number}`;
  taken.add(free);
  return { ...rest, ...(free !== member.id && { name: free }) } as T;
}
