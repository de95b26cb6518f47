import type { LayoutEdge, LayoutMark, Point, Side } from '#lib/graph/layout/layout.ts';
import type { Placed } from '../place/band-places.ts';
import { edgeAlong, markAt, type Drawn } from '../place/drawn.ts';
import type { Item } from '../plan/item.ts';
import type { Link } from '../plan/links.ts';
import { cellX, sumY, trunkX, type PlacedAdditive } from './additive-grid.ts';
import type { AdditiveCell, AdditiveTable } from './additive-table.ts';
import type { FeatureWays } from './feature-ways.ts';

/** Left and right of the pass behind the rows. */
const SIDE = 30;

/** The marks and edges of a staircase, where its marks stand, and where its last pass ends. */
export interface DrawnAdditive extends Omit<Drawn, 'bands'> {
  readonly places: ReadonlyMap<string, Placed>;
  readonly right: number;
}

/** Draws a neck that adds: its rows, then the pass over what they end in, each result straight over where it is taken. */
export function drawAdditive(
  table: AdditiveTable,
  grid: PlacedAdditive,
  ways: FeatureWays,
  bands: { readonly rows: string; readonly last: string; readonly lastLeft: number },
): DrawnAdditive {
  const drawing = new StaircaseDrawing(table, grid, ways);
  table.passes.forEach((row, pass) =>
    row.forEach((cell, k) => {
      const column = table.features.length - 1 - pass + k;
      drawing.cell(cell, cellX(grid, column, pass), sumY(grid, table, pass), bands.rows);
    }),
  );
  const base = sumY(grid, table, table.passes.length - 1);
  const { last } = table;
  const wide = last.reduce((most, { sum, proj }) => Math.max(most, sum.width, proj.width), 0);
  const firstX = bands.lastLeft + SIDE + wide / 2;
  last.forEach((cell, k) => drawing.cell(cell, firstX + k * grid.column, base, bands.last));
  const end = last.at(-1)?.node;
  const place = end && drawing.places.get(end.id)!;
  const right = place && place.x + Math.max(place.item.width / 2 + SIDE, grid.wide - grid.step + 10);
  return { ...drawing.drawn(), right: right ?? bands.lastLeft };
}

class StaircaseDrawing {
  readonly marks: LayoutMark[] = [];
  readonly edges: LayoutEdge[] = [];
  readonly places = new Map<string, Placed>();

  constructor(
    private readonly table: AdditiveTable,
    private readonly grid: PlacedAdditive,
    private readonly ways: FeatureWays,
  ) {}

  drawn(): Omit<DrawnAdditive, 'right'> {
    return { marks: this.marks, edges: this.edges, places: this.places };
  }

  cell({ proj, up, sum, node, links }: AdditiveCell, x: number, y: number, band: string): void {
    const { grid } = this;
    const [upY, projY] = [y - grid.up, y - grid.proj];
    // Names stand where no way comes down.
    this.place(proj, x, projY, band, 'right');
    this.place(up, x, upY, band);
    this.place(sum, x, y, band);
    this.place(node, x + grid.step, y, band, 'above');
    this.into(links.into, [x, projY - proj.height / 2]);
    this.edge(
      links.projected,
      [
        [x, projY + proj.height / 2],
        [x, upY - up.height / 2],
      ],
      'top',
    );
    this.edge(
      links.up,
      [
        [x, upY + up.height / 2],
        [x, y - sum.height / 2],
      ],
      'top',
    );
    this.fromLeft(links.left, [x - sum.width / 2, y]);
    this.edge(
      links.summed,
      [
        [x + sum.width / 2, y],
        [x + grid.step - node.width / 2, y],
      ],
      'left',
    );
  }

  private place(item: Item, x: number, y: number, band: string, named?: LayoutMark['named']): void {
    this.places.set(item.id, { item, x, y, column: 0, height: 0 });
    this.marks.push({ ...markAt(item, x, y, band), ...(named && { named }) });
  }

  /** Straight down from the row above; from further away along the row of its source first. */
  private into(link: Link, end: Point): void {
    const source = this.places.get(link.from);
    if (!source) {
      const { points, tap } = this.ways.to(link.from, end[0]);
      this.edge(link, [...points, end], 'top', tap);
      return;
    }
    const { x, y, item } = source;
    const way: readonly Point[] =
      x === end[0] ? [[x, y + item.height / 2], end] : [[x + item.width / 2, y], [end[0], y], end];
    this.edge(link, way, 'top');
  }

  /** From the node before it in the row, or from the map of the backbone that the row begins with. */
  private fromLeft(link: Link, end: Point): void {
    const source = this.places.get(link.from);
    if (source) {
      this.edge(link, [[source.x + source.item.width / 2, source.y], end], 'left');
      return;
    }
    const { features, passes } = this.table;
    const column = features.indexOf(link.from);
    const x = trunkX(this.grid, column, this.table);
    // All but the finest go on down, into the next row: they are tapped where this one takes them.
    if (column > 0 && passes.length > 1) this.edge(link, [[x, end[1]], end], 'left', true);
    else {
      const { points, tap } = this.ways.to(link.from, x);
      this.edge(link, [...points, [x, end[1]], end], 'left', tap);
    }
  }

  private edge(link: Link, points: readonly Point[], port: Side, tap = false): void {
    this.edges.push(edgeAlong(link, points, port, tap));
  }
}
