import type { LayoutBand, LayoutEdge, Point } from '#lib/graph/layout/layout.ts';
import type { FigureWords } from '../label/words.ts';
import { BAND_GAP } from '../measure.ts';
import type { Placed } from '../place/band-places.ts';
import { edgeAlong, together, type Drawn } from '../place/drawn.ts';
import type { BandInLine, Gutters } from '../place/lines.ts';
import type { Link } from '../plan/links.ts';
import type { Subject } from '../read/subject.ts';
import { drawLine } from '../route/between/drawn-lines.ts';
import { bandPlaces, type FigureBand, type FigureLine } from '../route/between/figure-band.ts';
import { onwards } from '../route/between/main-line.ts';
import type { ChannelCounts } from '../route/channels.ts';
import { drawFan, isFan } from './draw-fan.ts';
import { FeatureWays } from './feature-ways.ts';

/** A table as it is drawn: its marks and ways, and where it lets out its result. */
export interface DrawnRows extends Omit<Drawn, 'bands'> {
  readonly places: ReadonlyMap<string, Placed>;
  readonly right: number;
  /** The height of the line that its result leaves along. */
  readonly base: number;
  readonly bottom: number;
  /** Its bands, down to a bottom that is not above its own. */
  bandsTo(bottom: number, subject: Subject, words: FigureWords): readonly LayoutBand[];
}

/** A decoder that is drawn as a table, with the bands behind those that it is drawn for. */
export interface Decoder {
  /** Marks of the backbone, a column each. */
  readonly features: readonly string[];
  columnX(column: number): number;
  draw(top: number, ways: FeatureWays): DrawnRows;
  /** The band that it begins with. */
  readonly band: FigureBand;
  readonly behind: readonly FigureBand[];
}

export interface DrawnDecoder {
  readonly drawn: Drawn;
  /** What stands behind the table. */
  readonly line: FigureLine;
  /** Taken in the bands of the backbone, by band. */
  readonly channels: ReadonlyMap<string, ChannelCounts>;
}

/** How a figure is drawn, beside what of it. */
interface Drawing {
  readonly gutters: Gutters;
  readonly words: FigureWords;
  readonly zoom: number;
}

/** Draws a decoder's table under the lines of the backbone, and the head or the fan of heads beside it. */
export function drawDecoder(
  subject: Subject,
  links: readonly Link[],
  decoder: Decoder,
  lines: readonly FigureLine[],
  { gutters, words, zoom }: Drawing,
): DrawnDecoder {
  const last = lines.at(-1);
  const top = last ? last.bottom + gutters.height(lines.length - 1) : 0;
  const ways = new FeatureWays(lines, gutters, decoder.features);
  const table = decoder.draw(top, ways);
  const left = table.right + BAND_GAP;
  const [heads, ...others] = decoder.behind;
  const source = heads && table.places.get(heads.links[0]?.from ?? '');
  const room = { left, top, base: table.base, bottom: table.bottom };
  const fan = source && others.length === 0 && isFan(heads) ? drawFan(heads, source, room, zoom) : undefined;
  const line = lineBehind(fan ? [] : decoder.behind, left, top, table);
  const drawn = together([
    { bands: table.bandsTo(fan?.bottom ?? table.bottom, subject, words), marks: table.marks, edges: table.edges },
    ...(fan ? [fan] : []),
    drawLine(line),
    { bands: [], marks: [], edges: onwards(bandPlaces([line]), () => line.main, true) },
    { bands: [], marks: [], edges: entryEdge(links, line, table.places) },
  ]);
  return { drawn, line, channels: ways.channelCounts() };
}

/** At the height of the table's last row. */
function lineBehind(behind: readonly FigureBand[], left: number, top: number, { base, bottom }: DrawnRows): FigureLine {
  let x = left;
  const bands = behind.map((band): BandInLine<FigureBand> => {
    const placed = { band, x, width: band.need.width };
    x += placed.width + BAND_GAP;
    return placed;
  });
  return { bands, y: top, base, bottom, main: bottom };
}

/** From the decoder's output along the last row to what stands behind it. */
function entryEdge(
  links: readonly Link[],
  { bands, base }: FigureLine,
  places: ReadonlyMap<string, Placed>,
): readonly LayoutEdge[] {
  const [first] = bands;
  const entry = first?.band.places.base[0];
  const link = links.find(({ from, to }) => to === entry?.item.id && places.has(from));
  if (!first || !entry || !link) return [];
  const { item, x, y } = places.get(link.from)!;
  const end: Point = [first.x + entry.x - entry.item.width / 2, base];
  if (item.kind === 'node' || y === base)
    return [
      edgeAlong(
        link,
        [
          [x + item.width / 2, y],
          [end[0], y],
        ],
        'left',
      ),
    ];
  return [edgeAlong(link, [[x, y + item.height / 2], [x, base], end], 'left')];
}
