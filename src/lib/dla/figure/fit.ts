import type { GraphDocument } from '$lib/graph/document/document';
import type { Layout } from '$lib/graph/layout/layout';
import { layoutFigure, type FigureOptions } from './figure';

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
