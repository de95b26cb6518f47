import type { FigurePlan, PlannedBand } from '../plan/figure-plan.ts';
import type { Item } from '../plan/item.ts';
import { levelRootOf } from '../plan/level-root.ts';
import type { Link } from '../plan/links.ts';
import { cutBand, type Cutting } from './cut-bands.ts';
import { placeItems, type Placed, type Places } from './band-places.ts';
import type { PlacedBand } from './placed-band.ts';

export function placeBands(
  { bands, sources, links, home }: FigurePlan,
  zoom: number,
  cutting: Cutting,
): readonly PlacedBand[] {
  const own = bands.map((): Link[] => []);
  for (const link of links)
    for (const index of new Set([home.get(link.from), home.get(link.to)]))
      if (index !== undefined) own[index]!.push(link);
  let before = sources[0]?.id;
  return bands.flatMap((band, index) => {
    const place = (withRoot: boolean): PlacedBand => placeBand(band, own[index]!, before, zoom, withRoot);
    const pieces = cutBand(place(true), cutting, () => place(false));
    before = pieces.at(-1)!.output?.item.id;
    return pieces;
  });
}

function placeBand(
  { band, items }: PlannedBand,
  links: readonly Link[],
  before: string | undefined,
  zoom: number,
  withRoot: boolean,
): PlacedBand {
  const root = withRoot ? levelRootOf(items, links, before) : undefined;
  // A sign that is no tap on the entry stands on the base line like any other part.
  const standing = items.map((item): Item =>
    item.stands === 'sign' && item.id !== root?.sign?.id ? { ...item, stands: 'base' } : item,
  );
  const places = placeItems(standing, links, zoom);
  return { id: band.id, band, items, links, places, root, before, output: outputOf(places, items, links) };
}

/** The last mark that something outside takes; without one, the last that nothing takes. */
function outputOf({ placed }: Places, items: readonly Item[], links: readonly Link[]): Placed | undefined {
  const within = new Set(items.map(({ id }) => id));
  const leaving = new Set(links.filter(({ from, to }) => placed.has(from) && !within.has(to)).map(({ from }) => from));
  const inOrder = items.flatMap(({ id }) => placed.get(id) ?? []);
  const last = inOrder.findLast(({ item }) => leaving.has(item.id));
  if (last) return last;
  const taken = new Set(links.map(({ from }) => from));
  return inOrder.findLast(({ item }) => !taken.has(item.id));
}

/** Whether an edge is the way from one band to the first part of the next. */
export const isMain = (before: PlacedBand | undefined, band: PlacedBand, { from, to, kind }: Link): boolean =>
  kind !== 'root' && before?.output?.item.id === from && band.places.base[0]?.item.id === to;
