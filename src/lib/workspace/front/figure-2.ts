import { presetConfig } from '#lib/dla/presets/presets.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { around } from '#lib/graph/layout/geometry.ts';
import type { Layout, Point, Rect } from '#lib/graph/layout/layout.ts';
import { allSix, type LevelVariant } from '#lib/workspace/compare/all-six.ts';

/** A level as figure 2 draws it: so many blocks, and nothing that comes from the level before but its image. */
const LEVEL = 'level2';
const BLOCKS = 4;

export interface Figure2 {
  readonly blocks: number;
  /** Of what the blocks give. */
  readonly channels: number;
  /** The six structures, in the paper's order; the first block of each is at the same place. */
  readonly variants: readonly LevelVariant[];
  /** What holds all of them. */
  readonly room: Rect;
}

/** The paper's first network up to its first level that aggregates, which has as many blocks as figure 2 has. */
function networkOfFigure2(): { readonly document: GraphDocument; readonly channels: number } {
  const config = presetConfig('dla34');
  const levels = config.levels
    .slice(0, 3)
    .map((level) => (level.kind === 'aggregation' ? { ...level, blocks: BLOCKS } : level));
  return { document: buildNetwork({ ...config, levels }), channels: levels.at(-1)!.channels };
}

/** Figure 2 of the paper as structures that follow each other in one place. */
export function figure2(): Figure2 {
  const { document, channels } = networkOfFigure2();
  const variants = allSix(document, LEVEL).flatMap((each) =>
    'layout' in each ? [{ ...each, layout: fromFirstBlock(each.layout) }] : [],
  );
  return { blocks: BLOCKS, channels, variants, room: around(variants.map(({ layout }) => layout.bounds)) };
}

/** A layout with its first block at the origin. */
function fromFirstBlock(layout: Layout): Layout {
  const first = layout.marks.filter(({ kind }) => kind === 'block').toSorted((a, b) => a.x - b.x)[0];
  if (!first) return layout;
  const { x: left, y: up } = first;
  const moved = <T extends { readonly x: number; readonly y: number }>(each: T): T => ({
    ...each,
    x: each.x - left,
    y: each.y - up,
  });
  return {
    ...layout,
    bounds: moved(layout.bounds),
    marks: layout.marks.map(moved),
    edges: layout.edges.map((edge) => ({
      ...edge,
      points: edge.points.map(([x, y]): Point => [x - left, y - up]),
    })),
  };
}
