import type { Point } from '#lib/graph/layout/layout.ts';
import type { BandContents, Item } from '../plan/contents.ts';
import type { Link } from '../plan/links.ts';
import { LevelRoutes, sideOf } from './level-routes.ts';
import { EXIT_LANE, GUTTER, LANE, LEFT, RIGHT, RIGHT_OF_ONE, TAP, TRACK } from '../measure.ts';
import { placeBand, type Placed, type Places } from '../place/band-places.ts';

/** One band with its own edges, its base line at 0 and its left border at 0. */
export interface BandPlan {
  readonly contents: BandContents;
  readonly places: Places;
  readonly signs: readonly Placed[];
  readonly routes: LevelRoutes;
  /** The mark whose value the next band takes. */
  readonly output?: Placed;
  /** The way of the result to the base line at the gutter; starts at the output's border. */
  readonly exit: readonly Point[];
  readonly gutter: number;
  readonly width: number;
  /** Links that are routed: inside the band, or from a tap on its entry. */
  readonly done: ReadonlySet<string>;
}

export function planBand(contents: BandContents, links: readonly Link[], before: string | undefined): BandPlan {
  const { items } = contents;
  const within = new Set(items.map(({ id }) => id));
  const signs = items.filter(({ stands }) => stands === 'sign');
  const root = rootOf(links, signs, within, before);
  // A sign that is no tap on the entry stands on the base line like any other part.
  const standing = items.map((item): Item =>
    item.stands === 'sign' && item.id !== root?.sign?.id ? { ...item, stands: 'base' } : item,
  );
  const places = placeBand(standing, links);
  const entry = before === undefined ? undefined : { id: before, x: LEFT - TAP - (root ? BESIDE_SIGN : 0) };
  const routes = new LevelRoutes(places, entry);
  const rooted = new Set(root ? [root.tap.id, root.way.id] : []);
  const first = places.base[0]?.item.id;
  const isMine = ({ id, from, to, kind }: Link): boolean =>
    !rooted.has(id) &&
    places.placed.has(to) &&
    (places.placed.has(from) || (from === before && (to !== first || kind === 'root')));
  const late = routes.direct(links.filter(isMine));
  const routed = root ? routeRoot(routes, places, root) : undefined;
  const output = outputOf(places, items, links, within);
  const gutter = places.end + GUTTER;
  const exit = output ? exitOf(routes, places, output, gutter) : [];
  routes.byLanes(root && !routed ? [...late, root.way] : late);
  const width = places.end + (places.base.length > 1 ? RIGHT : RIGHT_OF_ONE);
  const done = new Set(routes.edges.map(({ id }) => id));
  return { contents, places, signs: routed ?? [], routes, output, exit, gutter, width, done };
}

/** Room between the sign of a level's input and the next tap left of it. */
const BESIDE_SIGN = 13;

interface Root {
  readonly tap: Link;
  readonly sign?: Item;
  /** From the sign, or the tap itself where nothing pools. */
  readonly way: Link;
}

/** How the input of a level, pooled or as it is, goes to one of its nodes; others that take it share a lane (`byLanes`). */
function rootOf(
  links: readonly Link[],
  signs: readonly Item[],
  within: ReadonlySet<string>,
  before: string | undefined,
): Root | undefined {
  const taps = links.filter(({ from, to, kind }) => from === before && kind === 'root' && within.has(to));
  const roots = taps.flatMap((tap): Root[] => {
    const sign = signs.find(({ id }) => id === tap.to);
    if (!sign) return [{ tap, way: tap }];
    // More than one taker of a pooled value is rare enough to put the sign on the base line.
    const ways = links.filter(({ from, to }) => from === sign.id && within.has(to));
    return ways.length === 1 ? [{ tap, sign, way: ways[0]! }] : [];
  });
  return roots.find(({ sign }) => sign) ?? roots[0];
}

/** The sign that it drew, if any; undefined where the way is not free, so that it needs one like any other. */
function routeRoot(routes: LevelRoutes, places: Places, { tap, sign, way }: Root): readonly Placed[] | undefined {
  const target = places.placed.get(way.to);
  if (!target) return undefined;
  const x = LEFT - TAP;
  const straight: Point[] = [[x, 0], [x, target.y], sideOf(target, -1, 0)];
  const lane = lanesAbove(places);
  const over: Point[] = [
    [x, 0],
    [x, lane],
    [target.x, lane],
    [target.x, target.y - target.item.height / 2],
  ];
  const beside = target.height > 0 && target.column === 0 && routes.room.isFree(straight, [target.item.id]);
  const points = beside ? straight : over;
  const port = beside ? 'left' : 'top';
  if (!sign && !routes.room.isFree(points, [way.to])) return undefined;
  if (!sign) {
    routes.put(way, points, port, { tap: true });
    return [];
  }
  // Above the first block, so that its name has room beside it.
  const first = (places.base[0]?.item.height ?? 0) / 2;
  const y = beside ? target.y / 2 : Math.max(lane + 16, Math.min(-first - 56, lane / 2 - 8));
  const half = sign.height / 2;
  routes.put(
    tap,
    [
      [x, 0],
      [x, y + half],
    ],
    'bottom',
    { tap: true },
  );
  routes.put(way, [[x, y - half], ...points.slice(1)], port);
  const placed = { item: sign, x, y, column: 0, height: 0 };
  routes.room.mark({ ...sign, x, y });
  return [placed];
}

const lanesAbove = ({ placed }: Places): number =>
  Math.min(...[...placed.values()].map(({ item, y }) => y - item.height / 2)) - LANE;

/** The last mark that something outside takes; without one, the last that nothing takes. */
function outputOf(
  { placed }: Places,
  items: readonly Item[],
  links: readonly Link[],
  within: ReadonlySet<string>,
): Placed | undefined {
  const leaving = new Set(links.filter(({ from, to }) => placed.has(from) && !within.has(to)).map(({ from }) => from));
  const inOrder = items.flatMap(({ id }) => placed.get(id) ?? []);
  const last = inOrder.findLast(({ item }) => leaving.has(item.id));
  if (last) return last;
  const takenIds = new Set(links.map(({ from }) => from));
  return inOrder.findLast(({ item }) => !takenIds.has(item.id));
}

function exitOf(routes: LevelRoutes, places: Places, output: Placed, gutter: number): readonly Point[] {
  const { item, x, y } = output;
  const right = x + item.width / 2;
  const ends = [item.id];
  const straight: Point[] =
    y === 0
      ? [
          [right, 0],
          [gutter, 0],
        ]
      : [
          [right, y],
          [gutter, y],
          [gutter, 0],
        ];
  if (routes.room.isFree(straight, ends)) return taken(routes, straight);
  const top = y - item.height / 2;
  const over = (lane: number): Point[] => [
    [x, top],
    [x, lane],
    [gutter, lane],
    [gutter, 0],
  ];
  const near = over(top - EXIT_LANE);
  if (y !== 0 && routes.room.isFree(near, ends)) return taken(routes, near);
  if (y !== 0) {
    const lane = routes.freeLane();
    const out = routes.channel(output.column + 1);
    return taken(routes, [
      [x + 5, top + 1],
      [x + 5, top - 5],
      [out, top - 5],
      [out, lane],
      [gutter, lane],
      [gutter, 0],
    ]);
  }
  const lane = routes.bottom + TRACK;
  const bottom = item.height / 2;
  return taken(routes, [
    [x, bottom],
    [x, lane],
    [gutter, lane],
    [gutter, 0],
  ]);
}

function taken(routes: LevelRoutes, points: readonly Point[]): readonly Point[] {
  routes.room.take(points);
  for (const [, y] of points) {
    routes.top = Math.min(routes.top, y);
    routes.bottom = Math.max(routes.bottom, y);
  }
  return points;
}

/** Whether an edge is the way from one band to the first part of the next. */
export const isMain = (before: BandPlan | undefined, band: BandPlan, { from, to, kind }: Link): boolean =>
  kind !== 'root' && before?.output?.item.id === from && band.places.base[0]?.item.id === to;
