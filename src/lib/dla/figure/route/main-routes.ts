import type { Point } from '#lib/graph/layout/layout.ts';
import { isMain, type BandPlan } from './band-plan.ts';
import type { Contents } from '../plan/contents.ts';
import type { Link } from '../plan/links.ts';
import type { Drawing } from './drawing.ts';
import type { PlacedLine } from './lines.ts';
import { MARGIN } from '../measure.ts';

/** How far left of a line the way from the line before comes down. */
const RETURN = 12;
/** How far the result reaches beyond the last band. */
const BEYOND = 10;

export interface BandPlace {
  readonly plan: BandPlan;
  readonly line: number;
  readonly x: number;
  readonly right: number;
  readonly base: number;
}

export const bandPlaces = (lines: readonly PlacedLine[]): readonly BandPlace[] =>
  lines.flatMap(({ bands, base }, line) =>
    bands.map(({ headed, x, width }) => ({ plan: headed.plan, line, x, right: x + width, base })),
  );

/** The way of the result out of its band, in the figure. */
export const exitPoints = ({ plan, x, base }: BandPlace): Point[] =>
  plan.exit.map(([px, py]): Point => [x + px, base + py]);

/** The line through the whole network: from the image to the first band, from each band to the next, out of the last. */
export function routeMain(drawing: Drawing, contents: Contents, lines: readonly PlacedLine[], leaves: boolean): void {
  const places = bandPlaces(lines);
  placeSources(drawing, contents, places[0]);
  places.forEach((place, index) => {
    const next = places[index + 1];
    if (!next) {
      if (leaves) routeOut(drawing, place);
      return;
    }
    const link = mainLink(contents, place.plan, next.plan);
    if (link) routeOn(drawing, link, place, next, lines);
  });
}

function placeSources(drawing: Drawing, { sources, links }: Contents, first: BandPlace | undefined): void {
  const [x, y] = first ? [first.x - RETURN, first.base] : [MARGIN, MARGIN];
  sources.forEach((source, index) => {
    drawing.mark(source, x, y - index * 2 * MARGIN);
    const entry = first?.plan.places.base[0];
    const link = links.find(({ from, to }) => from === source.id && to === entry?.item.id);
    if (!entry || !link || index > 0) return;
    drawing.edge(
      link,
      [
        [x + source.width / 2, y],
        [first.x + entry.x - entry.item.width / 2, y],
      ],
      'left',
    );
  });
}

export const mainLink = (contents: Contents, plan: BandPlan, next: BandPlan): Link | undefined =>
  contents.links.find((link) => isMain(plan, next, link));

export function routeOn(
  drawing: Drawing,
  link: Link,
  place: BandPlace,
  next: BandPlace,
  lines: readonly PlacedLine[],
): void {
  const entry = next.plan.places.base[0]!;
  const end: Point = [next.x + entry.x - entry.item.width / 2, next.base];
  const exit = exitPoints(place);
  if (place.line === next.line) {
    drawing.edge(link, [...exit, end], 'left');
    return;
  }
  const gutter = lines[place.line]!.main;
  const down = place.x + place.plan.gutter;
  const left = next.x - RETURN;
  drawing.edge(link, [...exit, [down, gutter], [left, gutter], [left, next.base], end], 'left');
}

/** What leaves the network has no end: an arrow out of the last band, up where the last node stands above the first block. */
export function routeOut(drawing: Drawing, place: BandPlace): void {
  const { plan, x, base, right } = place;
  const output = plan.output;
  if (!output) return;
  const { item } = output;
  const [ox, oy] = [x + output.x, base + output.y];
  const link: Link = {
    id: `${item.id}>`,
    from: item.id,
    to: '',
    input: 0,
    kind: output.height > 0 ? 'aggregation' : 'backbone',
    label: '',
    count: 1,
  };
  const beside: Point[] = [
    [output.x + item.width / 2, output.y],
    [right - x + BEYOND, output.y],
  ];
  const above: Point[] = [
    [output.x, output.y - item.height / 2],
    [output.x, output.y - item.height / 2 - 24],
  ];
  const ends = [item.id];
  if (
    plan.routes.room.isFree(
      beside.map(([px, py]): Point => [px, py]),
      ends,
    )
  )
    drawing.edge(
      link,
      [
        [ox + item.width / 2, oy],
        [right + BEYOND, oy],
      ],
      'right',
    );
  else if (output.height > 0 && plan.routes.room.isFree(above, ends))
    drawing.edge(
      link,
      [
        [ox, oy - item.height / 2],
        [ox, oy - item.height / 2 - 24],
      ],
      'top',
    );
  else drawing.edge(link, [...exitPoints(place), [right + BEYOND, base]], 'right');
}
