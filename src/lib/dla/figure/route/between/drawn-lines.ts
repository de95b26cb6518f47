import type { LayoutEdge, LayoutMark, Point } from '#lib/graph/layout/layout.ts';
import type { Placed } from '../../place/band-places.ts';
import { markAt, together, type Drawn } from '../../place/drawn.ts';
import type { FigureBand, FigureLine } from './figure-band.ts';

/** The bands of a line with all that they hold. */
export const drawLine = ({ bands, y, base, bottom }: FigureLine): Drawn =>
  together(
    bands.map(({ band, x, width }): Drawn => {
      const rect = { x, y, width, height: bottom - y };
      return {
        bands: [{ id: band.id, rect, ...band.head, ...(band.continues !== undefined && { of: band.continues }) }],
        marks: marksOf(band).map(({ item, x: left, y: top }): LayoutMark =>
          markAt(item, x + left, base + top, band.id),
        ),
        edges: band.edges.map((edge): LayoutEdge => ({
          ...edge,
          points: edge.points.map(([px, py]): Point => [x + px, base + py]),
        })),
      };
    }),
  );

/** A mark with its place in the figure and the band that it stands in. */
export interface Standing extends Placed {
  readonly band: FigureBand;
  readonly line: number;
  /** Left border of its band. */
  readonly left: number;
}

/** Where the marks of some lines stand, by their ids. */
export const standingIn = (lines: readonly FigureLine[]): ReadonlyMap<string, Standing> =>
  new Map(
    lines.flatMap(({ bands, base }, line) =>
      bands.flatMap(({ band, x: left }) =>
        marksOf(band).map(
          (placed) =>
            [placed.item.id, { ...placed, x: left + placed.x, y: base + placed.y, band, line, left }] as const,
        ),
      ),
    ),
  );

const marksOf = ({ places, signs }: FigureBand): readonly Placed[] => [...places.placed.values(), ...signs];
