import { BAND_GAP } from '../measure.ts';
import { headWidth } from '../place/need.ts';
import type { FigurePlan } from '../plan/figure-plan.ts';
import type { FigureBand } from '../route/between/figure-band.ts';
import { additiveGrid, placeAdditive, sumY, trunkX } from './additive-grid.ts';
import { additiveTable, type AdditiveTable } from './additive-table.ts';
import { decoderTable, type DecoderTable } from './decoder-table.ts';
import { drawAdditive } from './draw-additive.ts';
import type { Decoder } from './draw-decoder.ts';
import { drawTable } from './draw-table.ts';
import { columnX, decoderGrid, placeGrid, rowY } from './grid.ts';
import { tableBands } from './row-bands.ts';

/** The first bands that are drawn as a decoder's table. */
export function decoderAmong(plan: FigurePlan, bands: readonly FigureBand[], zoom: number): Decoder | undefined {
  for (const at of plan.bands.keys()) {
    const index = bands.findIndex(({ id }) => id === plan.bands[at]!.band.id);
    if (index < 0) continue;
    const staircase = additiveTable(plan, at);
    if (staircase) return additiveDecoder(staircase, bands, index, zoom);
    const table = decoderTable(plan, at);
    if (table) return tableDecoder(table, bands, index, zoom);
  }
  return undefined;
}

function tableDecoder(table: DecoderTable, bands: readonly FigureBand[], index: number, zoom: number): Decoder {
  const grid = decoderGrid(table, zoom);
  const band = bands[index]!;
  const { nodes, through, rows } = table;
  return {
    features: table.features,
    columnX: (column) => columnX(grid, column),
    band,
    behind: bands.slice(index + 1),
    draw(top, ways) {
      const placed = placeGrid(grid, table, top);
      const { left, right, bottom, row } = placed;
      const { marks, edges, places } = drawTable(table, placed, ways, band.id);
      const firsts = Array.from(
        { length: rows },
        (_, at) => (nodes.find((node) => node.row === at)?.item ?? through[0]?.sign)?.id,
      );
      const room = { left, top, right, row, rowTop: (at: number) => rowY(placed, at) - row / 2 };
      return {
        ...{ marks, edges, places, right, bottom, base: rowY(placed, rows - 1) },
        bandsTo: (low, subject, words) => tableBands(subject, band, firsts, { ...room, bottom: low }, words),
      };
    },
  };
}

function additiveDecoder(table: AdditiveTable, bands: readonly FigureBand[], index: number, zoom: number): Decoder {
  const grid = additiveGrid(table, zoom);
  const band = bands[index]!;
  const last = table.last.length > 0 ? bands[index + 1]! : undefined;
  return {
    features: table.features,
    columnX: (column) => trunkX(grid, column, table),
    band,
    behind: bands.slice(index + (last ? 2 : 1)),
    draw(top, ways) {
      const placed = placeAdditive(grid, table, top, zoom);
      const { left, right, bottom, row, below } = placed;
      const lastLeft = right + BAND_GAP;
      const drawn = drawAdditive(table, placed, ways, { rows: band.id, last: last?.id ?? band.id, lastLeft });
      const firsts = table.passes.map(([first]) => first!.sum.id);
      const room = { left, top, right, row, rowTop: (at: number) => sumY(placed, table, at) + below - row + 5 };
      const end = last ? Math.max(drawn.right, lastLeft + headWidth(last.head, zoom)) : right;
      return {
        ...{ marks: drawn.marks, edges: drawn.edges, places: drawn.places },
        ...{ right: end, bottom, base: sumY(placed, table, table.passes.length - 1) },
        bandsTo(low, subject, words) {
          const rect = { x: lastLeft, y: top, width: end - lastLeft, height: low - top };
          const behind = last ? [{ id: last.id, rect, ...last.head }] : [];
          return [...tableBands(subject, band, firsts, { ...room, bottom: low }, words), ...behind];
        },
      };
    },
  };
}
