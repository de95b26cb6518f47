import { textWidth } from '$lib/graph/layout/text';
import type { BandPlan } from './band-plan';
import type { BandFacts } from './facts';
import { BAND_GAP, LABELS, MARGIN } from './measure';

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
    width: Math.max(plan.width, text),
    above: Math.max(22, highest === 0 ? 6 - top : lane ? -top : 8 - top),
    below: Math.max(bottom + 6, foot + 18) + names,
  };
}

/** Bands fill a line while they fit, then wrap like words. */
export function breakLines(
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
): readonly PlacedLine[] {
  let y = BAND_GAP / zoom;
  return rows.map((row, line) => {
    const own = row.map(({ headed }) => needs(headed));
    const base = y + LABELS / zoom + lanes(row) + Math.max(...own.map(({ above }) => above));
    const bottom = base + Math.max(...own.map(({ below }) => below));
    const placed = { bands: row, y, base, bottom, main: bottom + gutters.depth(line, 'main') };
    y = bottom + gutters.height(line);
    return placed;
  });
}
