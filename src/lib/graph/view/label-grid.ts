import { meets } from '#lib/graph/layout/geometry.ts';
import type { Rect } from '#lib/graph/layout/layout.ts';

/** Rectangles found by place, so that thousands of labels are checked in linear time. */
export class LabelGrid {
  private readonly cells = new Map<string, { readonly rect: Rect; readonly id: string }[]>();

  constructor(private readonly cell: number) {}

  add(rect: Rect, id: string): void {
    for (const key of this.keys(rect)) {
      const list = this.cells.get(key);
      if (list) list.push({ rect, id });
      else this.cells.set(key, [{ rect, id }]);
    }
  }

  /** Whether a rectangle meets none but those of `own`. */
  isFree(rect: Rect, own: readonly string[]): boolean {
    return this.keys(rect).every((key) =>
      (this.cells.get(key) ?? []).every((other) => own.includes(other.id) || !meets(rect, other.rect)),
    );
  }

  private keys({ x, y, width, height }: Rect): string[] {
    const keys: string[] = [];
    for (let column = Math.floor(x / this.cell); column <= Math.floor((x + width) / this.cell); column += 1)
      for (let row = Math.floor(y / this.cell); row <= Math.floor((y + height) / this.cell); row += 1)
        keys.push(`${column}:${row}`);
    return keys;
  }
}
