import { isMain } from '../../place/place-bands.ts';
import type { BandInLine } from '../../place/lines.ts';
import type { FigurePlan } from '../../plan/figure-plan.ts';
import type { FigureBand } from './figure-band.ts';

/** How many edges need a lane over a line: those that are not at home in a band and do not go on to the next one. */
export function crossingsOver(
  { links }: FigurePlan,
  bands: readonly FigureBand[],
): (line: readonly BandInLine<FigureBand>[]) => number {
  const routed = new Set(bands.flatMap(({ edges }) => edges.map(({ id }) => id)));
  const index = new Map(bands.map((band, at) => [band.id, at]));
  const home = new Map(bands.flatMap(({ items }, at) => items.map(({ id }) => [id, at] as const)));
  const free = links.filter((link) => {
    const [a, b] = [home.get(link.from), home.get(link.to)];
    if (routed.has(link.id) || a === undefined || b === undefined || !bands[a] || !bands[b]) return false;
    return !isMain(bands[b - 1], bands[b], link);
  });
  return (line) => {
    const here = new Set(line.map(({ band }) => index.get(band.id)));
    return free.filter(({ from, to }) => here.has(home.get(from)) || here.has(home.get(to))).length;
  };
}
