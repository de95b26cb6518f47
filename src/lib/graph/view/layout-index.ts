import { around, grow, rectOf } from '$lib/graph/layout/geometry';
import type { Layout, LayoutEdge, LayoutMark, Rect } from '$lib/graph/layout/layout';
import { BoxIndex } from './box-index';

/** Derived tables of one layout, each made when it is first asked for. */
export class LayoutIndex {
  private marksByPlace?: BoxIndex;
  private edgesByPlace?: BoxIndex;
  private ids?: ReadonlyMap<string, LayoutMark>;
  private standFor?: ReadonlyMap<string, LayoutMark>;
  private ends?: ReadonlyMap<string, readonly LayoutEdge[]>;

  constructor(private readonly layout: Layout) {}

  marksIn(rect: Rect): readonly LayoutMark[] {
    this.marksByPlace ??= new BoxIndex(this.layout.marks.map(rectOf));
    return this.marksByPlace.meeting(rect).map((index) => this.layout.marks[index]!);
  }

  edgesIn(rect: Rect): readonly LayoutEdge[] {
    this.edgesByPlace ??= new BoxIndex(this.layout.edges.map(boxOf));
    return this.edgesByPlace.meeting(rect).map((index) => this.layout.edges[index]!);
  }

  mark(id: string): LayoutMark | undefined {
    this.ids ??= new Map(this.layout.marks.map((mark) => [mark.id, mark]));
    return this.ids.get(id);
  }

  /** The mark that stands for a node: its own, or that of the group it is folded into; never one of its ops. */
  markFor(node: string): LayoutMark | undefined {
    this.standFor ??= new Map(
      this.layout.marks.flatMap((mark) => (mark.kind === 'op' ? [] : mark.of.map((id) => [id, mark] as const))),
    );
    return this.mark(node) ?? this.standFor.get(node);
  }

  /** An edge by its id, which says where it starts. */
  edge(id: string): LayoutEdge | undefined {
    return this.edgesAt(id.split('>')[0] ?? '').find((edge) => edge.id === id);
  }

  /** Edges that start or end at a mark. */
  edgesAt(id: string): readonly LayoutEdge[] {
    if (!this.ends) {
      const ends = new Map<string, LayoutEdge[]>();
      for (const edge of this.layout.edges)
        for (const end of new Set([edge.from, edge.to])) {
          const list = ends.get(end);
          if (list) list.push(edge);
          else ends.set(end, [edge]);
        }
      this.ends = ends;
    }
    return this.ends.get(id) ?? [];
  }
}

const indices = new WeakMap<Layout, LayoutIndex>();

export function indexOfLayout(layout: Layout): LayoutIndex {
  const known = indices.get(layout);
  if (known) return known;
  const index = new LayoutIndex(layout);
  indices.set(layout, index);
  return index;
}

const boxes = new WeakMap<LayoutEdge, Rect>();

/** The rectangle around an edge. */
export function boxOf(edge: LayoutEdge): Rect {
  const known = boxes.get(edge);
  if (known) return known;
  const box = grow(around(edge.points.map(([x, y]) => ({ x, y, width: 0, height: 0 }))), 2);
  boxes.set(edge, box);
  return box;
}
