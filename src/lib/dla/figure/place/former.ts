import type { Layout, LayoutBand, Pins, Rect } from '#lib/graph/layout/layout.ts';
import type { Places } from './band-places.ts';
import type { Need } from './need.ts';

interface StandingBand {
  readonly id: string;
  readonly places: Places;
}

/** What an edit leaves of the figure before it: bands keep their lines and get no smaller, lines keep their heights. */
export class Former {
  private readonly bands: ReadonlyMap<string, LayoutBand>;
  private readonly heights: ReadonlyMap<string, number>;
  /** The band that each mark stood in. */
  readonly bandOf: ReadonlyMap<string, string>;

  /** What is pinned does not stand where the figure has it. */
  constructor({ bands, marks }: Layout, pins: Pins) {
    this.bands = new Map(
      bands.filter(({ id, parent }) => parent === undefined && !pins.has(id)).map((band) => [band.id, band]),
    );
    this.bandOf = new Map(marks.flatMap(({ id, band }) => (band === undefined ? [] : [[id, band] as const])));
    this.heights = new Map(marks.filter(({ id }) => !pins.has(id)).map(({ id, y }) => [id, y]));
  }

  widest(band: string, need: Need): Need {
    return { ...need, width: Math.max(need.width, this.rectOf(band)?.width ?? 0) };
  }

  /** Names the line that a band stood in; undefined of a new one. */
  lineOf(band: string): number | undefined {
    return this.rectOf(band)?.y;
  }

  /** From the top of a line of bands to its base line, and from there to its bottom; nothing of a new line. */
  reach(line: readonly StandingBand[]): { readonly above: number; readonly below: number } {
    for (const { id, places } of line) {
      const rect = this.rectOf(id);
      const base = places.base.map(({ item }) => this.heights.get(item.id)).find((y) => y !== undefined);
      if (rect && base !== undefined) return { above: base - rect.y, below: rect.y + rect.height - base };
    }
    return { above: 0, below: 0 };
  }

  private rectOf(band: string): Rect | undefined {
    return this.bands.get(band)?.rect;
  }
}
