import { tidy } from '#lib/graph/layout/geometry.ts';
import { textWidth } from '#lib/graph/layout/text.ts';
import type { BandHead } from '../label/band-head.ts';
import type { Places } from './band-places.ts';
import { namesUnder } from './names.ts';

/** The room that a band needs at least, above and below its base line. */
export interface Need {
  readonly width: number;
  readonly above: number;
  readonly below: number;
}

/** A band with its edges, of which the highest and the lowest stretch are known. */
export interface Extent {
  readonly places: Places;
  readonly width: number;
  readonly top: number;
  readonly bottom: number;
}

/** Room for the longest facts at full size, for the name at any; a name under its block where that is small. */
export const headWidth = ({ facts, title }: Pick<BandHead, 'facts' | 'title'>, zoom: number): number =>
  Math.max(textWidth(facts[0] ?? '', 11) + 26, (textWidth(title, 12) + 24) / zoom);

export function needOf({ places, width, top, bottom }: Extent, { facts, title }: BandHead, zoom: number): Need {
  const { highest, base } = places;
  const text = headWidth({ facts, title }, zoom);
  const names = namesUnder(
    base.map(({ item }) => item),
    zoom,
  );
  const foot = base.reduce((most, { item }) => Math.max(most, item.height / 2), 0);
  const lane = top < highest - 30;
  return {
    width: tidy(Math.max(width, text)),
    above: Math.max(22, highest === 0 ? 6 - top : lane ? -top : 8 - top),
    below: Math.max(bottom + 6, foot + 18 + names),
  };
}

/** What is enough for two bands that stand level with each other. */
export const largest = (a: Need, b: Need | undefined): Need =>
  b ? { width: Math.max(a.width, b.width), above: Math.max(a.above, b.above), below: Math.max(a.below, b.below) } : a;
