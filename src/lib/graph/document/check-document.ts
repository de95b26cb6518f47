import { nameOf, type GraphDocument } from './document.ts';
import type { Fault } from './faults.ts';

export const DEEPEST_GROUP = 100;
/** A document with more faults than this lists the first of them. */
const MOST_FAULTS = 1000;

/**
 * What no schema can say of a document: ids that are taken, references that lead nowhere, groups that overlap or
 * contain themselves, names that siblings share. Paths are those of the file.
 */
export function checkDocument(document: GraphDocument): readonly Fault[] {
  const faults: Fault[] = [];
  // Without ids that are unique nothing else can be said.
  for (const check of [checkIds, checkReferences, checkNesting, checkNames]) {
    for (const fault of check(document)) {
      faults.push(fault);
      if (faults.length === MOST_FAULTS) return faults;
    }
    if (check === checkIds && faults.length > 0) return faults;
  }
  return faults;
}

function* checkIds({ nodes, groups }: GraphDocument): Generator<Fault> {
  const seen = new Set<string>();
  for (const [list, entries] of Object.entries({ nodes, groups }))
    for (const [index, { id }] of entries.entries()) {
      if (seen.has(id)) yield { kind: 'id-taken', path: [list, index, 'id'], at: id, received: id };
      seen.add(id);
    }
}

function* checkReferences({ nodes, groups, positions }: GraphDocument): Generator<Fault> {
  const nodeIds = new Set(nodes.map(({ id }) => id));
  const ids = new Set([...nodeIds, ...groups.map(({ id }) => id)]);
  for (const [index, { id, inputs }] of nodes.entries())
    for (const [at, input] of inputs.entries())
      if (!nodeIds.has(input))
        yield { kind: 'missing-node', path: ['nodes', index, 'inputs', at], at: id, received: input };
  const holders = new Map<string, string>();
  for (const [index, { id, members }] of groups.entries())
    for (const [at, member] of members.entries()) {
      const path = ['groups', index, 'members', at];
      if (!ids.has(member)) yield { kind: 'missing-member', path, at: id, received: member };
      else if (holders.has(member))
        yield { kind: 'member-taken', path, at: member, expected: holders.get(member)!, received: id };
      else holders.set(member, id);
    }
  for (const id of positions.keys())
    if (!ids.has(id)) yield { kind: 'missing-member', path: ['positions', id], at: `positions.${id}`, received: id };
}

/** Depths are found from the outside in; a group whose way out never ends contains itself. */
function* checkNesting(document: GraphDocument): Generator<Fault> {
  const { groups } = document;
  const parents = parentsOf(document);
  const depths = new Map<string, number>();
  for (const [index, { id }] of groups.entries()) {
    const way: string[] = [];
    const seen = new Set<string>();
    let at: string | undefined = id;
    for (; at !== undefined && !depths.has(at) && !seen.has(at); at = parents.get(at)) {
      seen.add(at);
      way.push(at);
    }
    if (at !== undefined && seen.has(at)) {
      yield { kind: 'group-in-itself', path: ['groups', index], at: id, received: way.slice(way.indexOf(at)) };
      way.forEach((each) => depths.set(each, 0));
      continue;
    }
    let depth = at === undefined ? 0 : depths.get(at)!;
    for (const each of way.reverse()) depths.set(each, (depth += 1));
    if (depths.get(id)! > DEEPEST_GROUP)
      yield {
        kind: 'groups-too-deep',
        path: ['groups', index],
        at: id,
        expected: DEEPEST_GROUP,
        received: depths.get(id)!,
      };
  }
}

/** Empty names add nothing to the weight names, and may stand beside each other. */
function* checkNames(document: GraphDocument): Generator<Fault> {
  const parents = parentsOf(document);
  const holders = new Map<string, string>();
  for (const list of ['nodes', 'groups'] as const)
    for (const [index, member] of document[list].entries()) {
      const name = nameOf(member);
      if (name === '') continue;
      // Ids have no dot: no name can pass for another group's.
      const key = `${parents.get(member.id) ?? ''}.${name}`;
      const holder = holders.get(key);
      if (holder !== undefined)
        yield { kind: 'name-taken', path: [list, index, 'name'], at: member.id, expected: holder, received: name };
      else holders.set(key, member.id);
    }
}

const parentsOf = ({ groups }: GraphDocument): ReadonlyMap<string, string> =>
  new Map(groups.flatMap(({ id, members }) => members.map((member) => [member, id] as const)));
