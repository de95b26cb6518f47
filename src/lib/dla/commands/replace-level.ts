import type { BuiltLevel } from '#lib/dla/structures/level.ts';
import { named, siblingNames } from '#lib/graph/commands/names.ts';
import type { GraphDocument, GraphGroup } from '#lib/graph/document/document.ts';
import { groupsIn, indexOf, nodesIn } from '#lib/graph/document/queries.ts';

/** Puts a newly built part in the place of a group; whatever took the old result takes the new one. */
export function replaceLevel(
  document: GraphDocument,
  groupId: string,
  oldOutput: string,
  built: BuiltLevel,
): GraphDocument {
  const oldNodes = new Set(nodesIn(document, groupId));
  const oldGroups = new Set(groupsIn(document, groupId));
  const firstNode = document.nodes.findIndex((node) => oldNodes.has(node.id));
  const firstGroup = document.groups.findIndex((group) => oldGroups.has(group.id));
  const others = document.nodes.map((node) => {
    if (oldNodes.has(node.id) || oldOutput === built.output || !node.inputs.includes(oldOutput)) return node;
    return { ...node, inputs: node.inputs.map((input) => (input === oldOutput ? built.output : input)) };
  });
  // A frame that a person drew has no part in the weight names; what is built in it has the names of every level.
  const taken = siblingNames(document, indexOf(document).parent.get(groupId), new Set([groupId]));
  const groups = built.groups.map((group): GraphGroup => {
    if (group.id !== groupId || group.name !== '') return group;
    const { name: _, ...rest } = group;
    return named(rest, taken);
  });
  const here = new Set([...built.nodes, ...built.groups].map(({ id }) => id));
  const gone = (id: string): boolean => (oldNodes.has(id) || oldGroups.has(id)) && !here.has(id);
  return {
    ...document,
    nodes: spliced(others, (node) => oldNodes.has(node.id), firstNode, built.nodes),
    groups: spliced(document.groups, (group) => oldGroups.has(group.id), firstGroup, groups),
    positions: new Map([...document.positions].filter(([id]) => !gone(id))),
  };
}

const spliced = <T>(list: readonly T[], out: (entry: T) => boolean, at: number, put: readonly T[]): readonly T[] => [
  ...list.slice(0, at).filter((entry) => !out(entry)),
  ...put,
  ...list.slice(at).filter((entry) => !out(entry)),
];
