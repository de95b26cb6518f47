import { atOnce, type Steps } from '#lib/dla/op-graph/by-steps.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import { layoutBySteps, type FigureOptions } from './figure.ts';

/** Steps of the zoom that a figure is tried at, from its own size down. */
const STEP = 0.92;
const LEAST = 0.1;

/** Room for a line of bands, in pixels, and pixels per unit that texts are made for: what draws an edited document alike. */
export interface Room {
  readonly width: number;
  readonly zoom: number;
}

export interface FittedFigure {
  readonly layout: Layout;
  /** Pixels per unit at which the whole figure is seen in the room given. */
  readonly zoom: number;
  readonly room: Room;
}

type FitOptions = Omit<FigureOptions, 'zoom'> & { readonly height: number };

/**
 * The figure that is largest in a room of `width` × `height` pixels: its lines are broken so that they fill the room
 * at the zoom at which it is all seen, and its texts are made for about that zoom. Twins stand in rooms of that size, too:
 * all of them are seen, and break their lines alike.
 */
export const fitFigure = (document: GraphDocument, options: FitOptions): FittedFigure =>
  atOnce(fitBySteps(document, options));

/** As `fitFigure`, step by step. */
export function* fitBySteps(document: GraphDocument, options: FitOptions): Steps<FittedFigure> {
  if (document.nodes.length > MOST_TRIED) return yield* estimate(document, options);
  let best: FittedFigure | undefined;
  for (let scale = 1; scale >= LEAST;) {
    const trial = yield* drawnIn(document, options, roomAt(options.width, scale, scale));
    // Texts that are made for more than they are seen at need more room than they have here.
    const isTrue = trial.zoom >= scale;
    if (!best || trial.zoom > best.zoom * 1.01) {
      const made = isTrue ? trial : yield* drawnIn(document, options, roomAt(options.width, scale, trial.zoom));
      if (!best || made.zoom > best.zoom) best = made;
    }
    // A smaller try is seen at little more than its own zoom: there is nothing to win below the best.
    if (best.zoom >= scale * STEP * MORE) break;
    // Nor far above what was seen, or what is seen of as much area in longer lines.
    scale = Math.min(scale * STEP, FAR * Math.max(trial.zoom, Math.sqrt(scale * trial.zoom)));
  }
  return best!;
}

/** How much larger than its zoom a try may be seen, and how much smaller one that is worth a look. */
const MORE = 1.15;
const FAR = 1.25;

function* drawnIn(document: GraphDocument, { height, ...options }: FitOptions, room: Room): Steps<FittedFigure> {
  const all = [document, ...(options.twins ?? [])];
  const layouts: Layout[] = [];
  for (const each of all)
    layouts.push(yield* layoutBySteps(each, { ...options, ...room, twins: all.filter((other) => other !== each) }));
  const zooms = layouts.map(({ bounds }) => Math.min(options.width / bounds.width, height / bounds.height));
  return { layout: layouts[0]!, zoom: Math.min(1, ...zooms), room };
}

/** Networks beyond this are not tried at one size after another. */
const MOST_TRIED = 700;

/**
 * Below this a figure shows its marks and the names of its bands that fit: made for larger texts it would be smaller still, and in a
 * quarter of a screen of 1024 pixels CenterNet's network would have no marks.
 */
const LEAST_TEXT = 0.3;

/** The room for a line that is broken for one zoom, and has texts that are made for another. */
const roomAt = (width: number, scale: number, zoom: number): Room => {
  const text = Math.max(zoom, LEAST_TEXT);
  return { width: (width / scale) * text, zoom: text };
};

/**
 * From one try: lines of bands are as long as the room is wide at their zoom, and a figure covers about the same area
 * however its lines are broken.
 */
function* estimate(document: GraphDocument, options: FitOptions): Steps<FittedFigure> {
  const at = (scale: number): Steps<FittedFigure> => drawnIn(document, options, roomAt(options.width, scale, scale));
  const { layout } = yield* at(LEAST_TEXT);
  const { height } = layout.bounds;
  return yield* at(Math.min(1, Math.sqrt((LEAST_TEXT * options.height) / height)));
}
