import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { LayoutEdge, Point } from '#lib/graph/layout/layout.ts';
import type { Item } from '../plan/contents.ts';
import type { Link } from '../plan/links.ts';
import type { DecoderNode, DecoderPlan, Feed } from './decoder-plan.ts';
import type { Drawing } from '../route/drawing.ts';
import { shapeFacts } from '../label/band-facts.ts';
import type { FeatureWays } from './feature-ways.ts';
import { shapeOf } from '../read/shapes.ts';
import { sideOf } from '../route/level-routes.ts';
import type { Headed } from '../route/lines.ts';
import { COLUMN_GAP, MARGIN } from '../measure.ts';
import type { Placed } from '../place/band-places.ts';
import type { FigureWords } from '../label/words.ts';

/** How far above the centre of its node a sign stands. */
const SIGN_ABOVE = 24;

/** Measures of a decoder's table. */
export interface DecoderGrid {
  readonly left: number;
  readonly column: number;
  readonly row: number;
  readonly head: number;
  /** Room for the names of rows at the left. */
  readonly names: number;
}

export function decoderGrid({ nodes }: DecoderPlan, zoom: number): DecoderGrid {
  const width = nodes.reduce((most, { item }) => Math.max(most, item.width), 32);
  const height = nodes.reduce((most, { item }) => Math.max(most, item.height), 22);
  return {
    left: MARGIN,
    column: width + COLUMN_GAP,
    row: Math.max(height + 50, 42 / zoom),
    head: 30 / zoom,
    names: 104 / zoom,
  };
}

export const columnX = ({ left, names, column }: DecoderGrid, index: number): number =>
  left + names + column * (index + 0.5);

/** Draws a decoder's table under `top`; gives back its right border, its bottom and the height of its last row. */
export class DecoderDrawing {
  readonly right: number;
  readonly bottom: number;
  private readonly places = new Map<string, Placed>();

  constructor(
    private readonly drawing: Drawing,
    private readonly plan: DecoderPlan,
    private readonly grid: DecoderGrid,
    readonly top: number,
    private readonly ways: FeatureWays,
    private readonly band: string,
  ) {
    this.right = columnX(grid, Math.max(1, plan.features.length) - 0.5) + 24;
    this.bottom = top + grid.head + plan.rows * grid.row + 6;
  }

  draw(document: GraphDocument, { facts }: Headed, words: FigureWords): void {
    const { left } = this.grid;
    const rect = { x: left, y: this.top, width: this.right - left, height: this.bottom - this.top };
    this.drawing.bands.push({ id: this.band, rect, title: facts.title, facts: [], tint: 0 });
    for (let row = 0; row < this.plan.rows; row += 1) this.rowBand(document, row, words);
    for (const node of this.plan.nodes) this.place(node.item, columnX(this.grid, node.column), this.rowY(node.row));
    for (const node of this.plan.nodes) this.join(node);
  }

  /** What goes on to the head: the way from the output to the right border. */
  exitTo(item: string, x: number): readonly Point[] {
    const place = this.places.get(item)!;
    const y = this.rowY(this.plan.rows - 1);
    if (place.item.kind === 'node')
      return [
        [place.x + place.item.width / 2, place.y],
        [x, place.y],
      ];
    return [
      [place.x, place.y + place.item.height / 2],
      [place.x, y],
      [x, y],
    ];
  }

  holds(item: string): boolean {
    return this.places.has(item);
  }

  rowY(row: number): number {
    return this.top + this.grid.head + (row + 0.5) * this.grid.row;
  }

  /** A sign that feeds the head and no node. */
  passThrough(feed: Feed): void {
    const sign = feed.sign!;
    const x = columnX(this.grid, this.plan.features.indexOf(feed.from));
    const y = this.rowY(0) - SIGN_ABOVE;
    this.place(sign, x, y);
    this.trunk(feed.links[0]!, feed.from, [[x, y - sign.height / 2]], 'top');
  }

  private rowBand(document: GraphDocument, row: number, words: FigureWords): void {
    const first = this.plan.nodes.find((node) => node.row === row)?.item ?? this.plan.through[0]?.sign;
    if (!first) return;
    const { facts, tint, scale } = shapeFacts(document, shapeOf(document, first.id), words);
    const y = this.rowY(row) - this.grid.row / 2;
    const rect = { x: this.grid.left + 6, y, width: this.right - this.grid.left - 12, height: this.grid.row - 5 };
    const named = facts
      .map((fact) => fact.replace(` · ${scale}`, ''))
      .filter((fact, at, all) => all.indexOf(fact) === at);
    this.drawing.bands.push({
      id: `${this.band}:${row}`,
      rect,
      title: scale || '1/1',
      facts: named,
      tint,
      parent: this.band,
    });
  }

  private place(item: Item, x: number, y: number): void {
    this.places.set(item.id, { item, x, y, column: 0, height: item.kind === 'node' ? 1 : 0 });
    this.drawing.mark(item, x, y, this.band);
  }

  private join({ item, column, lateral, upright }: DecoderNode): void {
    const target = this.places.get(item.id)!;
    upright.forEach((feed, index) => this.upright(feed, target, column, index));
    if (!lateral) return;
    const source = this.places.get(lateral.from);
    const end = sideOf(target, -1, 0);
    if (lateral.sign) {
      this.bySide(lateral, target);
      return;
    }
    const link = lateral.links[0]!;
    if (source) {
      const start = sideOf(source, 1, 0);
      const straight = source.y === target.y;
      const bend = target.x - target.item.width / 2 - COLUMN_GAP / 2;
      this.drawing.edge(link, straight ? [start, end] : [start, [bend, source.y], [bend, target.y], end], 'left');
      return;
    }
    const x = columnX(this.grid, this.plan.features.indexOf(lateral.from));
    // A map that goes further down in its column as well is tapped where the row takes it.
    if (this.ways.hasTrunk(lateral.from) || this.goesDown(lateral.from)) this.tap(link, [[x, target.y], end]);
    else this.trunk(link, lateral.from, [[x, target.y], end], 'left');
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
      this.drawing.edge(links[0]!, way, 'top');
    } else if (this.plan.features.indexOf(from) === column && !this.ways.hasTrunk(from))
      this.trunk(links[0]!, from, [first], 'top');
    else {
      const fx = columnX(this.grid, this.plan.features.indexOf(from));
      this.tap(links[0]!, [[fx, first[1] - 10], [x, first[1] - 10], first], 'top');
    }
    if (sign) this.drawing.edge(links[1]!, [[x, near + sign.height / 2], end], 'top');
  }

  /** A sign on a way that comes from the left. */
  private bySide({ from, sign, links }: Feed, target: Placed): void {
    const end = sideOf(target, -1, 0);
    const x = end[0] - COLUMN_GAP / 2;
    this.place(sign!, x, target.y);
    const into: Point = [x - sign!.width / 2, target.y];
    const source = this.places.get(from);
    const column = columnX(this.grid, this.plan.features.indexOf(from));
    if (source) this.drawing.edge(links[0]!, [sideOf(source, 1, 0), into], 'left');
    else if (this.goesDown(from)) this.tap(links[0]!, [[column, target.y], into]);
    else this.trunk(links[0]!, from, [[column, target.y], into], 'left');
    this.drawing.edge(links[1]!, [[x + sign!.width / 2, target.y], end], 'left');
  }

  /** Whether a map of the backbone has an edge straight down its own column. */
  private goesDown(feature: string): boolean {
    const column = this.plan.features.indexOf(feature);
    return this.plan.nodes.some((node) => node.column === column && node.upright.some(({ from }) => from === feature));
  }

  private tap(link: Link, points: readonly Point[], port: LayoutEdge['port'] = 'left'): void {
    this.drawing.edge(link, points, port, true);
  }

  private trunk(link: Link, feature: string, end: readonly Point[], port: LayoutEdge['port']): void {
    const { points, tap } = this.ways.to(feature, columnX(this.grid, this.plan.features.indexOf(feature)));
    this.drawing.edge(link, [...points, ...end], port, tap);
  }
}
