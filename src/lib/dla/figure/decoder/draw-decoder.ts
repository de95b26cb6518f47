import type { LayoutEdge, Point } from '#lib/graph/layout/layout.ts';
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
import type { DecoderTable } from './decoder-table.ts';
import { drawTable } from './draw-table.ts';
import { FeatureWays } from './feature-ways.ts';
import { placeGrid, rowY, type DecoderGrid, type PlacedGrid } from './grid.ts';
import { tableBands } from './row-bands.ts';

/** A decoder that is drawn as a table, with the band that it is drawn for and those behind it. */
export interface Decoder {
  readonly table: DecoderTable;
  readonly grid: DecoderGrid;
  readonly band: FigureBand;
  readonly behind: readonly FigureBand[];
}

export interface DrawnDecoder {
  readonly drawn: Drawn;
  /** What stands behind the table: the head. */
  readonly line: FigureLine;
  /** Taken in the bands of the backbone, by band. */
  readonly channels: ReadonlyMap<string, ChannelCounts>;
}

/** Draws a decoder's table under the lines of the backbone, and the head beside it. */
export function drawDecoder(
  subject: Subject,
  links: readonly Link[],
  { table, grid, band, behind }: Decoder,
  lines: readonly FigureLine[],
  gutters: Gutters,
  words: FigureWords,
): DrawnDecoder {
  const last = lines.at(-1);
  const top = last ? last.bottom + gutters.height(lines.length - 1) : 0;
  const placed = placeGrid(grid, table, top);
  const ways = new FeatureWays(lines, gutters, table.features);
  const { marks, edges, places } = drawTable(table, placed, ways, band.id);
  const line = lineBehind(behind, placed, table);
  const drawn = together([
    { bands: tableBands(subject, band, table, placed, words), marks, edges },
    drawLine(line),
    { bands: [], marks: [], edges: onwards(bandPlaces([line]), () => line.main, true) },
    { bands: [], marks: [], edges: entryEdge(links, line, places) },
  ]);
  return { drawn, line, channels: ways.channelCounts() };
}

/** At the height of the table's last row. */
function lineBehind(behind: readonly FigureBand[], grid: PlacedGrid, { rows }: DecoderTable): FigureLine {
  let x = grid.right + BAND_GAP;
  const bands = behind.map((band): BandInLine<FigureBand> => {
    const placed = { band, x, width: band.need.width };
    x += placed.width + BAND_GAP;
    return placed;
  });
  return { bands, y: grid.top, base: rowY(grid, rows - 1), bottom: grid.bottom, main: grid.bottom };
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
  if (item.kind === 'node')
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
