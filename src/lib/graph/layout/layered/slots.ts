interface Taken {
  readonly low: number;
  readonly high: number;
  readonly lane: boolean;
}

/** Room that is kept around a thing in a column: towards marks, and where one of both is an edge that passes. */
export interface Gaps {
  readonly mark: number;
  readonly lane: number;
}

/** The heights that are taken in a column. What stands there stays: later things take the nearest free place. */
export class Slots {
  /** Disjoint, from the top down. */
  private readonly taken: Taken[] = [];

  /** Takes a place of this height (0 of an edge that passes), whatever stands there. */
  take(at: number, height: number): void {
    const made = { low: at - height / 2, high: at + height / 2, lane: height === 0 };
    this.taken.splice(this.firstBelow(made.low), 0, made);
  }

  /** The free place that is nearest to a height. */
  nearest(at: number, height: number, gaps: Gaps): number {
    const [down, up] = [this.search(at, height, gaps, 1), this.search(at, height, gaps, -1)];
    return down - at <= at - up ? down : up;
  }

  /** Down or up from a height past all that stands too near. */
  private search(at: number, height: number, gaps: Gaps, sign: 1 | -1): number {
    const away = ({ lane }: Taken): number => (lane || height === 0 ? gaps.lane : gaps.mark) + height / 2;
    const most = Math.max(gaps.lane, gaps.mark) + height / 2;
    let first = this.firstBelow(at + most) - 1;
    if (sign === 1) {
      first = this.firstBelow(at);
      while (first > 0 && this.taken[first - 1]!.high + most > at) first -= 1;
    }
    let place = at;
    // Gaps differ: a step past one thing may come too near to one that was passed. Until nothing is met.
    for (let before = NaN; before !== place;) {
      before = place;
      for (let index = first; index >= 0 && index < this.taken.length; index += sign) {
        const each = this.taken[index]!;
        const [top, bottom] = [each.low - away(each), each.high + away(each)];
        if (sign === 1 ? each.low - most >= place : each.high + most <= place) break;
        if (top < place && place < bottom) place = sign === 1 ? bottom : top;
      }
    }
    return place;
  }

  private firstBelow(at: number): number {
    let [low, high] = [0, this.taken.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.taken[middle]!.low < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
