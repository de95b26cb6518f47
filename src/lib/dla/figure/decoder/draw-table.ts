import type { LayoutEdge, LayoutMark, Point, Side } from '#lib/graph/layout/layout.ts';
import { COLUMN_GAP } from '../measure.ts';
import type { Placed } from '../place/band-places.ts';
import { edgeAlong, markAt, type Drawn } from '../place/drawn.ts';
import type { Item } from '../plan/item.ts';
import type { Link } from '../plan/links.ts';
import { sideOf } from '../route/mark-border.ts';
import type { DecoderNode, DecoderTable, Feed } from './decoder-table.ts';
import type { FeatureWays } from './feature-ways.ts';
import { columnX, rowY, SIGN_ABOVE, type PlacedGrid } from './grid.ts';

/** The marks and edges of a decoder's table, and where its marks stand. */
export interface DrawnTable extends Omit<Drawn, 'bands'> {
  readonly places: ReadonlyMap<string, Placed>;
}

/** Draws the nodes of a decoder in their columns and rows, and the ways of the backbone's maps to them. */
export function drawTable(table: DecoderTable, grid: PlacedGrid, ways: FeatureWays, band: string): DrawnTable {
  const drawing = new TableDrawing(table, grid, ways, band);
  for (const { item, column, row } of table.nodes) drawing.place(item, columnX(grid, column), rowY(grid, row));
  for (const node of table.nodes) drawing.join(node);
  for (const feed of table.through) drawing.passThrough(feed);
  return drawing;
}

/** The table while it is drawn: a map that has its way once is tapped where it is taken again. */
class TableDrawing implements DrawnTable {
  readonly marks: LayoutMark[] = [];
  readonly edges: LayoutEdge[] = [];
  readonly places = new Map<string, Placed>();

  constructor(
    private readonly table: DecoderTable,
    private readonly grid: PlacedGrid,
    private readonly ways: FeatureWays,
    private readonly band: string,
  ) {}

  place(item: Item, x: number, y: number): void {
    this.places.set(item.id, { item, x, y, column: 0, height: item.kind === 'node' ? 1 : 0 });
    this.marks.push(markAt(item, x, y, this.band));
  }

  join({ item, column, lateral, upright }: DecoderNode): void {
    const target = this.places.get(item.id)!;
    upright.forEach((feed, index) => this.upright(feed, target, column, index));
    if (lateral?.sign) this.throughSign(lateral, lateral.sign, target);
    else if (lateral) this.fromLeft(lateral, target);
  }

  /** A sign that feeds the head and no node. */
  passThrough({ from, sign, links }: Feed): void {
    const [x, y] = [this.featureX(from), rowY(this.grid, 0) - SIGN_ABOVE];
    this.place(sign!, x, y);
    this.trunk(links[0]!, from, [[x, y - sign!.height / 2]], 'top');
  }

  private fromLeft({ from, links }: Feed, target: Placed): void {
    const source = this.places.get(from);
    const end = sideOf(target, -1, 0);
    const link = links[0]!;
    if (source) {
      const start = sideOf(source, 1, 0);
      const straight = source.y === target.y;
      const bend = target.x - target.item.width / 2 - COLUMN_GAP / 2;
      this.edge(link, straight ? [start, end] : [start, [bend, source.y], [bend, target.y], end], 'left');
      return;
    }
    const x = this.featureX(from);
    // A map that goes further down in its column as well is tapped where the row takes it.
    if (this.ways.hasTrunk(from) || this.goesDown(from)) this.edge(link, [[x, target.y], end], 'left', true);
    else this.trunk(link, from, [[x, target.y], end], 'left');
  }

  private upright({ from, sign, links }: Feed, target: Placed, column: number, index: number): void {
    const x = target.x + index * 6;
    const end: Point = [x, target.y - target.item.height / 2];
    const near = target.y - target.item.height / 2 - SIGN_ABOVE + 11;
    if (sign) this.place(sign, x, near);
    const first: Point = sign ? [x, near - sign.height / 2] : end;
    const source = this.places.get(from);
    if (source) {
      const under: Point = [source.x, source.y + source.item.height / 2];
      const way: Point[] =
        source.x === x ? [under, first] : [under, [source.x, first[1] - 10], [x, first[1] - 10], first];
      this.edge(links[0]!, way, 'top');
    } else if (this.table.features.indexOf(from) === column && !this.ways.hasTrunk(from))
      this.trunk(links[0]!, from, [first], 'top');
    else {
      const above = first[1] - 10;
      this.edge(links[0]!, [[this.featureX(from), above], [x, above], first], 'top', true);
    }
    if (sign) this.edge(links[1]!, [[x, near + sign.height / 2], end], 'top');
  }

  /** A sign on a way that comes from the left. */
  private throughSign({ from, links }: Feed, sign: Item, target: Placed): void {
    const end = sideOf(target, -1, 0);
    const x = end[0] - COLUMN_GAP / 2;
    this.place(sign, x, target.y);
    const into: Point = [x - sign.width / 2, target.y];
    const source = this.places.get(from);
    const column = this.featureX(from);
    if (source) this.edge(links[0]!, [sideOf(source, 1, 0), into], 'left');
    else if (this.goesDown(from)) this.edge(links[0]!, [[column, target.y], into], 'left', true);
    else this.trunk(links[0]!, from, [[column, target.y], into], 'left');
    this.edge(links[1]!, [[x + sign.width / 2, target.y], end], 'left');
  }

  private featureX(feature: string): number {
    return columnX(this.grid, this.table.features.indexOf(feature));
  }

  /** Whether a map of the backbone has an edge straight down its own column. */
  private goesDown(feature: string): boolean {
    const { features, nodes } = this.table;
    const column = features.indexOf(feature);
    return nodes.some((node) => node.column === column && node.upright.some(({ from }) => from === feature));
  }

  private trunk(link: Link, feature: string, end: readonly Point[], port: Side): void {
    const { points, tap } = this.ways.to(feature, this.featureX(feature));
    this.edge(link, [...points, ...end], port, tap);
  }

  private edge(link: Link, points: readonly Point[], port: Side, tap = false): void {
    this.edges.push(edgeAlong(link, points, port, tap));
  }
}
