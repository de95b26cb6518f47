import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import { layoutFigure, type FigureOptions } from './figure.ts';

/** Steps of the zoom that a figure is tried at, from its own size down. */
const STEP = 0.92;
const LEAST = 0.1;

export interface FittedFigure {
  readonly layout: Layout;
  /** Pixels per unit at which the whole figure is seen in the room given. */
  readonly zoom: number;
  /** The zoom that its lines were broken for: what `layoutFigure` needs to draw an edited document alike. */
  readonly scale: number;
}

/**
 * The figure that is largest in a room of `width` × `height` pixels: its lines are broken so that they fill the room
 * at the zoom at which it is all seen.
 */
export function fitFigure(
  document: GraphDocument,
  { height, ...options }: Omit<FigureOptions, 'zoom'> & { readonly height: number },
): FittedFigure {
  if (document.nodes.length > MOST_TRIED) return estimate(document, { height, ...options });
  let best: FittedFigure | undefined;
  for (let zoom = 1; zoom >= LEAST; zoom *= STEP) {
    const layout = layoutFigure(document, { ...options, zoom });
    const whole = Math.min(1, options.width / layout.bounds.width, height / layout.bounds.height);
    if (!best || whole > best.zoom) best = { layout, zoom: whole, scale: zoom };
    // A smaller try can only be seen at its own zoom: there is nothing to win below the best.
    if (best.zoom >= zoom * STEP) break;
  }
  return best!;
}

/** Networks beyond this are not tried at one size after another. */
const MOST_TRIED = 700;

/** Below this the figure shows no more than the names of its bands: texts need no more room than here. */
const LEAST_TEXT = 0.15;

/** The room for a line, and the zoom that its texts are made for, of a figure that is fitted into some pixels. */
export const roomAt = (
  width: number,
  scale: number,
  zoom: number,
): { readonly width: number; readonly zoom: number } => {
  const text = Math.max(zoom, LEAST_TEXT);
  return { width: (width / scale) * text, zoom: text };
};

/**
 * From one try: lines of bands are as long as the room is wide at their zoom, and a figure covers about the same area
 * however its lines are broken.
 */
function estimate(
  document: GraphDocument,
  { height, ...options }: Omit<FigureOptions, 'zoom'> & { readonly height: number },
): FittedFigure {
  const at = (scale: number): Layout => layoutFigure(document, { ...options, ...roomAt(options.width, scale, scale) });
  const trial = at(LEAST_TEXT).bounds;
  const scale = Math.min(1, Math.sqrt((LEAST_TEXT * height) / trial.height));
  const layout = at(scale);
  const zoom = Math.min(1, options.width / layout.bounds.width, height / layout.bounds.height);
  return { layout, zoom, scale };
}
