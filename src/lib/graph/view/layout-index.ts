import { aroundPoints, grow, rectOf } from '#lib/graph/layout/geometry.ts';
import type { Layout, LayoutEdge, LayoutMark, Rect } from '#lib/graph/layout/layout.ts';
import { BoxIndex } from './box-index.ts';

/** So many questions of a layout are answered by looking through it: that takes less than a table for one of each. */
const FEW = 8;

/** Derived tables of one layout, each made when it is asked for. */
export class LayoutIndex {
  private marksByPlace?: BoxIndex;
  private edgesByPlace?: BoxIndex;
  private ids?: ReadonlyMap<string, LayoutMark>;
  private standFor?: ReadonlyMap<string, LayoutMark>;
  private ends?: ReadonlyMap<string, readonly LayoutEdge[]>;

  private asked = 0;

  constructor(private readonly layout: Layout) {}

  /** Whether a table is worth making: after most edits of a large network only a few things are asked for. */
  private get pays(): boolean {
    this.asked += 1;
    return this.asked > FEW;
  }

  marksIn(rect: Rect): readonly LayoutMark[] {
    this.marksByPlace ??= new BoxIndex(this.layout.marks.map(rectOf));
    return this.marksByPlace.meeting(rect).map((index) => this.layout.marks[index]!);
  }

  edgesIn(rect: Rect): readonly LayoutEdge[] {
    this.edgesByPlace ??= new BoxIndex(this.layout.edges.map(boxOf));
    return this.edgesByPlace.meeting(rect).map((index) => this.layout.edges[index]!);
  }

  mark(id: string): LayoutMark | undefined {
    if (!this.ids && !this.pays) return this.layout.marks.find((mark) => mark.id === id);
    this.ids ??= new Map(this.layout.marks.map((mark) => [mark.id, mark]));
    return this.ids.get(id);
  }

  /** The mark that stands for a node: its own, or that of the group it is folded into; never one of its ops. */
  markFor(node: string): LayoutMark | undefined {
    return this.mark(node) ?? this.standing(node);
  }

  private standing(node: string): LayoutMark | undefined {
    if (this.standFor) return this.standFor.get(node);
    if (!this.pays) return this.layout.marks.findLast(({ kind, of }) => kind !== 'op' && of.includes(node));
    const standFor = new Map<string, LayoutMark>();
    for (const mark of this.layout.marks) if (mark.kind !== 'op') for (const id of mark.of) standFor.set(id, mark);
    this.standFor = standFor;
    return standFor.get(node);
  }

  /** An edge by its id, which says where it starts. */
  edge(id: string): LayoutEdge | undefined {
    return this.edgesAt(id.split('>')[0] ?? '').find((edge) => edge.id === id);
  }

  /** Edges that start or end at a mark. */
  edgesAt(id: string): readonly LayoutEdge[] {
    if (!this.ends && !this.pays) return this.layout.edges.filter(({ from, to }) => from === id || to === id);
    if (!this.ends) {
      const ends = new Map<string, LayoutEdge[]>();
      const add = (end: string, edge: LayoutEdge): void => {
        const list = ends.get(end);
        if (list) list.push(edge);
        else ends.set(end, [edge]);
      };
      for (const edge of this.layout.edges) {
        add(edge.from, edge);
        if (edge.to !== edge.from) add(edge.to, edge);
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
  const box = grow(aroundPoints(edge.points), 2);
  boxes.set(edge, box);
  return box;
}
