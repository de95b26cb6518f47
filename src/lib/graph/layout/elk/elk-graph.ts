import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api';
import { FRAME_HEAD, FRAME_PADDING } from '../layered/frames.ts';
import type { Side } from '../layout.ts';
import { CLEAR, LANE_GAP, LAYER_GAP, MARK_GAP, TRACK, type LayeredInput } from '../layered/input.ts';

const root: Readonly<Record<string, string>> = {
  'elk.algorithm': 'layered',
  // Other directions are this picture turned, as they are in our own layout.
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
  'elk.spacing.nodeNode': String(MARK_GAP),
  'elk.spacing.edgeNode': String(LANE_GAP),
  'elk.spacing.edgeEdge': String(TRACK),
  'elk.layered.spacing.nodeNodeBetweenLayers': String(LAYER_GAP),
  'elk.layered.spacing.edgeNodeBetweenLayers': String(CLEAR),
  'elk.layered.spacing.edgeEdgeBetweenLayers': String(TRACK),
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
};

/** Room in a group for its frame, with the title on the side that is at the top in the end. */
function roomFor(title: Side): Readonly<Record<string, string>> {
  const sides = (['top', 'left', 'bottom', 'right'] as const).map(
    (side) => `${side}=${FRAME_PADDING + (side === title ? FRAME_HEAD : 0)}`,
  );
  return { 'elk.padding': `[${sides.join(',')}]` };
}

/**
 * A graph to the right as ELK takes it: marks with one port on the right and one for every input on the left, in their
 * order; groups as nodes around theirs. Marks of `skipped` and their edges are left out.
 */
export function elkGraph(
  { marks, edges, groups }: LayeredInput,
  title: Side,
  offsetOf: (edge: { readonly id: string }) => number,
  skipped: ReadonlyMap<string, unknown>,
): ElkNode {
  const known = new Set(marks.flatMap(({ id }) => (skipped.has(id) ? [] : [id])));
  const kept = edges.filter(({ from, to }) => known.has(from) && known.has(to));
  const inputs = new Map<string, typeof kept>();
  for (const edge of kept) inputs.set(edge.to, [...(inputs.get(edge.to) ?? []), edge]);
  const frames = new Map(
    groups.map(({ id }): [string, ElkNode] => [id, { id: frameId(id), layoutOptions: roomFor(title), children: [] }]),
  );
  const children: ElkNode[] = [];
  for (const { id, parent } of groups) (frames.get(parent ?? '')?.children ?? children).push(frames.get(id)!);
  // The last group that holds a mark is the innermost: outer ones come first.
  const holder = new Map(groups.flatMap(({ id, marks: inner }) => inner.map((mark) => [mark, id] as const)));
  for (const { id, height: ports, room, ...size } of marks) {
    if (!known.has(id)) continue;
    const { width, height } = room ?? { width: size.width, height: ports };
    const node: ElkNode = {
      id: markId(id),
      width,
      height,
      layoutOptions: { 'elk.portConstraints': 'FIXED_POS', 'elk.alignment': 'CENTER' },
      ports: [
        { id: outId(id), x: width, y: height / 2, layoutOptions: { 'elk.port.side': 'EAST' } },
        ...(inputs.get(id) ?? []).map((edge) => ({
          id: inId(edge.id),
          x: 0,
          y: height / 2 + offsetOf(edge),
          layoutOptions: { 'elk.port.side': 'WEST' },
        })),
      ],
    };
    (frames.get(holder.get(id) ?? '')?.children ?? children).push(node);
  }
  const elkEdges = kept.map(({ id, from }): ElkExtendedEdge => ({
    id: edgeId(id),
    sources: [outId(from)],
    targets: [inId(id)],
  }));
  return { id: 'graph', layoutOptions: { ...root }, children: withoutEmpty(children), edges: elkEdges };
}

/** Marks, groups and edges may have the same id; ELK wants each once. */
export const markId = (id: string): string => `mark ${id}`;
export const edgeId = (id: string): string => `edge ${id}`;
const frameId = (id: string): string => `group ${id}`;
const outId = (id: string): string => `out ${id}`;
const inId = (id: string): string => `in ${id}`;

const withoutEmpty = (nodes: readonly ElkNode[]): ElkNode[] =>
  nodes.flatMap((node) => {
    if (!node.children) return [node];
    const children = withoutEmpty(node.children);
    return children.length > 0 ? [{ ...node, children }] : [];
  });
