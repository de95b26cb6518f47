/** A queue that gives the least first. */
export class LeastFirst {
  private readonly keys: number[] = [];
  private readonly items: number[] = [];

  get size(): number {
    return this.items.length;
  }

  push(key: number, item: number): void {
    const { keys, items } = this;
    let at = items.length;
    for (let up = (at - 1) >> 1; at > 0 && keys[up]! > key; at = up, up = (at - 1) >> 1) {
      keys[at] = keys[up]!;
      items[at] = items[up]!;
    }
    keys[at] = key;
    items[at] = item;
  }

  pop(): readonly [key: number, item: number] {
    const { keys, items } = this;
    const least = [keys[0]!, items[0]!] as const;
    const [key, item] = [keys.pop()!, items.pop()!];
    const count = items.length;
    if (count === 0) return least;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= count) break;
      if (down + 1 < count && keys[down + 1]! < keys[down]!) down += 1;
      if (keys[down]! >= key) break;
      keys[at] = keys[down]!;
      items[at] = items[down]!;
      at = down;
    }
    keys[at] = key;
    items[at] = item;
    return least;
  }
}
