import { around, meets, rectOf } from '$lib/graph/layout/geometry';
import type { Layout, LayoutBand, LayoutEdge, LayoutMark, Rect } from '$lib/graph/layout/layout';
import { boxOf } from './layout-index';
import type { Part } from './scene';

/** Side of a tile in units: some hundred marks. */
const TILE = 2048;

/** What stands in one square of a layout; its box holds all of it. */
export interface Tile extends Part {
  readonly box: Rect;
}

interface Growing {
  readonly bands: LayoutBand[];
  readonly marks: LayoutMark[];
  readonly edges: LayoutEdge[];
  readonly boxes: Rect[];
}

/**
 * A layout cut into squares by the middles of what it holds, each thing in one of them. What is wider than two squares is
 * kept by itself, so that no box is much larger than its square. Linear in what there is.
 */
export function tilesOf({ bands, marks, edges }: Layout): readonly Tile[] {
  const tiles = new Map<string, Growing>();
  const tileAt = (box: Rect): Growing => {
    const wide = box.width > 2 * TILE || box.height > 2 * TILE;
    const [column, row] = [Math.floor((box.x + box.width / 2) / TILE), Math.floor((box.y + box.height / 2) / TILE)];
    const key = wide ? `wide ${Math.round(box.x / TILE)} ${Math.round(box.y / TILE)}` : `${column} ${row}`;
    let tile = tiles.get(key);
    if (!tile) tiles.set(key, (tile = { bands: [], marks: [], edges: [], boxes: [] }));
    tile.boxes.push(box);
    return tile;
  };
  for (const band of bands) tileAt(band.rect).bands.push(band);
  for (const mark of marks) tileAt(rectOf(mark)).marks.push(mark);
  for (const edge of edges) tileAt(boxOf(edge)).edges.push(edge);
  return [...tiles.values()].map(({ boxes, ...part }) => ({ ...part, box: around(boxes) }));
}

export const tilesIn = (tiles: readonly Tile[], rect: Rect): readonly Tile[] =>
  tiles.filter(({ box }) => meets(box, rect));
