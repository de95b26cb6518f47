import { tidy } from '#lib/graph/layout/geometry.ts';
import { BAND_GAP, MARGIN } from '../measure.ts';
import type { Places } from './band-places.ts';
import type { Former } from './former.ts';
import type { Need } from './need.ts';

/** A band with the room that it needs. */
export interface SizedBand {
  readonly id: string;
  readonly places: Places;
  readonly need: Need;
}

/** A band in a line, from its left border on. */
export interface BandInLine<B> {
  readonly band: B;
  readonly x: number;
  readonly width: number;
}

export interface Line<B> {
  readonly bands: readonly BandInLine<B>[];
  /** Top border, base line and bottom border of the line's bands. */
  readonly y: number;
  readonly base: number;
  readonly bottom: number;
  /** Where the way to the next line runs. */
  readonly main: number;
}

/** How much longer than the room a line may become by edits before its bands wrap anew. */
const STRETCH = 1.3;

/** Bands fill a line while they fit, then wrap like words; after an edit they stay in their lines. */
export function breakLines<B extends SizedBand>(
  bands: readonly B[],
  lineWidth: number,
  former?: Former,
): readonly (readonly BandInLine<B>[])[] {
  // A band that is wider than the room makes the figure as wide: others may stand beside each other in that width.
  const widest = bands.reduce((most, { need }) => Math.max(most, need.width), 0);
  const room = Math.max(lineWidth, widest + MARGIN * 1.5);
  const kept = former && asBefore(bands, former).map(besideEachOther);
  const fits = kept?.every((row) => row.length < 2 || end(row) <= STRETCH * room);
  return kept && fits ? kept : wrapped(bands, room).map(besideEachOther);
}

const end = (row: readonly BandInLine<unknown>[]): number => row.at(-1)!.x + row.at(-1)!.width;

function besideEachOther<B extends SizedBand>(row: readonly B[]): readonly BandInLine<B>[] {
  let x = MARGIN;
  return row.map((band) => {
    const placed = { band, x, width: band.need.width };
    x += placed.width + BAND_GAP;
    return placed;
  });
}

/** New bands stand in the line of the one before. */
function asBefore<B extends SizedBand>(bands: readonly B[], former: Former): readonly (readonly B[])[] {
  const rows: B[][] = [];
  let line = NaN;
  for (const band of bands) {
    const own = former.lineOf(band.id) ?? line;
    if (rows.length === 0 || own !== line) rows.push([]);
    line = own;
    rows.at(-1)!.push(band);
  }
  return rows;
}

function wrapped<B extends SizedBand>(bands: readonly B[], lineWidth: number): readonly (readonly B[])[] {
  const rows: B[][] = [];
  let x = Infinity;
  for (const band of bands) {
    const { width } = band.need;
    if (x + width > lineWidth - MARGIN / 2) {
      rows.push([]);
      x = MARGIN;
    }
    rows.at(-1)!.push(band);
    x += width + BAND_GAP;
  }
  return rows;
}

/** How high the gutter under a line is, and how deep in it an edge runs. */
export interface Gutters {
  height(line: number): number;
  depth(line: number, id: string): number;
}

/** All bands of a line share its base line and its height; `over` is the room for heads and edges above what they hold. */
export function stackLines<B extends SizedBand>(
  rows: readonly (readonly BandInLine<B>[])[],
  zoom: number,
  over: (row: readonly BandInLine<B>[]) => number,
  gutters: Gutters,
  former?: Former,
): readonly Line<B>[] {
  let y = tidy(BAND_GAP / zoom);
  return rows.map((bands, line) => {
    const own = bands.map(({ band }) => band.need);
    const reach = former?.reach(bands.map(({ band }) => band)) ?? { above: 0, below: 0 };
    const above = over(bands) + Math.max(...own.map((need) => need.above));
    const base = tidy(y + Math.max(reach.above, tidy(above)));
    const bottom = tidy(base + Math.max(reach.below, ...own.map((need) => tidy(need.below))));
    const placed = { bands, y, base, bottom, main: bottom + gutters.depth(line, 'main') };
    y = bottom + gutters.height(line);
    return placed;
  });
}
