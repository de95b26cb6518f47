import type { Point } from '#lib/graph/layout/layout.ts';
import type { Drawing } from '../route/drawing.ts';
import type { Gutters } from '../route/gutters.ts';
import type { PlacedLine } from '../route/lines.ts';
import { bandPlaces, exitPoints, type BandPlace } from '../route/main-routes.ts';
import { TRACK } from '../measure.ts';

/** How far right of the main line a feature comes down. */
const ASIDE = 10;

/** Ways of the backbone's maps to the columns of a decoder: down beside their bands, along gutters, round the left. */
export class FeatureWays {
  private readonly places: readonly BandPlace[];
  private readonly went = new Set<string>();

  constructor(
    private readonly drawing: Drawing,
    private readonly lines: readonly PlacedLine[],
    private readonly gutters: Gutters,
    private readonly features: readonly string[],
  ) {
    this.places = bandPlaces(lines);
  }

  hasTrunk(feature: string): boolean {
    return this.went.has(feature);
  }

  /** The way of a map to the top of its column, all but the last point; whether it starts on the main line. */
  to(feature: string, x: number): { readonly points: readonly Point[]; readonly tap: boolean } {
    this.went.add(feature);
    const place = this.places.find(({ plan }) => plan.contents.items.some(({ id }) => id === feature));
    if (!place) return { points: [[x, this.lines[0]!.y]], tap: false };
    const { start, tap } = this.startOf(feature, place);
    const last = this.lines.length - 1;
    const track = (line: number): number => this.lines[line]!.bottom + this.gutters.depth(line, feature);
    const [startX] = start.at(-1)!;
    const under = track(last);
    if (place.line === last) return { points: [...start, [startX, under], [x, under]], tap };
    const beside = this.besideX(feature);
    const own = track(place.line);
    return { points: [...start, [startX, own], [beside, own], [beside, under], [x, under]], tap };
  }

  private startOf(feature: string, place: BandPlace): { readonly start: readonly Point[]; readonly tap: boolean } {
    const { plan, x, base, line } = place;
    const gutter = x + plan.gutter;
    const index = this.places.indexOf(place);
    const next = this.places[index + 1];
    if (plan.output?.item.id !== feature) {
      const mark = this.drawing.stood.get(feature)!;
      const out = mark.left + mark.plan.routes.channel(mark.column + 1);
      return {
        start: [
          [mark.x + mark.item.width / 2, mark.y + 4],
          [out, mark.y + 4],
        ],
        tap: false,
      };
    }
    if (!next) return { start: [...exitPoints(place), [gutter, base]], tap: false };
    if (next.line === line) return { start: [[gutter + ASIDE, base]], tap: true };
    return {
      start: [
        [gutter, base],
        [gutter + ASIDE, base],
      ],
      tap: true,
    };
  }

  /** Left of all bands: the first map goes outermost. */
  private besideX(feature: string): number {
    const last = this.lines.length - 1;
    const around = this.features.filter((id) => this.drawing.stood.get(id)!.line < last);
    return -2 - TRACK * (around.length - 1 - around.indexOf(feature));
  }
}
