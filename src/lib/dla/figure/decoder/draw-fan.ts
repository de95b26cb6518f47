import { textWidth } from '#lib/graph/layout/text.ts';
import type { LayoutEdge, LayoutMark, Point } from '#lib/graph/layout/layout.ts';
import { BLOCK, LABELS } from '../measure.ts';
import type { Placed } from '../place/band-places.ts';
import { headWidth } from '../place/need.ts';
import { edgeAlong, markAt, type Drawn } from '../place/drawn.ts';
import type { Link } from '../plan/links.ts';
import type { FigureBand } from '../route/between/figure-band.ts';

/** Between two heads, from the border to where they part, and from there to them. */
const BETWEEN = 12;
const TO_SPINE = 16;
const TO_HEAD = 18;
/** Size of names, in pixels of the screen, where those are a little more than was thought, and the room at both sides of one. */
const NAME = 11 * 1.07;
const NAME_ROOM = 5;

/** Where heads part: left border and top of their band, the line that they come from, and how far down it reaches. */
export interface FanRoom {
  readonly left: number;
  readonly top: number;
  readonly base: number;
  readonly bottom: number;
}

/** Whether a band is several heads on one map: what they take is the same, and nothing takes them. */
export const isFan = ({ items, links }: FigureBand): boolean =>
  items.length > 1 &&
  links.length === items.length &&
  items.every(({ id }) => links.some(({ to, from }) => to === id && from === links[0]!.from));

/** Heads one over the other, their names beside them; the last at the height of what they come from, where there is room. */
export function drawFan(
  band: FigureBand,
  source: Placed,
  { left, top, base, bottom }: FanRoom,
  zoom: number,
): Drawn & { readonly bottom: number } {
  const { items, links } = band;
  const spine = left + TO_SPINE;
  const heads = new Map(links.map((link) => [link.to, link]));
  const wide = Math.max(...items.map(({ width }) => width), BLOCK);
  const x = spine + TO_HEAD + wide / 2;
  const names = Math.max(...items.map(({ label }) => textWidth(label, NAME / zoom))) + 2 * NAME_ROOM;
  const heights = items.map(({ height }) => Math.max(height, 17 / zoom));
  const all = heights.reduce((sum, height) => sum + height + BETWEEN, -BETWEEN);
  const first = Math.max(top + LABELS / zoom, base + heights.at(-1)! / 2 - all);
  let y = first;
  const places = items.map((item, index): Placed => {
    const middle = y + heights[index]! / 2;
    y += heights[index]! + BETWEEN;
    return { item, x, y: middle, column: 0, height: 0 };
  });
  const width = Math.max(x + wide / 2 + names - left, headWidth(band.head, zoom));
  const low = Math.max(bottom, y + 2);
  const rect = { x: left, y: top, width, height: low - top };
  return {
    bands: [{ id: band.id, rect, ...band.head }],
    marks: places.map((place): LayoutMark => ({ ...markAt(place.item, place.x, place.y, band.id), named: 'right' })),
    edges: fanned(places, heads, source, spine, base),
    bottom: low,
  };
}

/** From what the heads take straight on, up to the highest and down to the lowest; the others leave on that way. */
function fanned(
  places: readonly Placed[],
  links: ReadonlyMap<string, Link>,
  source: Placed,
  spine: number,
  base: number,
): readonly LayoutEdge[] {
  const farthestFirst = places.toSorted((a, b) => Math.abs(b.y - base) - Math.abs(a.y - base));
  const straight = places.find(({ y }) => y === base);
  const first = straight ?? farthestFirst[0]!;
  const sides = new Set<number>();
  return [first, ...farthestFirst.filter((place) => place !== first)].map((place) => {
    const { item, x, y } = place;
    const side = Math.sign(y - base);
    const isTrunk = !sides.has(side);
    sides.add(side);
    const corner: readonly Point[] = isTrunk && side !== 0 ? [[spine, base]] : [];
    const start = place === first ? [...outOf(source, base), ...corner] : corner;
    const points: Point[] = [...start, [spine, y], [x - item.width / 2, y]];
    return edgeAlong(links.get(item.id)!, points, 'left', place !== first);
  });
}

/** Right of a node; under a sign, at the height of the line. */
const outOf = ({ item, x, y }: Placed, base: number): readonly Point[] =>
  y === base
    ? [[x + item.width / 2, y]]
    : [
        [x, y + item.height / 2],
        [x, base],
      ];
