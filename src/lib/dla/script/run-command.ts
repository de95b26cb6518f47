import { editLevels, type LevelChange } from '#lib/dla/commands/edit-level.ts';
import { changeNode } from '#lib/dla/commands/change-node.ts';
import { networkDomain } from '#lib/dla/commands/domain.ts';
import { setHead } from '#lib/dla/commands/set-head.ts';
import { attributesOf } from '#lib/dla/modules/attributes.ts';
import { blockNodeAttributes } from '#lib/dla/network/block-config.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import type { NetworkConfig } from '#lib/dla/network/config.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import { connect } from '#lib/graph/commands/connect.ts';
import { withNode } from '#lib/graph/commands/connection.ts';
import { disconnect } from '#lib/graph/commands/disconnect.ts';
import type { Domain } from '#lib/graph/commands/domain.ts';
import { edit, intoGroup } from '#lib/graph/commands/edit.ts';
import { hold } from '#lib/graph/commands/hold.ts';
import { insertOnEdge } from '#lib/graph/commands/insert-on-edge.ts';
import { reconnect } from '#lib/graph/commands/reconnect.ts';
import { removeMembers } from '#lib/graph/commands/remove-members.ts';
import { rename } from '#lib/graph/commands/rename.ts';
import { reorderInputs } from '#lib/graph/commands/reorder-inputs.ts';
import { reorderNodes } from '#lib/graph/commands/reorder-nodes.ts';
import { ungroup } from '#lib/graph/commands/ungroup.ts';
import { newNodeFault } from '#lib/graph/commands/add-node.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { applyPatch, type Patch } from '#lib/graph/document/patch.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { ok, refused, type Result } from '#lib/issue.ts';
import type { GraphCommand, LevelCommand, ScriptCommand } from './commands.ts';
import { editConfig } from './edit-config.ts';

/** A network between two commands; `config` is the one that it has, as long as nothing but levels was edited. */
export interface ScriptState {
  readonly document: GraphDocument;
  readonly config?: NetworkConfig;
}

/** On the way shapes may disagree: only the end must be a network. What no graph can be is refused at once. */
const domain: Domain = { ...networkDomain, check: () => [] };

const levelCommands: Readonly<Record<LevelCommand['do'], true>> = {
  'set-structure': true,
  'edit-level': true,
  'add-level': true,
  'remove-level': true,
  'edit-input': true,
  'edit-stem': true,
  'set-head': true,
};

const isLevelCommand = (command: ScriptCommand): command is LevelCommand => Object.hasOwn(levelCommands, command.do);

/** The network after one command. Refused is what it cannot be done with. */
export function runCommand(state: ScriptState, command: ScriptCommand): Result<ScriptState> {
  if (!isLevelCommand(command)) return patched(state, graphPatch(state.document, command));
  const before = state.config ?? configOf(state.document);
  if (!before) return patched(state, levelPatch(state.document, command));
  const config = editConfig(before, command);
  if (!config.ok) return config;
  const built = buildNetwork(config.value);
  const { node, group } = indexOf(built);
  // What was pinned stays so where it is still there.
  const positions = new Map([...state.document.positions].filter(([id]) => node.has(id) || group.has(id)));
  return ok({ config: config.value, document: { ...built, positions } });
}

/** The config that a document reads as, if one makes it. */
export function configOf(document: GraphDocument): NetworkConfig | undefined {
  const config = readConfig(document);
  return config.ok ? config.value : undefined;
}

function patched({ document }: ScriptState, patch: Result<Patch>): Result<ScriptState> {
  return patch.ok ? ok({ document: applyPatch(document, patch.value) }) : patch;
}

/** The same on a network that no config describes. */
function levelPatch(document: GraphDocument, command: LevelCommand): Result<Patch> {
  switch (command.do) {
    case 'set-structure':
      return editLevels(document, [command.level], { structure: command.structure });
    case 'edit-level': {
      const { do: _, level, convs, block, dilation, ...change } = command;
      if (convs !== undefined) return refused({ kind: 'no-config', at: level });
      const { outChannels: _channels, ...attributes } = block ? blockNodeAttributes(block, 1) : {};
      const ofBlocks = { ...attributes, ...(dilation !== undefined && { dilation }) };
      return editLevels(document, [level], {
        ...(change as LevelChange),
        ...(Object.keys(ofBlocks).length > 0 && { block: ofBlocks }),
      });
    }
    case 'set-head':
      return setHead(document, command.head);
    default:
      return refused({ kind: 'no-config', at: command.do === 'remove-level' ? command.level : command.do });
  }
}

function graphPatch(document: GraphDocument, command: GraphCommand): Result<Patch> {
  switch (command.do) {
    case 'remove':
      return removeMembers(document, command, domain);
    case 'add-node':
      return addNode(document, command);
    case 'insert-on-edge': {
      const { to, input, group } = command;
      const fault = madeFault(document, command);
      return fault ?? insertOnEdge(document, { to, input, group, node: nodeOf(command) }, domain);
    }
    case 'set-attributes': {
      const node = indexOf(document).node.get(command.node);
      if (!node) return refused({ kind: 'missing-node', at: command.node, received: command.node });
      const changed = changeNode(node, command.attributes);
      const attributes = attributesOf(changed);
      return attributes.ok ? edit(document, { nodes: withNode(document, changed) }) : attributes;
    }
    case 'connect':
      return connect(document, command, domain);
    case 'reconnect':
      return reconnect(document, command, domain);
    case 'disconnect':
      return disconnect(document, command);
    case 'reorder-inputs':
      return reorderInputs(document, command);
    case 'rename':
      return rename(document, command);
    case 'group':
      return hold(document, command);
    case 'ungroup':
      return ungroup(document, command);
    case 'reorder-nodes':
      return reorderNodes(document, command);
  }
}

type Made = Extract<GraphCommand, { do: 'add-node' | 'insert-on-edge' }>;

const nodeOf = ({ id, kind, name, attributes }: Made): Omit<GraphNode, 'inputs'> => ({
  id,
  kind,
  ...(name !== undefined && { name }),
  attributes,
});

/** What speaks against a new node: its id, its attributes, a group that is not there. */
function madeFault(document: GraphDocument, command: Made): Result<never> | undefined {
  const { node, group } = indexOf(document);
  const { id } = command;
  if (node.has(id) || group.has(id)) return refused({ kind: 'id-taken', at: id, received: id });
  if (command.group !== undefined && !group.has(command.group))
    return refused({ kind: 'missing-member', at: id, received: command.group });
  const attributes = attributesOf({ ...nodeOf(command), inputs: [] });
  return attributes.ok ? undefined : attributes;
}

/** A node with an id of its own, behind another: where it comes in the order of nodes is a part of the network's file. */
function addNode(document: GraphDocument, command: Extract<GraphCommand, { do: 'add-node' }>): Result<Patch> {
  const { inputs, after, group } = command;
  const node: GraphNode = { ...nodeOf(command), inputs };
  const fault = newNodeFault(document, node, domain);
  if (fault) return refused(fault);
  const unfit = madeFault(document, command);
  if (unfit) return unfit;
  const { rank } = indexOf(document);
  const unknown = [...inputs, ...(after === undefined ? [] : [after])].find((id) => !rank.has(id));
  if (unknown !== undefined) return refused({ kind: 'missing-node', at: node.id, received: unknown });
  const at = after === undefined ? 0 : rank.get(after)! + 1;
  return edit(document, {
    nodes: document.nodes.toSpliced(at, 0, node),
    groups: intoGroup(document.groups, group, [node.id], after),
  });
}
