import { around, meets, rectOf } from '#lib/graph/layout/geometry.ts';
import type { Layout, LayoutBand, LayoutEdge, LayoutMark, Rect } from '#lib/graph/layout/layout.ts';
import { boxOf } from './layout-index.ts';
import type { Part } from './scene.ts';

/** Side of a tile in units: some hundred marks. */
const TILE = 2048;

/** What stands in one square of a layout; its box holds all of it. */
export interface Tile extends Part {
  readonly key: Key;
  readonly box: Rect;
}

/** Tens of thousands are made of a large layout: a number, but for what is kept by itself. */
type Key = number | string;

/** More rows than any layout has. */
const ROWS = 2 ** 24;

interface Growing {
  readonly key: Key;
  readonly bands: LayoutBand[];
  readonly marks: LayoutMark[];
  readonly edges: LayoutEdge[];
  readonly boxes: Rect[];
}

/**
 * A layout cut into squares by the middles of what it holds, each thing in one of them. What is wider than two squares is
 * kept by itself, so that no box is much larger than its square. A tile that holds the very things that it held before
 * is the one before, and need not be drawn anew. Linear in what there is.
 */
export function tilesOf({ bands, marks, edges }: Layout, before: readonly Tile[] = []): readonly Tile[] {
  const tiles = new Map<Key, Growing>();
  const tileAt = (box: Rect): Growing => {
    const wide = box.width > 2 * TILE || box.height > 2 * TILE;
    const [column, row] = [Math.floor((box.x + box.width / 2) / TILE), Math.floor((box.y + box.height / 2) / TILE)];
    const key = wide ? `wide ${Math.round(box.x / TILE)} ${Math.round(box.y / TILE)}` : column * ROWS + row;
    let tile = tiles.get(key);
    if (!tile) tiles.set(key, (tile = { key, bands: [], marks: [], edges: [], boxes: [] }));
    tile.boxes.push(box);
    return tile;
  };
  for (const band of bands) tileAt(band.rect).bands.push(band);
  for (const mark of marks) tileAt(rectOf(mark)).marks.push(mark);
  for (const edge of edges) tileAt(boxOf(edge)).edges.push(edge);
  const known = new Map(before.map((tile) => [tile.key, tile]));
  return [...tiles.values()].map(({ boxes, ...part }) => {
    const old = known.get(part.key);
    return old && holdsSame(old, part) ? old : { ...part, box: around(boxes) };
  });
}

const holdsSame = (a: Part, b: Part): boolean =>
  (['bands', 'marks', 'edges'] as const).every(
    (list) => a[list].length === b[list].length && a[list].every((each, at) => each === b[list][at]),
  );

export const tilesIn = (tiles: readonly Tile[], rect: Rect): readonly Tile[] =>
  tiles.filter(({ box }) => meets(box, rect));
