import { meets } from '#lib/graph/layout/geometry.ts';
import type { Rect } from '#lib/graph/layout/layout.ts';

interface Entry {
  readonly rect: Rect;
  readonly id: string;
}

/** Cells of one size: so many times as wide and as high as the smallest. */
interface Level {
  readonly wide: number;
  readonly high: number;
  readonly cells: Map<string, Entry[]>;
}

/**
 * Rectangles found by place, so that thousands of labels are checked in linear time. Each stands in cells that are about as
 * wide and as high as itself, at most four: a line across the whole picture takes no more than a letter.
 */
export class LabelGrid {
  private readonly levels = new Map<string, Level>();

  constructor(private readonly cell: number) {}

  add(rect: Rect, id: string): void {
    const { cells, ...level } = this.levelOf(rect);
    for (const key of this.keys(rect, level)) {
      const list = cells.get(key);
      if (list) list.push({ rect, id });
      else cells.set(key, [{ rect, id }]);
    }
  }

  /** Whether a rectangle meets none but those of `own`. */
  isFree(rect: Rect, own: readonly string[]): boolean {
    for (const { cells, ...level } of this.levels.values())
      for (const key of this.keys(rect, level))
        for (const other of cells.get(key) ?? []) if (!own.includes(other.id) && meets(rect, other.rect)) return false;
    return true;
  }

  private levelOf({ width, height }: Rect): Level {
    const [wide, high] = [width, height].map((side) => 2 ** Math.max(0, Math.ceil(Math.log2(side / this.cell)))) as [
      number,
      number,
    ];
    const key = `${wide} ${high}`;
    const level = this.levels.get(key) ?? { wide, high, cells: new Map<string, Entry[]>() };
    this.levels.set(key, level);
    return level;
  }

  private *keys({ x, y, width, height }: Rect, { wide, high }: Omit<Level, 'cells'>): Generator<string> {
    const [across, down] = [this.cell * wide, this.cell * high];
    for (let column = Math.floor(x / across); column <= Math.floor((x + width) / across); column += 1)
      for (let row = Math.floor(y / down); row <= Math.floor((y + height) / down); row += 1) yield `${column}:${row}`;
  }
}
