import { tidy } from '#lib/graph/layout/geometry.ts';
import { textWidth } from '#lib/graph/layout/text.ts';
import type { BandPlan } from './band-plan.ts';
import type { BandFacts } from '../label/band-facts.ts';
import { BAND_GAP, LABELS, MARGIN } from '../measure.ts';

export interface Headed {
  readonly plan: BandPlan;
  readonly facts: BandFacts;
}

/** What a band needs at least, so that it stands level with its twins in other figures. */
export interface Need {
  readonly width: number;
  readonly above: number;
  readonly below: number;
}

export interface RowBand {
  readonly headed: Headed;
  readonly x: number;
  readonly width: number;
}

export interface PlacedLine {
  readonly bands: readonly RowBand[];
  /** Top border, base line and bottom border of the line's bands. */
  readonly y: number;
  readonly base: number;
  readonly bottom: number;
  /** Where the way to the next line runs. */
  readonly main: number;
}

export function needOf({ plan, facts }: Headed, zoom: number): Need {
  const { top, bottom } = plan.routes;
  const { highest, base } = plan.places;
  // Room for the longest facts at full size, for the name at any; a name under its block where that is small.
  const text = Math.max(textWidth(facts.facts[0] ?? '', 11) + 26, (textWidth(facts.title, 12) + 24) / zoom);
  const names = zoom < 0.78 ? 13 / zoom : 0;
  const foot = base.reduce((most, { item }) => Math.max(most, item.height / 2), 0);
  const lane = top < highest - 30;
  return {
    width: tidy(Math.max(plan.width, text)),
    above: Math.max(22, highest === 0 ? 6 - top : lane ? -top : 8 - top),
    below: Math.max(bottom + 6, foot + 18) + names,
  };
}

/** What is known of the figure before an edit. */
export interface Former {
  lineOf(band: Headed): number | undefined;
  reach(row: readonly RowBand[]): Pick<Need, 'above' | 'below'>;
}

/** How much longer than the room a line may become by edits before its bands wrap anew. */
const STRETCH = 1.3;

/** Bands fill a line while they fit, then wrap like words; after an edit they stay in their lines. */
export function breakLines(
  bands: readonly Headed[],
  lineWidth: number,
  needs: (band: Headed) => Need,
  former?: Former,
): readonly (readonly RowBand[])[] {
  const kept = former && keptLines(bands, needs, former);
  const fits = kept?.every((row) => row.length < 2 || end(row) <= STRETCH * lineWidth);
  return kept && fits ? kept : wrapped(bands, lineWidth, needs);
}

const end = (row: readonly RowBand[]): number => row.at(-1)!.x + row.at(-1)!.width;

/** New bands stand in the line of the one before. */
function keptLines(bands: readonly Headed[], needs: (band: Headed) => Need, former: Former): readonly RowBand[][] {
  const rows: RowBand[][] = [];
  let [x, line] = [0, NaN];
  for (const headed of bands) {
    const own = former.lineOf(headed) ?? line;
    if (rows.length === 0 || own !== line) {
      rows.push([]);
      x = MARGIN;
    }
    line = own;
    const { width } = needs(headed);
    rows.at(-1)!.push({ headed, x, width });
    x += width + BAND_GAP;
  }
  return rows;
}

function wrapped(
  bands: readonly Headed[],
  lineWidth: number,
  needs: (band: Headed) => Need,
): readonly (readonly RowBand[])[] {
  const rows: RowBand[][] = [];
  let x = Infinity;
  for (const headed of bands) {
    const { width } = needs(headed);
    if (x + width > lineWidth - MARGIN / 2) {
      rows.push([]);
      x = MARGIN;
    }
    rows.at(-1)!.push({ headed, x, width });
    x += width + BAND_GAP;
  }
  return rows;
}

/** How high the gutter under a line is, and how deep in it an edge runs. */
export interface GutterMeasures {
  height(line: number): number;
  depth(line: number, id: string): number;
}

/** All bands of a line share its base line and its height; `lanes` is the room for edges that pass above them. */
export function stackLines(
  rows: readonly (readonly RowBand[])[],
  zoom: number,
  needs: (band: Headed) => Need,
  lanes: (row: readonly RowBand[]) => number,
  gutters: GutterMeasures,
  former?: Former,
): readonly PlacedLine[] {
  let y = tidy(BAND_GAP / zoom);
  return rows.map((row, line) => {
    const own = row.map(({ headed }) => needs(headed));
    const reach = former?.reach(row) ?? { above: 0, below: 0 };
    const above = LABELS / zoom + lanes(row) + Math.max(...own.map((need) => need.above));
    const base = tidy(y + Math.max(reach.above, tidy(above)));
    const bottom = tidy(base + Math.max(reach.below, ...own.map((need) => tidy(need.below))));
    const placed = { bands: row, y, base, bottom, main: bottom + gutters.depth(line, 'main') };
    y = bottom + gutters.height(line);
    return placed;
  });
}
