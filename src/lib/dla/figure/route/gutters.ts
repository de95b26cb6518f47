import type { BandPlan } from './band-plan.ts';
import type { GutterMeasures, Headed } from './lines.ts';
import { LINE_GUTTER, TRACK } from '../measure.ts';

/** Which edges run in the gutter under each line of bands, from top to bottom: features on their way, the main line. */
export class Gutters implements GutterMeasures {
  private readonly tracks: string[][];

  /** `columns` says where the features go: under the last line they are sorted so that none crosses another. */
  constructor(
    rows: readonly (readonly { readonly headed: Headed; readonly x: number }[])[],
    features: readonly string[],
    columnX: (column: number) => number,
  ) {
    const lineOf = new Map<string, number>();
    const at = new Map<string, number>();
    rows.forEach((row, line) =>
      row.forEach(({ headed: { plan }, x }) =>
        plan.contents.items.forEach(({ id }) => {
          lineOf.set(id, line);
          at.set(id, x + plan.gutter);
        }),
      ),
    );
    const last = rows.length - 1;
    this.tracks = rows.map((row, line) => {
      const own = features.filter((id) => lineOf.get(id) === line);
      if (line < last) {
        // The last band's feature starts on the main line and stays under it; the others start above.
        const ids = outputIds(row.at(-1)!.headed.plan);
        return [...own.filter((id) => !ids.has(id)), 'main', ...own.filter((id) => ids.has(id))];
      }
      const goes = (id: string): number => columnX(features.indexOf(id)) - at.get(id)!;
      const left = own.filter((id) => goes(id) <= 0);
      const right = own.filter((id) => goes(id) > 0).reverse();
      const fromBefore = features.filter((id) => (lineOf.get(id) ?? last) < last).reverse();
      return [...left, ...right, ...fromBefore];
    });
  }

  height(line: number): number {
    return LINE_GUTTER + Math.max(0, this.tracks[line]!.length - 1) * TRACK;
  }

  /** How far under its line an edge runs. */
  depth(line: number, id: string): number {
    return LINE_GUTTER / 2 + Math.max(0, this.tracks[line]!.indexOf(id)) * TRACK;
  }
}

const outputIds = ({ contents }: BandPlan): ReadonlySet<string> => new Set(contents.items.map(({ id }) => id));
