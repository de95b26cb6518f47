import type { Steps } from '#lib/dla/op-graph/by-steps.ts';
import { bandHead } from './label/band-head.ts';
import type { FigureWords } from './label/words.ts';
import type { Cutting } from './place/cut-bands.ts';
import { needOf, type Need } from './place/need.ts';
import { placeBands } from './place/place-bands.ts';
import type { FigurePlan } from './plan/figure-plan.ts';
import type { Subject } from './read/subject.ts';
import type { FigureBand } from './route/between/figure-band.ts';
import { routeBand } from './route/within/route-band.ts';

/** The bands of a figure, each by itself, those that are longer than a line cut: with its own edges, its head, and the room that these need at a zoom. */
export function* sizeBands(
  subject: Subject,
  plan: FigurePlan,
  words: FigureWords,
  zoom: number,
  cutting: Cutting,
  enough: (band: string, need: Need) => Need = (_, need) => need,
): Steps<readonly FigureBand[]> {
  const bands: FigureBand[] = [];
  for (const [index, placed] of placeBands(plan, zoom, cutting).entries()) {
    yield;
    const band = routeBand(placed, zoom);
    const whole = bandHead(subject, placed.band, index, words);
    const head = placed.continues === undefined ? whole : { ...whole, title: '', facts: [] };
    bands.push({ ...band, head, need: enough(band.id, needOf(band, head, zoom)) });
  }
  return bands;
}
