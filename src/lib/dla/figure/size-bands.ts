import { bandHead } from './label/band-head.ts';
import type { FigureWords } from './label/words.ts';
import { needOf, type Need } from './place/need.ts';
import { placeBands } from './place/place-bands.ts';
import type { FigurePlan } from './plan/figure-plan.ts';
import type { Subject } from './read/subject.ts';
import type { FigureBand } from './route/between/figure-band.ts';
import { routeBand } from './route/within/route-band.ts';

/** The bands of a figure, each by itself: with its own edges, its head, and the room that these need at a zoom. */
export const sizeBands = (
  subject: Subject,
  plan: FigurePlan,
  words: FigureWords,
  zoom: number,
  enough: (band: string, need: Need) => Need = (_, need) => need,
): readonly FigureBand[] =>
  placeBands(plan).map((placed, index) => {
    const band = routeBand(placed);
    const head = bandHead(subject, placed.band, index, words);
    return { ...band, head, need: enough(band.id, needOf(band, head, zoom)) };
  });
