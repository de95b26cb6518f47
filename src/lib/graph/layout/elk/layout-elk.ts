import type { ElkEdgeSection, ElkExtendedEdge, ElkNode, ElkPoint } from 'elkjs/lib/elk-api';
import { faultsOf } from '../faults.ts';
import { corners, tidy } from '../geometry.ts';
import type { Direction, LayeredInput } from '../layered/input.ts';
import { framed, isLongStrip, placedByHand, withMarkCentres } from '../layered/layered.ts';
import { ledRound } from '../layered/pinned.ts';
import { turnedInput } from '../layered/turned.ts';
import type { Layout, LayoutEdge, LayoutMark, Point, Side } from '../layout.ts';
import { edgeId, elkGraph, markId } from './elk-graph.ts';

/** Lays an ELK graph out; rejects when it fails or its time is over. */
export type ElkEngine = (graph: ElkNode) => Promise<ElkNode>;

/**
 * Marks and edges up to which ELK can be expected to end in time. All presets but one have up to 250, which took up to
 * 1.2 s; DenseNet-121 has 698, which took 4 to 5 s (two cores, no other work).
 */
const MOST = 400;

/** Where the top of the picture is while it goes to the right. */
const sideOfTitle: Readonly<Record<Direction, Side>> = { right: 'top', left: 'top', down: 'left', up: 'right' };

export const elkIsQuick = ({ marks, edges }: LayeredInput): boolean => marks.length + edges.length <= MOST;

/** Whether a picture is ELK's to draw: a long strip is folded, and ELK folds none in groups. */
export const suitsElk = (input: LayeredInput): boolean =>
  elkIsQuick(input) && !isLongStrip({ ...input, pins: new Map() });

/**
 * A new picture by ELK layered, groups as nodes around theirs. Pins are kept as our own layout keeps them. Undefined
 * when the picture has a fault (`faultsOf`): our own is without one. No preset and no random graph has shown any.
 */
export async function layoutElk(input: LayeredInput, engine: ElkEngine): Promise<Layout | undefined> {
  const turned = turnedInput(withMarkCentres(input));
  const { pinned, offsetOf } = placedByHand(turned);
  const graph = await engine(elkGraph(turned, sideOfTitle[input.direction], offsetOf, pinned.places));
  const [nodes, ways] = [new Map<string, ElkNode>(), new Map<string, readonly Point[]>()];
  collect(graph, nodes, ways);
  const marks = turned.marks.map(({ room, ...mark }): LayoutMark => {
    const node = nodes.get(markId(mark.id));
    const { width, height } = room ?? mark;
    const [x, y] = pinned.places.get(mark.id) ?? [tidy((node?.x ?? 0) + width / 2), tidy((node?.y ?? 0) + height / 2)];
    return { ...mark, x, y };
  });
  const known = new Set(marks.map(({ id }) => id));
  const at = new Map(marks.map((mark) => [mark.id, mark]));
  const edges = turned.edges
    .filter(({ from, to }) => known.has(from) && known.has(to))
    .map((edge): LayoutEdge => ({
      ...edge,
      points:
        pinned.ways.get(edge.id) ?? toBorders(ways.get(edgeId(edge.id)) ?? [], at.get(edge.from)!, at.get(edge.to)!),
      port: 'left',
    }));
  const layout = framed(input, { marks, edges: ledRound(edges, marks, pinned, offsetOf) });
  return faultsOf(layout).length === 0 ? layout : undefined;
}

/** A way from the rooms around two marks, led on to their borders. */
function toBorders(points: readonly Point[], from: LayoutMark, to: LayoutMark): readonly Point[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return points;
  const start: Point = [tidy(from.x + from.width / 2), first[1]];
  const end: Point = [tidy(to.x - to.width / 2), last[1]];
  return corners([start, ...points, end]);
}

/** All nodes by id, and the ways of all edges; places are those of the whole picture. */
function collect(node: ElkNode, nodes: Map<string, ElkNode>, ways: Map<string, readonly Point[]>): void {
  nodes.set(node.id, node);
  for (const edge of node.edges ?? []) ways.set(edge.id, wayOf(edge));
  for (const child of node.children ?? []) collect(child, nodes, ways);
}

const wayOf = ({ sections = [] }: ElkExtendedEdge): readonly Point[] =>
  corners(
    sections.flatMap(({ startPoint, bendPoints = [], endPoint }: ElkEdgeSection) =>
      [startPoint, ...bendPoints, endPoint].map(({ x, y }: ElkPoint): Point => [tidy(x), tidy(y)]),
    ),
  );
