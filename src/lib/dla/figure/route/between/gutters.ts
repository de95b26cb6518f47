import { LINE_GUTTER, TRACK } from '../../measure.ts';
import type { BandInLine, Gutters } from '../../place/lines.ts';
import type { FigureBand } from './figure-band.ts';

/**
 * Which edges run in the gutter under each line of bands, from top to bottom: features on their way, the main line.
 * `columnX` says where the features go: under the last line they are sorted so that none crosses another.
 */
export function guttersUnder(
  rows: readonly (readonly BandInLine<FigureBand>[])[],
  features: readonly string[],
  columnX: (column: number) => number,
): Gutters {
  const tracks = tracksUnder(rows, features, columnX);
  return {
    height: (line) => LINE_GUTTER + Math.max(0, tracks[line]!.length - 1) * TRACK,
    depth: (line, id) => LINE_GUTTER / 2 + Math.max(0, tracks[line]!.indexOf(id)) * TRACK,
  };
}

function tracksUnder(
  rows: readonly (readonly BandInLine<FigureBand>[])[],
  features: readonly string[],
  columnX: (column: number) => number,
): readonly (readonly string[])[] {
  const lineOf = new Map<string, number>();
  const leaves = new Map<string, number>();
  for (const [line, row] of rows.entries())
    for (const { band, x } of row)
      for (const { id } of band.items) {
        lineOf.set(id, line);
        leaves.set(id, x + band.gutter);
      }
  const last = rows.length - 1;
  return rows.map((row, line) => {
    const own = features.filter((id) => lineOf.get(id) === line);
    if (line < last) {
      // The last band's feature starts on the main line and stays under it; the others start above.
      const ids = new Set(row.at(-1)!.band.items.map(({ id }) => id));
      return [...own.filter((id) => !ids.has(id)), 'main', ...own.filter((id) => ids.has(id))];
    }
    const goes = (id: string): number => columnX(features.indexOf(id)) - leaves.get(id)!;
    const left = own.filter((id) => goes(id) <= 0);
    const right = own.filter((id) => goes(id) > 0).reverse();
    const fromBefore = features.filter((id) => (lineOf.get(id) ?? last) < last).reverse();
    return [...left, ...right, ...fromBefore];
  });
}
