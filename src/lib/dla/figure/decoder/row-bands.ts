import type { LayoutBand } from '#lib/graph/layout/layout.ts';
import { shapeFacts } from '../label/band-head.ts';
import type { FigureWords } from '../label/words.ts';
import { shapeOf } from '../read/shapes.ts';
import type { Subject } from '../read/subject.ts';
import type { FigureBand } from '../route/between/figure-band.ts';
import type { DecoderTable } from './decoder-table.ts';
import { rowY, type PlacedGrid } from './grid.ts';

/** The band of a decoder's table, and a band in it for every row with the resolution at which that works. */
export function tableBands(
  { graph }: Subject,
  { id, head }: FigureBand,
  { nodes, through, rows }: DecoderTable,
  grid: PlacedGrid,
  words: FigureWords,
): readonly LayoutBand[] {
  const rowBand = (row: number): readonly LayoutBand[] => {
    const first = nodes.find((node) => node.row === row)?.item ?? through[0]?.sign;
    if (!first) return [];
    const { facts, tint, scale } = shapeFacts(graph, shapeOf(graph, first.id), words);
    const y = rowY(grid, row) - grid.row / 2;
    const rect = { x: grid.left + 6, y, width: grid.right - grid.left - 12, height: grid.row - 5 };
    const named = facts
      .map((fact) => fact.replace(` · ${scale}`, ''))
      .filter((fact, at, all) => all.indexOf(fact) === at);
    return [{ id: `${id}:${row}`, rect, title: scale || '1/1', facts: named, tint, parent: id }];
  };
  const { left, top, right, bottom } = grid;
  const rect = { x: left, y: top, width: right - left, height: bottom - top };
  return [
    { id, rect, title: head.title, facts: [], tint: 0 },
    ...Array.from({ length: rows }, (_, row) => rowBand(row)).flat(),
  ];
}
