import { changeNode } from '#lib/dla/commands/change-node.ts';
import { freshIds, siblingNames } from '#lib/graph/commands/names.ts';
import { nameOf, type GraphDocument } from '#lib/graph/document/document.ts';
import { consumersOf, indexOf, topologicalOrder } from '#lib/graph/document/queries.ts';
import type { ScriptCommand } from './commands.ts';
import type { Commands } from './config-script.ts';
import { blankCommands, groupCommands, nameCommands } from './group-commands.ts';
import { inputCommands, plainInputCommands, type InputCommands } from './input-commands.ts';
import { isTheSame } from './law.ts';
import { differingAttributes, type Kept } from './matching.ts';
import { runCommand, type ScriptState } from './run-command.ts';

/** A command was refused on the way: this script leads nowhere, another one may. */
class Refusal extends Error {}

/** The commands so far, and the network that they make: each is thought out from what those before it really left. */
class Draft {
  readonly commands: ScriptCommand[] = [];

  constructor(public state: ScriptState) {}

  do(command: ScriptCommand): void {
    const next = runCommand(this.state, command);
    if (!next.ok) throw new Refusal();
    this.state = next.value;
    this.commands.push(command);
  }

  /** Takes the commands back that came after a state. */
  back(state: ScriptState): void {
    this.state = state;
    this.commands.length = 0;
  }

  get document(): GraphDocument {
    return this.state.document;
  }
}

/**
 * What leads from a network to another by nodes and edges. `kept` says which nodes stay: all else is removed and added. Undefined
 * where a command is refused on the way, or something else comes out.
 */
export function graphScript(
  from: ScriptState,
  wanted: ScriptState,
  kept: Kept,
  plainly: boolean,
): Commands | undefined {
  const draft = new Draft(from);
  try {
    const here = new Map(kept);
    removeOthers(draft, new Set(kept.values()));
    setAttributes(draft, wanted.document, here);
    const placed = addNodes(draft, wanted.document, here);
    joinInputs(draft, wanted.document, here, placed, plainly ? plainInputCommands : inputCommands);
    const commands = draft.commands.splice(0);
    nameAll(draft, wanted, here);
    return isTheSame(draft.state, wanted) ? { commands, names: draft.commands } : undefined;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/**
 * Whether the end is reached. Several configs may make one network, with their tensors in different orders: which of them is meant
 * the head says.
 */
function isThere(draft: Draft, wanted: ScriptState): boolean {
  if (isTheSame(draft.state, wanted)) return true;
  if (!wanted.config || !isTheSame(draft.state, { document: wanted.document })) return false;
  draft.do({ do: 'set-head', head: wanted.config.head });
  return isTheSame(draft.state, wanted);
}

/** Names, groups and the order of nodes as they shall be; each is done only where what was done before does not do. */
function nameAll(draft: Draft, wanted: ScriptState, here: Kept): void {
  if (isThere(draft, wanted)) return;
  const begun = draft.state;
  const now = (): GraphDocument => draft.document;
  const ways = [
    [nameCommands],
    [groupCommands, nameCommands],
    // Where names are in each other's way.
    [blankCommands, groupCommands, nameCommands],
  ];
  for (const [at, way] of ways.entries())
    try {
      for (const commandsOf of way) for (const command of commandsOf(now, wanted.document, here)) draft.do(command);
      if (isThere(draft, wanted)) return;
      if (at === 0) continue;
      draft.do({ do: 'reorder-nodes', order: wanted.document.nodes.map(({ id }) => here.get(id)!) });
      if (isThere(draft, wanted)) return;
      draft.back(begun);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      draft.back(begun);
    }
}

function removeOthers(draft: Draft, stay: ReadonlySet<string>): void {
  const ids = draft.document.nodes.flatMap(({ id }) => (stay.has(id) ? [] : [id]));
  if (ids.length > 0) draft.do({ do: 'remove', ids });
}

function setAttributes(draft: Draft, wanted: GraphDocument, here: Kept): void {
  const target = indexOf(wanted).node;
  for (const [id, node] of here) {
    const after = target.get(id)!;
    const before = indexOf(draft.document).node.get(node)!;
    // Another kind of block starts from its own defaults.
    const { block } = after.attributes;
    const start = block === undefined || block === before.attributes.block ? {} : { block };
    const differing = differingAttributes(changeNode(before, start), after);
    const attributes = Object.fromEntries([...Object.entries(start), ...differing]);
    if (Object.keys(attributes).length > 0) draft.do({ do: 'set-attributes', node, attributes });
  }
}

/** Adds what is not there; `here` knows it then. Returns the nodes whose inputs are right already. */
function addNodes(draft: Draft, wanted: GraphDocument, here: Map<string, string>): ReadonlySet<string> {
  const { node: target, rank, parent } = indexOf(wanted);
  const placed = new Set<string>();
  const groups = new Map<string, string>();
  for (const id of topologicalOrder(wanted).ids) {
    if (here.has(id)) continue;
    const { kind, attributes, inputs } = target.get(id)!;
    const { group } = indexOf(draft.document);
    // Files of results are named by an output: a group that has its id gives it up.
    if (group.has(id) && consumersOf(wanted, id).length === 0) draft.do({ do: 'ungroup', ids: [id] });
    const own = freshId(draft.document, id);
    const within = groupFor(draft, wanted, parent.get(id), groups);
    const name = nameOf(target.get(id)!);
    // A name that another node still has is given later.
    const free = !siblingNames(draft.document, within).has(name);
    const made = { id: own, kind, ...((!free || name !== own) && { name: free ? name : '' }), attributes };
    const place = within === undefined ? {} : { group: within };
    const edge = edgeUnder(draft.document, wanted, id, here);
    if (edge) draft.do({ do: 'insert-on-edge', ...made, ...place, ...edge });
    else {
      const before = wanted.nodes.slice(0, rank.get(id)).findLast((each) => here.has(each.id));
      draft.do({
        do: 'add-node',
        ...made,
        ...place,
        inputs: inputs.map((input) => here.get(input)!),
        ...(before && { after: here.get(before.id)! }),
      });
    }
    here.set(id, own);
    placed.add(id);
  }
  return placed;
}

/** The group in which a new node lies: the one that has its place in the names of weights, or a new one. */
function groupFor(
  draft: Draft,
  wanted: GraphDocument,
  id: string | undefined,
  groups: Map<string, string>,
): string | undefined {
  if (id === undefined) return undefined;
  const known = groups.get(id);
  if (known !== undefined && indexOf(draft.document).group.has(known)) return known;
  const { group, parent } = indexOf(wanted);
  const around = groupFor(draft, wanted, parent.get(id), groups);
  const { label } = group.get(id)!;
  const name = nameOf(group.get(id)!);
  const beside = draft.document.groups.filter((each) => indexOf(draft.document).parent.get(each.id) === around);
  const used = new Set(groups.values());
  const old = beside.find((each) => nameOf(each) === name && !used.has(each.id))?.id;
  const own = old ?? freshId(draft.document, id);
  groups.set(id, own);
  if (old !== undefined) return old;
  const free = !siblingNames(draft.document, around).has(name);
  draft.do({
    do: 'group',
    id: own,
    ...((!free || name !== own) && { name: free ? name : '' }),
    ...(label !== undefined && { label }),
    ...(around !== undefined && { group: around }),
    members: [],
  });
  return own;
}

const freshId = (document: GraphDocument, id: string): string => {
  const { node, group } = indexOf(document);
  return node.has(id) || group.has(id) ? freshIds(document)(id) : id;
};

/** The edge that a new node splits: what it takes is taken there by its only taker, which stays. */
function edgeUnder(document: GraphDocument, wanted: GraphDocument, id: string, here: Kept) {
  const { node } = indexOf(wanted);
  const [taker, ...others] = consumersOf(wanted, id);
  const { inputs } = node.get(id)!;
  const to = here.get(taker ?? '');
  if (taker === undefined || to === undefined || others.length > 0 || inputs.length !== 1) return undefined;
  const input = node.get(taker)!.inputs.indexOf(id);
  const now = indexOf(document).node.get(to)!.inputs;
  const twice = node.get(taker)!.inputs.lastIndexOf(id) !== input;
  if (twice || now[input] !== here.get(inputs[0]!)) return undefined;
  return { to, input };
}

function joinInputs(
  draft: Draft,
  wanted: GraphDocument,
  here: Kept,
  placed: ReadonlySet<string>,
  commandsOf: (node: string, before: readonly string[], after: readonly string[]) => InputCommands,
): void {
  const { node } = indexOf(draft.document);
  const all = wanted.nodes.flatMap(({ id, inputs }): InputCommands[] => {
    if (placed.has(id)) return [];
    const own = here.get(id)!;
    return [
      commandsOf(
        own,
        node.get(own)!.inputs,
        inputs.map((input) => here.get(input)!),
      ),
    ];
  });
  for (const { first } of all) for (const command of first) draft.do(command);
  for (const { then } of all) for (const command of then) draft.do(command);
}
