import { meets } from '#lib/graph/layout/geometry.ts';
import type { Rect } from '#lib/graph/layout/layout.ts';

/** A box over more cells than this is looked at in every search. */
const MOST_CELLS = 64;
const ROW = 1 << 20;

/** Rectangles found by place: a search costs what it finds, not what there is. */
export class BoxIndex {
  private readonly cells = new Map<number, number[]>();
  private readonly wide: number[] = [];

  constructor(
    private readonly boxes: readonly Rect[],
    private readonly cell = 256,
  ) {
    boxes.forEach((box, index) => {
      if (this.count(box) > MOST_CELLS) this.wide.push(index);
      else
        this.visit(box, (key) => {
          const list = this.cells.get(key);
          if (list) list.push(index);
          else this.cells.set(key, [index]);
        });
    });
  }

  /** Positions of the boxes that meet a rectangle, ascending. */
  meeting(rect: Rect): readonly number[] {
    const found = new Set(this.wide);
    if (this.count(rect) > this.cells.size) this.boxes.forEach((_, index) => found.add(index));
    else this.visit(rect, (key) => this.cells.get(key)?.forEach((index) => found.add(index)));
    return [...found].filter((index) => meets(this.boxes[index]!, rect)).sort((a, b) => a - b);
  }

  private count({ x, y, width, height }: Rect): number {
    const columns = Math.floor((x + width) / this.cell) - Math.floor(x / this.cell) + 1;
    return columns * (Math.floor((y + height) / this.cell) - Math.floor(y / this.cell) + 1);
  }

  private visit({ x, y, width, height }: Rect, each: (key: number) => void): void {
    for (let row = Math.floor(y / this.cell); row <= Math.floor((y + height) / this.cell); row += 1)
      for (let column = Math.floor(x / this.cell); column <= Math.floor((x + width) / this.cell); column += 1)
        each(row * ROW + column);
  }
}
