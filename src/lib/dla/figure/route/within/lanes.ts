import type { Point } from '#lib/graph/layout/layout.ts';
import type { Placed } from '../../place/band-places.ts';
import type { Link } from '../../plan/links.ts';
import { sideOf, topOf } from '../mark-border.ts';
import type { Tracks } from './tracks.ts';

/** What the lanes need to know of the edges of a band. */
export interface Entrances {
  /** How far off the middle of its end an edge enters from the side. */
  readonly offsets: ReadonlyMap<string, number>;
  /** How many edges enter a mark. */
  readonly inputs: ReadonlyMap<string, number>;
}

/**
 * Routes what has no straight way: up beside the columns, along a lane above everything, and down to the end. All edges
 * of one value share its lane: the farthest goes first, the others leave it with a tap. A second input on the base line
 * comes from below.
 */
export function routeInLanes(tracks: Tracks, links: readonly Link[], { offsets, inputs }: Entrances): void {
  const { placed } = tracks.places;
  const bySource = new Map<string, Link[]>();
  for (const link of links) {
    const own = bySource.get(link.from);
    if (own) own.push(link);
    else bySource.set(link.from, [link]);
  }
  const startOf = (source: string): number => placed.get(source)?.x ?? tracks.entry!.x;
  const reach = ([source, own]: readonly [string, readonly Link[]]): number =>
    Math.max(...own.map(({ to }) => Math.abs(placed.get(to)!.x - startOf(source))));
  const isBelow = ({ from, to }: Link): boolean =>
    placed.get(from)?.height === 0 && placed.get(to)!.height === 0 && inputs.get(to)! < 3;
  // Short lanes lie under long ones.
  for (const [source, own] of [...bySource].sort((a, b) => reach(a) - reach(b))) {
    const from = placed.get(source);
    own.filter(isBelow).forEach((link) => routeBelow(tracks, link, from!));
    const start = startOf(source);
    const away = ({ to }: Link): number => Math.abs(placed.get(to)!.x - start);
    const far = own.filter((link) => !isBelow(link)).sort((a, b) => away(b) - away(a));
    // Both directions: what lies on the other side of the start has a lane of its own.
    const isLeft = ({ to }: Link): boolean => placed.get(to)!.x < start;
    for (const side of [far.filter((link) => !isLeft(link)), far.filter(isLeft)])
      routeLane(tracks, side, from, offsets);
  }
}

function routeLane(
  tracks: Tracks,
  links: readonly Link[],
  from: Placed | undefined,
  offsets: ReadonlyMap<string, number>,
): void {
  const lane = tracks.freeLane();
  links.forEach((link, index) => {
    const to = tracks.places.placed.get(link.to)!;
    // Without a port of its own an edge enters above those that have one.
    const end = sideOf(to, -1, offsets.get(link.id) ?? 3 - to.item.height / 2);
    const into = tracks.freeChannel(to.column, lane, end[1]);
    const down: Point[] = [[into, lane], [into, end[1]], end];
    if (index > 0) tracks.put(link, down, 'left', true);
    else tracks.put(link, [...rise(tracks, from, lane), ...down], 'left', !from);
  });
}

function rise(tracks: Tracks, from: Placed | undefined, lane: number): Point[] {
  if (!from) {
    const { x } = tracks.entry!;
    return [
      [x, 0],
      [x, lane],
    ];
  }
  const aside = tracks.stub(from, 'top');
  const bend = from.y - from.item.height / 2 - 6 - aside / 2;
  const out = tracks.freeChannel(from.column + 1, bend, lane);
  return [
    [from.x + aside, topOf(from, aside)],
    [from.x + aside, bend],
    [out, bend],
    [out, lane],
  ];
}

function routeBelow(tracks: Tracks, link: Link, from: Placed): void {
  const to = tracks.places.placed.get(link.to)!;
  const lane = tracks.freeLowLane();
  const [a, b] = [from.x + tracks.stub(from, 'out'), to.x - tracks.stub(to, 'in')];
  const [down, up] = [from.y + from.item.height / 2, to.y + to.item.height / 2];
  tracks.put(
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
