import type { LayoutEdge, Point } from '#lib/graph/layout/layout.ts';
import { TRACK } from '../../measure.ts';
import { edgeAlong, type Drawn } from '../../place/drawn.ts';
import type { Link } from '../../plan/links.ts';
import { Channels, type ChannelCounts } from '../channels.ts';
import { sideOf, topOf } from '../mark-border.ts';
import { TakenRoom } from '../taken-room.ts';
import { standingIn, type Standing } from './drawn-lines.ts';
import { headRoom, type FigureBand, type FigureLine } from './figure-band.ts';

/** Left border of the figure's bands, and how far from it the first track beside the lines runs. */
const BESIDE = 14;

/**
 * Edges that cross from band to band beside the main line: up beside their start, along a lane of their own under
 * the labels, down beside their end; from line to line they run at the left of all bands. `links` are all; those that
 * are drawn have their way. `channels` are those taken in bands since their own edges were routed.
 */
export function routeSkips(
  links: readonly Link[],
  drawn: Drawn,
  lines: readonly FigureLine[],
  zoom: number,
  channels: ReadonlyMap<string, ChannelCounts>,
): readonly LayoutEdge[] {
  const done = new Set(drawn.edges.map(({ id }) => id));
  const left = links.filter(({ id }) => !done.has(id));
  if (left.length === 0) return [];
  const stood = standingIn(lines);
  const free = new FreeWays(channels);
  const lanes = lines.map(() => 0);
  const starts = new Map<string, number>();
  let beside = 0;
  const laneOf = (line: number): number => {
    const { y, base, bands } = lines[line]!;
    lanes[line]! += 1;
    // Below the labels, above everything that the bands of the line hold.
    return Math.min(y + headRoom(bands, zoom), base - TRACK) + (lanes[line]! - 1) * TRACK;
  };
  return left.flatMap((link) => {
    const [from, to] = [stood.get(link.from), stood.get(link.to)];
    if (!to) return [];
    const nth = starts.get(link.from) ?? 0;
    starts.set(link.from, nth + 1);
    const start = from ? startOf(from, nth, free) : aboveMark(drawn, link.from, nth);
    if (!start) return [];
    const down = free.channel(to, to.column);
    const end = free.port(to, down);
    const [up] = start.at(-1)!;
    const line = from?.line ?? to.line;
    const first = laneOf(line);
    const way: Point[] = [...start, [up, first]];
    if (line !== to.line) {
      beside += 1;
      const x = BESIDE - TRACK * (1 + beside);
      const second = laneOf(to.line);
      way.push([x, first], [x, second], [down, second]);
    } else way.push([down, first]);
    return [edgeAlong(link, [...way, [down, end[1]], end], 'left')];
  });
}

/** What edges between bands may take in these, beside what their own edges took. */
class FreeWays {
  private readonly rooms = new Map<string, TakenRoom>();
  private readonly channels = new Map<string, Channels>();

  constructor(private readonly taken: ReadonlyMap<string, ChannelCounts>) {}

  /** An upright way of its own in the gap before a column of a mark's band. */
  channel({ band, left }: Standing, column: number): number {
    const own = this.channels.get(band.id) ?? new Channels(band.places, this.taken.get(band.id) ?? band.channels);
    this.channels.set(band.id, own);
    return left + own.next(column);
  }

  /** Where an edge that comes down at `x` may enter from the left: the uppermost place that no other edge runs into. */
  port(to: Standing, x: number): Point {
    const room = this.roomOf(to.band);
    const half = Math.max(1, to.item.height / 2 - 3);
    const own = to.band.places.placed.get(to.item.id);
    const ports = Array.from({ length: 2 * Math.ceil(half / 2) + 1 }, (_, index) => -half + index * Math.min(2, half));
    const wayTo = (offset: number): Point[] => {
      const [endX, endY] = sideOf(to, -1, offset);
      // The room of a band is measured from its left border and its base line.
      return [
        [x, endY],
        [endX, endY],
      ].map(([px, py]): Point => [px! - to.left, py! - to.y + (own?.y ?? 0)]);
    };
    const within = ports.filter((each) => Math.abs(each) <= half);
    const free = (clear: number): number | undefined =>
      within.find((each) => room.isFree(wayTo(each), [to.item.id], clear));
    // A node with many inputs has its ports close together.
    const offset = free(3) ?? free(1) ?? -half;
    room.take(wayTo(offset));
    return sideOf(to, -1, offset);
  }

  private roomOf({ id, room }: FigureBand): TakenRoom {
    const known = this.rooms.get(id) ?? new TakenRoom(room);
    this.rooms.set(id, known);
    return known;
  }
}

/** Out of the top, aside into the gap behind the column. */
function startOf(from: Standing, nth: number, free: FreeWays): readonly Point[] {
  const aside = from.item.width / 2 - 4 - ((nth * 4) % (from.item.width - 8));
  const out = free.channel(from, from.column + 1);
  const bend = from.y - from.item.height / 2 - 6 - 4 * (nth % 4);
  return [
    [from.x + aside, topOf(from, aside)],
    [from.x + aside, bend],
    [out, bend],
  ];
}

/** Above a mark that stands in no line: the image, or one in a decoder's table. */
function aboveMark({ marks }: Drawn, id: string, nth: number): readonly Point[] | undefined {
  const mark = marks.find((each) => each.id === id);
  return mark && [[mark.x - 3 * nth, mark.y - mark.height / 2]];
}
