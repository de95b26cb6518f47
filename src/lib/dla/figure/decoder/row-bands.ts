import type { LayoutBand } from '#lib/graph/layout/layout.ts';
import { shapeFacts } from '../label/band-head.ts';
import type { FigureWords } from '../label/words.ts';
import { shapeOf } from '../read/shapes.ts';
import type { Subject } from '../read/subject.ts';
import type { FigureBand } from '../route/between/figure-band.ts';

/** The borders of a decoder's table, and its rows from top to bottom. */
export interface TableRoom {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Height of a row, and where each begins. */
  readonly row: number;
  rowTop(index: number): number;
}

/**
 * The band of a decoder's table, and a band in it for every row with the resolution at which that works: `firsts` are ids
 * of the first mark in each.
 */
export function tableBands(
  { graph }: Subject,
  { id, head }: FigureBand,
  firsts: readonly (string | undefined)[],
  room: TableRoom,
  words: FigureWords,
): readonly LayoutBand[] {
  const { left, top, right, bottom } = room;
  const rowBand = (first: string | undefined, row: number): readonly LayoutBand[] => {
    if (first === undefined) return [];
    const { facts, tint, scale } = shapeFacts(graph, shapeOf(graph, first), words);
    const rect = { x: left + 6, y: room.rowTop(row), width: right - left - 12, height: room.row - 5 };
    const named = facts
      .map((fact) => fact.replace(` · ${scale}`, ''))
      .filter((fact, at, all) => all.indexOf(fact) === at);
    return [{ id: `${id}:${row}`, rect, title: scale || '1/1', facts: named, tint, parent: id }];
  };
  const rect = { x: left, y: top, width: right - left, height: bottom - top };
  return [{ id, rect, title: head.title, facts: [], tint: 0 }, ...firsts.flatMap(rowBand)];
}
