import type { Point, Side } from '#lib/graph/layout/layout.ts';
import { REENTRY } from '../../measure.ts';
import type { Placed, Places } from '../../place/band-places.ts';
import type { Link } from '../../plan/links.ts';
import { sideOf, topOf } from '../mark-border.ts';
import type { Room } from '../taken-room.ts';

export interface Way {
  readonly points: readonly Point[];
  readonly port: Side;
}

/** The way of an edge with no more than one bend, or back to the base line; none where it is not free. */
export function straightWay({ placed }: Places, room: Room, link: Link, offset: number): Way | undefined {
  const [from, to] = [placed.get(link.from), placed.get(link.to)!];
  if (!from) return undefined;
  const ways = to.height === 0 ? toBase(from, to) : toNode(from, to, offset);
  return ways.find(({ points }) => room.isFree(points, [link.from, link.to]));
}

/** Only forward. */
function toBase(from: Placed, to: Placed): readonly Way[] {
  if (from.column >= to.column) return [];
  const left = to.x - to.item.width / 2;
  const start: Point = [from.x + from.item.width / 2, from.y];
  const points: Point[] =
    from.height === 0 ? [start, [left, to.y]] : [start, [left - REENTRY, from.y], [left - REENTRY, to.y], [left, to.y]];
  return [{ points, port: 'left' }];
}

/** Upright, level, or up and then aside. */
function toNode(from: Placed, to: Placed, offset: number): readonly Way[] {
  if (from.x === to.x && from.y > to.y) {
    const points: Point[] = [
      [from.x, from.y - from.item.height / 2],
      [to.x, to.y + to.item.height / 2],
    ];
    return [{ points, port: 'bottom' }];
  }
  const sign = from.x < to.x ? 1 : -1;
  const port: Side = sign > 0 ? 'left' : 'right';
  if (from.y === to.y) {
    const points: Point[] = [
      [from.x + (sign * from.item.width) / 2, from.y],
      [to.x - (sign * to.item.width) / 2, to.y],
    ];
    return [{ points, port }];
  }
  if (from.y < to.y || from.x === to.x) return [];
  const end = sideOf(to, -sign, offset);
  return [0, -7, 7].map((aside): Way => {
    const points: Point[] = [[from.x + aside, topOf(from, aside)], [from.x + aside, end[1]], end];
    return { points, port };
  });
}
