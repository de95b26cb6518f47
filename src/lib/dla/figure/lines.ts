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

export interface PlacedLine {
  readonly bands: readonly { readonly headed: Headed; readonly x: number; readonly width: number }[];
  /** Top border, base line and bottom border of the line's bands. */
  readonly y: number;
  readonly base: number;
  readonly bottom: number;
}

export function needOf({ plan, facts }: Headed, zoom: number): Need {
  const { top, bottom } = plan.routes;
  const highest = plan.places.highest;
  // Room for the widest facts at full size, for the name at any.
  const text = Math.max(textWidth(facts.facts[0] ?? '', 11) + 26, (textWidth(facts.title, 12) + 24) / zoom);
  const names = zoom < 0.7 ? 13 / zoom : 0;
  return {
    width: Math.max(plan.width, text),
    above: Math.max(22, highest === 0 ? -top + 6 : -top + (top < highest - 30 ? 0 : 8)),
    below:
      Math.max(bottom + 6, -plan.places.base.reduce((most, { item }) => Math.min(most, -item.height / 2), 0) + 18) +
      names,
  };
}

/** Bands fill a line while they fit, then wrap like words; a line has one base line and one height. */
export function wrap(
  bands: readonly Headed[],
  lineWidth: number,
  zoom: number,
  needs: (band: Headed) => Need,
  gutter: (line: number) => number,
  lanes: (bands: readonly Headed[]) => number,
): readonly PlacedLine[] {
  const rows: { headed: Headed; x: number; width: number }[][] = [];
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
  const lines: PlacedLine[] = [];
  let y = BAND_GAP / zoom;
  rows.forEach((row, index) => {
    const own = row.map(({ headed }) => needs(headed));
    const above = Math.max(...own.map((need) => need.above)) + lanes(row.map(({ headed }) => headed));
    const base = y + LABELS / zoom + above;
    const bottom = base + Math.max(...own.map((need) => need.below));
    lines.push({ bands: row, y, base, bottom });
    y = bottom + gutter(index);
  });
  return lines;
}
