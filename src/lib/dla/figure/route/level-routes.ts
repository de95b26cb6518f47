import { corners, isRound } from '#lib/graph/layout/geometry.ts';
import type { LayoutEdge, Point, Side } from '#lib/graph/layout/layout.ts';
import type { Link } from '../plan/links.ts';
import { CHANNEL, COLUMN_GAP, LANE, REENTRY, TRACK } from '../measure.ts';
import type { Placed, Places } from '../place/band-places.ts';
import { portsOf } from './ports.ts';
import { Room } from './room.ts';

/** Routes the edges inside one band. What finds no straight way takes a lane of its own above or below everything. */
export class LevelRoutes {
  readonly edges: LayoutEdge[] = [];
  readonly room = new Room();
  /** Highest and lowest stretch so far. */
  top: number;
  bottom: number;
  private readonly channels = new Map<number, number>();
  private readonly stubs = new Map<string, number>();
  private readonly lanesFrom: number;
  private readonly inputs = new Map<string, number>();
  private offsets: ReadonlyMap<string, number> = new Map();

  /** `entry` is where the level's input can be tapped: the value of the mark before it. */
  constructor(
    private readonly places: Places,
    private readonly entry?: { readonly id: string; readonly x: number },
  ) {
    const marks = [...places.placed.values()];
    for (const { item, x, y } of marks) this.room.mark({ ...item, x, y });
    this.top = marks.reduce((most, { item, y }) => Math.min(most, y - item.height / 2), 0);
    this.bottom = marks.reduce((most, { item, y }) => Math.max(most, y + item.height / 2), 0);
    this.lanesFrom = this.top - LANE;
  }

  /** Routes what has a straight way; gives back what has none. */
  direct(links: readonly Link[]): readonly Link[] {
    const { placed } = this.places;
    for (const { to } of links) this.inputs.set(to, (this.inputs.get(to) ?? 0) + 1);
    this.offsets = portsOf(placed, links, this.entry?.x ?? 0);
    return links.filter((link) => {
      const [from, to] = [placed.get(link.from), placed.get(link.to)!];
      if (!from) return true;
      const route = to.height === 0 ? this.toBase(link, from, to) : this.toNode(link, from, to);
      if (route) this.put(link, route.points, route.port);
      return !route;
    });
  }

  put(link: Link, points: readonly Point[], port: Side, extra?: { readonly tap: boolean }): void {
    const kept = corners(points);
    this.room.take(kept);
    for (const [, y] of kept) {
      this.top = Math.min(this.top, y);
      this.bottom = Math.max(this.bottom, y);
    }
    this.edges.push({ ...link, points: kept, port, ...extra });
  }

  /** A lane above everything that no edge has yet. */
  freeLane(): number {
    return Math.min(this.lanesFrom, this.top - TRACK);
  }

  private toBase(link: Link, from: Placed, to: Placed): Route | undefined {
    const left = to.x - to.item.width / 2;
    const start: Point = [from.x + from.item.width / 2, from.y];
    const points: Point[] =
      from.height === 0
        ? [start, [left, to.y]]
        : [start, [left - REENTRY, from.y], [left - REENTRY, to.y], [left, to.y]];
    const forward = from.column < to.column;
    return forward && this.room.isFree(points, [link.from, link.to]) ? { points, port: 'left' } : undefined;
  }

  private toNode(link: Link, from: Placed, to: Placed): Route | undefined {
    const ends = [link.from, link.to];
    const top = from.y - from.item.height / 2;
    if (from.x === to.x && from.y > to.y) {
      const points: Point[] = [
        [from.x, top],
        [to.x, to.y + to.item.height / 2],
      ];
      return this.room.isFree(points, ends) ? { points, port: 'bottom' } : undefined;
    }
    const sign = from.x < to.x ? 1 : -1;
    const port: Side = sign > 0 ? 'left' : 'right';
    if (from.y === to.y) {
      const points: Point[] = [
        [from.x + (sign * from.item.width) / 2, from.y],
        [to.x - (sign * to.item.width) / 2, to.y],
      ];
      return this.room.isFree(points, ends) ? { points, port } : undefined;
    }
    if (from.y < to.y || from.x === to.x) return undefined;
    const end = sideOf(to, -sign, this.offsets.get(link.id) ?? 0);
    for (const aside of [0, -7, 7]) {
      const points: Point[] = [[from.x + aside, topOf(from, aside)], [from.x + aside, end[1]], end];
      if (this.room.isFree(points, ends)) return { points, port };
    }
    return undefined;
  }

  /**
   * Up beside the columns, along a lane above everything, and down to the end. All edges of one value share its lane:
   * the farthest goes first, the others leave it with a tap. A second input on the base line comes from below.
   */
  byLanes(links: readonly Link[]): void {
    const { placed } = this.places;
    const bySource = new Map<string, Link[]>();
    for (const link of links) bySource.set(link.from, [...(bySource.get(link.from) ?? []), link]);
    const reach = ([source, own]: readonly [string, readonly Link[]]): number => {
      const start = placed.get(source)?.x ?? this.entry!.x;
      return Math.max(...own.map(({ to }) => Math.abs(placed.get(to)!.x - start)));
    };
    // Short lanes lie under long ones.
    const groups = [...bySource].sort((a, b) => reach(a) - reach(b));
    for (const [source, own] of groups) {
      const from = placed.get(source);
      const start = from ? from.x : this.entry!.x;
      const [below, above] = [own, own].map((all, at) =>
        all.filter(
          ({ to }) => (from?.height === 0 && placed.get(to)!.height === 0 && this.inputs.get(to)! < 3) === (at === 0),
        ),
      ) as [Link[], Link[]];
      below.forEach((link) => this.below(link, from!));
      const away = ({ to }: Link): number => Math.abs(placed.get(to)!.x - start);
      const far = [...above].sort((a, b) => away(b) - away(a));
      // Both directions: what lies on the other side of the start has a lane of its own.
      const left = far.filter(({ to }) => placed.get(to)!.x < start);
      [far.filter((link) => !left.includes(link)), left].forEach((side) => this.lane(side, from));
    }
  }

  private lane(links: readonly Link[], from: Placed | undefined): void {
    const lane = this.freeLane();
    links.forEach((link, index) => {
      const to = this.places.placed.get(link.to)!;
      // Without a port of its own an edge enters above those that have one.
      const end = sideOf(to, -1, this.offsets.get(link.id) ?? 3 - to.item.height / 2);
      const into = this.freeChannel(to.column, lane, end[1]);
      const down: Point[] = [[into, lane], [into, end[1]], end];
      if (index > 0) this.put(link, down, 'left', { tap: true });
      else this.put(link, [...this.rise(from, lane), ...down], 'left', from ? undefined : { tap: true });
    });
  }

  private rise(from: Placed | undefined, lane: number): Point[] {
    if (!from)
      return [
        [this.entry!.x, 0],
        [this.entry!.x, lane],
      ];
    const aside = this.stub(from, 'top');
    const bend = from.y - from.item.height / 2 - 6 - aside / 2;
    const out = this.freeChannel(from.column + 1, bend, lane);
    return [
      [from.x + aside, topOf(from, aside)],
      [from.x + aside, bend],
      [out, bend],
      [out, lane],
    ];
  }

  /** The first upright way in the gap before a column that runs along no other edge; the last one tried where none is. */
  private freeChannel(column: number, from: number, to: number): number {
    let x = this.channel(column);
    for (
      let tries = 0;
      tries < 6 &&
      !this.room.isFree(
        [
          [x, from],
          [x, to],
        ],
        [],
      );
      tries += 1
    )
      x = this.channel(column);
    return x;
  }

  private below(link: Link, from: Placed): void {
    const to = this.places.placed.get(link.to)!;
    const lane = this.bottom + TRACK;
    const [a, b] = [from.x + this.stub(from, 'out'), to.x - this.stub(to, 'in')];
    const [down, up] = [from.y + from.item.height / 2, to.y + to.item.height / 2];
    this.put(
      link,
      [
        [a, down],
        [a, lane],
        [b, lane],
        [b, up],
      ],
      'bottom',
    );
  }

  /** An upright way of its own in the gap before a column. */
  channel(column: number): number {
    const used = this.channels.get(column) ?? 0;
    this.channels.set(column, used + 1);
    const { base, end } = this.places;
    const after = base[column];
    const right = after ? after.x - after.item.width / 2 : end + COLUMN_GAP;
    // The place of a re-entrant edge stays free.
    return right - (used < 2 ? REENTRY - 11 + used * CHANNEL : REENTRY + 7 + (used - 2) * CHANNEL);
  }

  private stub(at: Placed, side: string): number {
    const key = `${at.item.id} ${side}`;
    const used = this.stubs.get(key) ?? 0;
    this.stubs.set(key, used + 1);
    const half = at.item.width / 2 - 3;
    return half - ((used * 4) % Math.max(4, half));
  }
}

interface Route {
  readonly points: readonly Point[];
  readonly port: Side;
}

/** A point on the border of a node at the side `sign`, `offset` off its height. */
export function sideOf({ item, x, y }: Placed, sign: number, offset: number): Point {
  const half = item.width / 2;
  const reach = isRound(item) ? Math.sqrt(Math.max(0, half * half - offset * offset)) : half;
  return [x + sign * reach, y + offset];
}

function topOf({ item, y }: Placed, aside: number): number {
  const half = item.height / 2;
  return isRound(item) ? y - Math.sqrt(Math.max(0, half * half - aside * aside)) : y - half;
}
