import { around, corners, rectOf } from '#lib/graph/layout/geometry.ts';
import type { Layout, LayoutBand, LayoutEdge, LayoutMark, Point, Rect, Side } from '#lib/graph/layout/layout.ts';
import type { BandPlan } from './band-plan.ts';
import { shownOf, type Item } from '../plan/contents.ts';
import type { Link } from '../plan/links.ts';
import { BAND_GAP } from '../measure.ts';
import type { Placed } from '../place/band-places.ts';

/** A mark with its place in the figure and the band that it stands in. */
export interface Stood extends Placed {
  readonly plan: BandPlan;
  readonly line: number;
  /** Left border of its band. */
  readonly left: number;
}

/** The figure while it is put together: everything in its final place. */
export class Drawing {
  readonly bands: LayoutBand[] = [];
  readonly marks: LayoutMark[] = [];
  readonly edges: LayoutEdge[] = [];
  readonly stood = new Map<string, Stood>();
  readonly done = new Set<string>();

  mark(item: Item, x: number, y: number, band?: string): void {
    this.marks.push({ ...shownOf(item), x, y, ...(band !== undefined && { band }) });
  }

  edge(link: Link, points: readonly Point[], port: Side, tap = false): void {
    this.done.add(link.id);
    this.edges.push({ ...link, points: corners(points), port, ...(tap && { tap }) });
  }

  /** Puts a planned band where its line has it. */
  band(plan: BandPlan, x: number, base: number, line: number): void {
    const band = plan.contents.part.id;
    const place = (placed: Placed): void => {
      this.mark(placed.item, x + placed.x, base + placed.y, band);
      this.stood.set(placed.item.id, { ...placed, x: x + placed.x, y: base + placed.y, plan, line, left: x });
    };
    plan.places.placed.forEach(place);
    plan.signs.forEach(place);
    for (const edge of plan.routes.edges) {
      this.done.add(edge.id);
      this.edges.push({ ...edge, points: edge.points.map(([px, py]): Point => [x + px, base + py]) });
    }
  }

  /** In the order in which things are said and drawn: bands, edges, marks from left to right, line by line. */
  layout(order: ReadonlyMap<string, number>): Layout {
    const marks = [...this.marks].sort((a, b) => order.get(a.id)! - order.get(b.id)!);
    const edgeRects = this.edges.flatMap(({ points }) => points.map(([x, y]): Rect => ({ x, y, width: 0, height: 0 })));
    const all = around([...this.bands.map(({ rect }) => rect), ...marks.map(rectOf), ...edgeRects]);
    const bounds = {
      x: all.x - BAND_GAP,
      y: all.y - BAND_GAP,
      width: all.width + 2 * BAND_GAP,
      height: all.height + 2 * BAND_GAP,
    };
    return { bands: this.bands, marks, edges: this.edges, bounds };
  }
}
