import type { BandHead } from '../../label/band-head.ts';
import { LABELS } from '../../measure.ts';
import type { BandInLine, Line, SizedBand } from '../../place/lines.ts';
import type { RoutedBand } from '../within/route-band.ts';

/** A band as it stands in a line: with its own edges, the words in its head, and the room that it has. */
export interface FigureBand extends RoutedBand, SizedBand {
  readonly head: BandHead;
}

export type FigureLine = Line<FigureBand>;

/** A band with its place in the figure. */
export interface BandPlace {
  readonly band: FigureBand;
  /** Index of its line. */
  readonly line: number;
  readonly x: number;
  readonly right: number;
  /** Height of the base line. */
  readonly base: number;
}

/** The room for what stands above all in a line: nothing where its bands only go on from the line before. */
export const headRoom = (row: readonly BandInLine<FigureBand>[], zoom: number): number =>
  row.every(({ band }) => band.continues !== undefined) ? 6 : LABELS / zoom;

export const bandPlaces = (lines: readonly FigureLine[]): readonly BandPlace[] =>
  lines.flatMap(({ bands, base }, line) =>
    bands.map(({ band, x, width }) => ({ band, line, x, right: x + width, base })),
  );
