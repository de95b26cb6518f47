import { CHANNEL, COLUMN_GAP, REENTRY } from '../measure.ts';
import type { Places } from '../place/band-places.ts';

/** How many upright ways there are in the gap before each column of a band. */
export type ChannelCounts = ReadonlyMap<number, number>;

/** Hands out the upright ways in the gaps between the columns of a band, beside those that were there before. */
export class Channels {
  private readonly used: Map<number, number>;

  constructor(
    private readonly places: Places,
    before: ChannelCounts = new Map(),
  ) {
    this.used = new Map(before);
  }

  /** An upright way of its own in the gap before a column. */
  next(column: number): number {
    const nth = this.used.get(column) ?? 0;
    this.used.set(column, nth + 1);
    const { base, end } = this.places;
    const after = base[column];
    const right = after ? after.x - after.item.width / 2 : end + COLUMN_GAP;
    // The place of a re-entrant edge stays free.
    return right - (nth < 2 ? REENTRY - 11 + nth * CHANNEL : REENTRY + 7 + (nth - 2) * CHANNEL);
  }

  get counts(): ChannelCounts {
    return this.used;
  }
}
