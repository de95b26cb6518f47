import { corners } from '#lib/graph/layout/geometry.ts';
import type { LayoutEdge, Point, Side } from '#lib/graph/layout/layout.ts';
import { LANE, TRACK } from '../../measure.ts';
import type { Placed, Places } from '../../place/band-places.ts';
import type { Link } from '../../plan/links.ts';
import { Channels } from '../channels.ts';
import { TakenRoom } from '../taken-room.ts';

/** Where the level's input can be tapped: the value of the mark before it. */
export interface Entry {
  readonly id: string;
  readonly x: number;
}

/** The edges of one band while they are routed one after the other, and what they leave free. */
export class Tracks {
  readonly edges: LayoutEdge[] = [];
  readonly room = new TakenRoom();
  readonly channels: Channels;
  /** Highest and lowest stretch so far. */
  top = 0;
  bottom = 0;
  private readonly stubs = new Map<string, number>();
  private readonly lanesFrom: number;
  private readonly foot: number;

  constructor(
    readonly places: Places,
    readonly entry?: Entry,
    /** Room under the base line's parts for their names: nothing runs through it. */
    under = 0,
  ) {
    this.channels = new Channels(places);
    for (const placed of places.placed.values()) {
      this.room.mark(placed);
      this.top = Math.min(this.top, placed.y - placed.item.height / 2);
      this.bottom = Math.max(this.bottom, placed.y + placed.item.height / 2);
    }
    this.lanesFrom = this.top - LANE;
    this.foot = this.bottom + under;
  }

  put(link: Link, points: readonly Point[], port: Side, tap = false): void {
    this.edges.push({ ...link, points: this.take(corners(points)), port, ...(tap && { tap }) });
  }

  /** Takes the room along a way. */
  take(points: readonly Point[]): readonly Point[] {
    this.room.take(points);
    for (const [, y] of points) {
      this.top = Math.min(this.top, y);
      this.bottom = Math.max(this.bottom, y);
    }
    return points;
  }

  /** A lane above everything that no edge has yet. */
  freeLane(): number {
    return Math.min(this.lanesFrom, this.top - TRACK);
  }

  /** A lane below everything. */
  freeLowLane(): number {
    return Math.max(this.bottom, this.foot) + TRACK;
  }

  /** The first upright way in the gap before a column that runs along no other edge; the last one tried where none is. */
  freeChannel(column: number, from: number, to: number): number {
    let x = this.channels.next(column);
    const isFree = (): boolean =>
      this.room.isFree(
        [
          [x, from],
          [x, to],
        ],
        [],
      );
    for (let tries = 0; tries < 6 && !isFree(); tries += 1) x = this.channels.next(column);
    return x;
  }

  /** How far off the middle of a mark the next edge leaves or enters it above or below. */
  stub(at: Placed, side: 'top' | 'out' | 'in'): number {
    const key = `${at.item.id} ${side}`;
    const used = this.stubs.get(key) ?? 0;
    this.stubs.set(key, used + 1);
    const half = at.item.width / 2 - 3;
    return half - ((used * 4) % Math.max(4, half));
  }
}
