import type { Point } from '#lib/graph/layout/layout.ts';
import { TRACK } from '../measure.ts';
import type { Gutters } from '../place/lines.ts';
import { standingIn, type Standing } from '../route/between/drawn-lines.ts';
import { bandPlaces, type BandPlace, type FigureLine } from '../route/between/figure-band.ts';
import { exitPoints } from '../route/between/main-line.ts';
import { Channels, type ChannelCounts } from '../route/channels.ts';

/** How far right of the main line a feature comes down. */
const ASIDE = 10;

/** Ways of the backbone's maps to the columns of a decoder: down beside their bands, along gutters, round the left. */
export class FeatureWays {
  private readonly places: readonly BandPlace[];
  private readonly stood: ReadonlyMap<string, Standing>;
  private readonly went = new Set<string>();
  private readonly channels = new Map<string, Channels>();

  constructor(
    private readonly lines: readonly FigureLine[],
    private readonly gutters: Gutters,
    private readonly features: readonly string[],
  ) {
    this.places = bandPlaces(lines);
    this.stood = standingIn(lines);
  }

  hasTrunk(feature: string): boolean {
    return this.went.has(feature);
  }

  /** What the ways took in the gaps between columns, by band. */
  channelCounts(): ReadonlyMap<string, ChannelCounts> {
    return new Map([...this.channels].map(([band, { counts }]) => [band, counts]));
  }

  /** The way of a map to the top of its column, all but the last point; whether it starts on the main line. */
  to(feature: string, x: number): { readonly points: readonly Point[]; readonly tap: boolean } {
    this.went.add(feature);
    const at = this.places.findIndex(({ band }) => band.items.some(({ id }) => id === feature));
    const place = this.places[at];
    if (!place) return { points: [[x, this.lines[0]!.y]], tap: false };
    const { start, tap } = this.startOf(feature, place, this.places[at + 1]);
    const last = this.lines.length - 1;
    const track = (line: number): number => this.lines[line]!.bottom + this.gutters.depth(line, feature);
    const [startX] = start.at(-1)!;
    const under = track(last);
    if (place.line === last) return { points: [...start, [startX, under], [x, under]], tap };
    const beside = this.besideX(feature);
    const own = track(place.line);
    return { points: [...start, [startX, own], [beside, own], [beside, under], [x, under]], tap };
  }

  private startOf(
    feature: string,
    place: BandPlace,
    next: BandPlace | undefined,
  ): { readonly start: readonly Point[]; readonly tap: boolean } {
    const { band, x, base, line } = place;
    const gutter = x + band.gutter;
    if (band.output?.item.id !== feature) {
      const mark = this.stood.get(feature)!;
      const out = mark.left + this.channelsOf(mark).next(mark.column + 1);
      const from = mark.y + 4;
      return {
        start: [
          [mark.x + mark.item.width / 2, from],
          [out, from],
        ],
        tap: false,
      };
    }
    if (!next) return { start: [...exitPoints(place), [gutter, base]], tap: false };
    const aside: Point = [gutter + ASIDE, base];
    return { start: next.line === line ? [aside] : [[gutter, base], aside], tap: true };
  }

  private channelsOf({ band }: Standing): Channels {
    const known = this.channels.get(band.id) ?? new Channels(band.places, band.channels);
    this.channels.set(band.id, known);
    return known;
  }

  /** Left of all bands: the first map goes outermost. */
  private besideX(feature: string): number {
    const last = this.lines.length - 1;
    const around = this.features.filter((id) => this.stood.get(id)!.line < last);
    return -2 - TRACK * (around.length - 1 - around.indexOf(feature));
  }
}
