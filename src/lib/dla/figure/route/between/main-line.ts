import type { LayoutEdge, Point } from '#lib/graph/layout/layout.ts';
import { MARGIN } from '../../measure.ts';
import { edgeAlong, markAt, type Drawn } from '../../place/drawn.ts';
import { isMain } from '../../place/place-bands.ts';
import type { FigurePlan } from '../../plan/figure-plan.ts';
import type { Link } from '../../plan/links.ts';
import { bandPlaces, type BandPlace, type FigureLine } from './figure-band.ts';

/** How far left of a line the way from the line before comes down. */
const RETURN = 12;
/** How far the result reaches beyond the last band. */
const BEYOND = 10;
/** How far it reaches upwards. */
const UPWARDS = 24;

/** The line through the whole network: from the image to the first band, from each band to the next, out of the last. */
export function drawMainLine(plan: FigurePlan, lines: readonly FigureLine[], leaves: boolean): Drawn {
  const places = bandPlaces(lines);
  const sources = drawSources(plan, places[0]);
  return { ...sources, edges: [...sources.edges, ...onwards(places, (line) => lines[line]!.main, leaves)] };
}

/** From band to band, and out of the last one where the result leaves there. */
export const onwards = (
  places: readonly BandPlace[],
  gutterOf: (line: number) => number,
  leaves: boolean,
): readonly LayoutEdge[] =>
  places.flatMap((place, index) => {
    const next = places[index + 1];
    if (!next) return leaves ? wayOut(place) : [];
    const link = next.band.links.find((each) => isMain(place.band, next.band, each));
    return link ? [wayOn(link, place, next, gutterOf)] : [];
  });

function drawSources({ sources, links }: FigurePlan, first: BandPlace | undefined): Drawn {
  const [x, y] = first ? [first.x - RETURN, first.base] : [MARGIN, MARGIN];
  const marks = sources.map((source, index) => markAt(source, x, y - index * 2 * MARGIN));
  const [source] = sources;
  const entry = first?.band.places.base[0];
  const link = source && links.find(({ from, to }) => from === source.id && to === entry?.item.id);
  if (!first || !entry || !link) return { bands: [], marks, edges: [] };
  const points: Point[] = [[x + source.width / 2, y], entryOf(first)!];
  return { bands: [], marks, edges: [edgeAlong(link, points, 'left')] };
}

/** Where the main line runs into a band. */
function entryOf({ band, x, base }: BandPlace): Point | undefined {
  const entry = band.places.base[0];
  return entry && [x + entry.x - entry.item.width / 2, base];
}

/** The way of the result out of its band, in the figure. */
export const exitPoints = ({ band, x, base }: BandPlace): readonly Point[] =>
  band.exit.map(([px, py]): Point => [x + px, base + py]);

function wayOn(link: Link, place: BandPlace, next: BandPlace, gutterOf: (line: number) => number): LayoutEdge {
  const end = entryOf(next)!;
  const exit = exitPoints(place);
  if (place.line === next.line) return edgeAlong(link, [...exit, end], 'left');
  const gutter = gutterOf(place.line);
  const down = place.x + place.band.gutter;
  const left = next.x - RETURN;
  return edgeAlong(link, [...exit, [down, gutter], [left, gutter], [left, next.base], end], 'left');
}

/** What leaves the network has no end: an arrow out of the last band, up where the last node stands above the first block. */
function wayOut(place: BandPlace): readonly LayoutEdge[] {
  const { band, x, base, right } = place;
  const { output, room } = band;
  if (!output) return [];
  const { item } = output;
  const link: Link = {
    id: `${item.id}>`,
    from: item.id,
    to: '',
    input: 0,
    kind: output.height > 0 ? 'aggregation' : 'backbone',
    label: '',
    count: 1,
  };
  // The room of a band is measured from its left border and its base line.
  const inFigure = ([px, py]: Point): Point => [x + px, base + py];
  const beside: Point[] = [
    [output.x + item.width / 2, output.y],
    [right - x + BEYOND, output.y],
  ];
  if (room.isFree(beside, [item.id])) return [edgeAlong(link, beside.map(inFigure), 'right')];
  const top = output.y - item.height / 2;
  const above: Point[] = [
    [output.x, top],
    [output.x, top - UPWARDS],
  ];
  if (output.height > 0 && room.isFree(above, [item.id])) return [edgeAlong(link, above.map(inFigure), 'top')];
  return [edgeAlong(link, [...exitPoints(place), [right + BEYOND, base]], 'right')];
}
