import type { GraphGroup, GraphNode } from '#lib/graph/document/document.ts';
import { withChoice } from './choice.ts';
import type { Part } from './plan.ts';
import { planLevel, structures, type StructureName } from './structures.ts';

/** An existing or new block: its id survives every change of structure. */
export interface LevelBlock {
  readonly id: string;
  readonly attributes: GraphNode['attributes'];
}

/** Everything that makes one aggregation level; `blocks` are taken as they are, in order. */
export interface LevelPlan {
  /** The id of the level's group; ids of new parts start with it. */
  readonly group: GraphGroup;
  readonly structure: StructureName;
  /** The node that the level takes. */
  readonly input: string;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly stride: number;
  readonly levelRoot: boolean;
  readonly rootResidual: boolean;
  readonly blocks: readonly LevelBlock[];
  /** What its projection and its aggregation nodes are normalised by; blocks say it themselves. */
  readonly norm: GraphNode['attributes'];
  /** Ids of aggregation nodes to use again, in the order of computation. */
  readonly nodeIds?: readonly string[];
}

export interface BuiltLevel {
  /** In the order of the config's weights: pool, projection, blocks, nodes (merged: tree by tree). */
  readonly nodes: readonly GraphNode[];
  /** The level's group first, then those that only give names. */
  readonly groups: readonly GraphGroup[];
  /** The node that holds the level's result. */
  readonly output: string;
}

/** Blocks of one level as `attributes` of new nodes: the first has the stride. */
export const newBlocks = (
  levelId: string,
  count: number,
  stride: number,
  attributes: GraphNode['attributes'],
): LevelBlock[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${levelId}-b${index + 1}`,
    attributes: { ...attributes, stride: index === 0 ? stride : 1 },
  }));

/** Lays a level out as nodes and groups. The plan must be sound (see `blocksFault`). */
export function buildLevel(level: LevelPlan): BuiltLevel {
  const { group, structure, blocks, input, stride } = level;
  const plan = planLevel(structure, blocks.length, level.levelRoot);
  const names = structures[structure].names(blocks.length);
  const paths = new Map<string, readonly string[]>();
  const nodes: GraphNode[] = [];
  const put = (node: Omit<GraphNode, 'name'>, path: readonly string[]): string => {
    paths.set(node.id, path);
    nodes.push({ ...node, name: path.at(-1)! });
    return node.id;
  };

  const bottom =
    stride === 1
      ? input
      : put({ id: `${group.id}-down`, kind: 'down-sample', inputs: [input], attributes: { factor: stride } }, [
          'downsample',
        ]);
  const projects = level.inChannels !== level.outChannels;
  const residual = projects ? `${group.id}-project` : bottom;
  if (projects)
    put(
      {
        id: residual,
        kind: 'conv-unit',
        inputs: [bottom],
        attributes: { outChannels: level.outChannels, kernel: 1, activation: 'none', ...level.norm },
      },
      names.project,
    );

  const nodeId = (index: number): string => level.nodeIds?.[index] ?? freeNodeId(level, index);
  const idOf = (part: Part): string => {
    if (part === 'input') return input;
    if (part === 'bottom') return bottom;
    return part.startsWith('block') ? blocks[Number(part.slice(5))]!.id : nodeId(Number(part.slice(4)));
  };
  blocks.forEach(({ id, attributes }, index) => {
    const taken = idOf(plan.takes[index]!);
    // The first block's residual goes round by the projection; a second input equal to the first says nothing.
    const inputs = index === 0 && residual !== input ? [taken, residual] : [taken];
    put({ id, kind: 'block', inputs, attributes }, names.block(index));
  });
  plan.nodes.forEach(({ inputs }, index) => {
    const attributes = { outChannels: level.outChannels, residual: level.rootResidual, ...level.norm };
    put({ id: nodeId(index), kind: 'aggregation', inputs: inputs.map(idOf), attributes }, names.node(index));
  });
  const nested = nest(group, nodes, paths);
  const groups = withChoice(nested.groups, structure, blocks.length);
  return { nodes: nested.nodes, groups, output: idOf(plan.output) };
}

function freeNodeId({ group, nodeIds }: LevelPlan, index: number): string {
  let number = index + 1;
  while (nodeIds?.includes(`${group.id}-n${number}`)) number += 1;
  return `${group.id}-n${number}`;
}

/** Groups that give the names on each path, and the nodes in the order of a walk through them. */
function nest(
  group: GraphGroup,
  nodes: readonly GraphNode[],
  paths: ReadonlyMap<string, readonly string[]>,
): Pick<BuiltLevel, 'nodes' | 'groups'> {
  const members = new Map<string, string[]>([[group.id, []]]);
  const groups = new Map<string, GraphGroup>([[group.id, group]]);
  for (const node of nodes) {
    let holder = group.id;
    for (const name of paths.get(node.id)!.slice(0, -1)) {
      const inner = `${holder}-${name}`;
      if (!groups.has(inner)) {
        groups.set(inner, { id: inner, name, members: [] });
        members.set(inner, []);
        members.get(holder)!.push(inner);
      }
      holder = inner;
    }
    members.get(holder)!.push(node.id);
  }
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const walk = (id: string): GraphNode[] => (byId.has(id) ? [byId.get(id)!] : members.get(id)!.flatMap(walk));
  return {
    nodes: walk(group.id),
    groups: [...groups.values()].map((each) => ({ ...each, members: members.get(each.id)! })),
  };
}

/** How a conv level is normalised: attributes of its unit, and the nodes behind the other convolutions. */
export interface ConvNorm {
  readonly unit: GraphNode['attributes'];
  readonly node: Pick<GraphNode, 'kind' | 'attributes'>;
}

/** A conv level: the first convolution is a unit, the rest are ops of their own, by PyTorch's running numbers. */
export function buildConvLevel(
  group: GraphGroup,
  input: string,
  { channels, convs, stride }: { readonly channels: number; readonly convs: number; readonly stride: number },
  norm: ConvNorm,
): BuiltLevel {
  const nodes: GraphNode[] = [
    {
      id: `${group.id}-conv1`,
      kind: 'conv-unit',
      name: '',
      inputs: [input],
      attributes: { outChannels: channels, kernel: 3, stride, ...norm.unit },
    },
  ];
  const put = (kind: string, number: number, attributes: GraphNode['attributes']): void => {
    const before = nodes.at(-1)!.id;
    nodes.push({ id: `${group.id}-${number}`, kind, name: String(number), inputs: [before], attributes });
  };
  for (let index = 1; index < convs; index += 1) {
    put('conv', 3 * index, { outChannels: channels, kernel: 3 });
    put(norm.node.kind, 3 * index + 1, norm.node.attributes);
    put('relu', 3 * index + 2, {});
  }
  return {
    nodes,
    groups: [{ ...group, members: nodes.map((node) => node.id) }],
    output: nodes.at(-1)!.id,
  };
}
