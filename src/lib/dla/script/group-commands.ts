import { nameOf, type GraphDocument, type GraphGroup } from '#lib/graph/document/document.ts';
import { freshIds, siblingNames } from '#lib/graph/commands/names.ts';
import { groupPath, groupsIn, indexOf, nodesIn } from '#lib/graph/document/queries.ts';
import type { GraphCommand } from './commands.ts';
import type { Kept } from './matching.ts';

type Now = () => GraphDocument;

/** Gives nodes the names that they shall have, where what stands beside them leaves them free. */
export function* nameCommands(now: Now, wanted: GraphDocument, here: Kept): Generator<GraphCommand, void> {
  for (const node of wanted.nodes) yield* renamed(now, here.get(node.id)!, nameOf(node));
}

function* renamed(now: Now, id: string, name: string): Generator<GraphCommand, void> {
  const { node, group, parent } = indexOf(now());
  if (nameOf((node.get(id) ?? group.get(id))!) === name) return;
  const taken = siblingNames(now(), parent.get(id), new Set([id]));
  if (!taken.has(name)) yield { do: 'rename', id, name };
}

/** Groups as the other network has them, innermost first: one that holds the same nodes stays and is renamed. */
export function* groupCommands(now: Now, wanted: GraphDocument, here: Kept): Generator<GraphCommand, void> {
  const groups = new Map<string, string>();
  const used = new Set<string>();
  for (const group of innermostFirst(wanted)) {
    // One without members has no part in any name.
    const members = group.members.flatMap((member) => here.get(member) ?? groups.get(member) ?? []);
    if (members.length === 0) continue;
    const old = counterpart(now(), wanted, group, here, used);
    const id = old ?? freshIds(now())(group.id);
    used.add(id);
    groups.set(group.id, id);
    const before = indexOf(now()).group.get(id);
    // It stands at the top until the group around it takes it, and gets its name there where another has it here.
    const free = !siblingNames(now(), undefined, new Set(members)).has(nameOf(group));
    const label = group.label === undefined ? {} : { label: group.label };
    const made = before ? {} : { name: free ? nameOf(group) : '', ...label };
    if (before?.members.toSorted().join(' ') !== members.toSorted().join(' '))
      yield { do: 'group', id, ...made, members };
  }
  const others = now().groups.flatMap(({ id }) => (used.has(id) ? [] : [id]));
  if (others.length > 0) yield { do: 'ungroup', ids: others };
  for (const [id, own] of groups) yield* renamed(now, own, nameOf(indexOf(wanted).group.get(id)!));
}

/** Takes away the names that are in the way, as where two nodes change theirs, or come into each other's group. */
export function* blankCommands(now: Now, wanted: GraphDocument, here: Kept): Generator<GraphCommand, void> {
  for (const { id } of now().groups)
    if (nameOf(indexOf(now()).group.get(id)!) !== '') yield { do: 'rename', id, name: '' };
  const { node } = indexOf(wanted);
  for (const [id, own] of here) {
    const name = nameOf(indexOf(now()).node.get(own)!);
    const stays = name === nameOf(node.get(id)!) && groupPath(now(), own).length + groupPath(wanted, id).length === 0;
    if (!stays && name !== '') yield { do: 'rename', id: own, name: '' };
  }
}

/** The group that holds the same nodes, of those that are not given away. */
function counterpart(
  document: GraphDocument,
  wanted: GraphDocument,
  { id }: GraphGroup,
  here: Kept,
  used: ReadonlySet<string>,
): string | undefined {
  return document.groups.find((each) => !used.has(each.id) && sameNodes(document, each.id, wanted, id, here))?.id;
}

function sameNodes(document: GraphDocument, x: string, wanted: GraphDocument, y: string, here: Kept): boolean {
  const own = new Set(nodesIn(document, x));
  const other = nodesIn(wanted, y);
  return own.size === other.length && other.every((id) => own.has(here.get(id)!));
}

/** Groups so that each comes after those in it. */
function innermostFirst(document: GraphDocument): readonly GraphGroup[] {
  const { parent, group } = indexOf(document);
  const found: GraphGroup[] = [];
  for (const { id } of document.groups)
    if (!parent.has(id)) found.push(...[...groupsIn(document, id)].reverse().map((each) => group.get(each)!));
  return found;
}
