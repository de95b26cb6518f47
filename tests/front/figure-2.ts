import { buildNetwork } from '#lib/dla/network/build.ts';
import { structurePictogram } from '#lib/dla/figure/plan/pictogram.ts';
import { structures } from '#lib/dla/structures/structures.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { around } from '#lib/graph/layout/geometry.ts';
import type { Layout, LayoutEdge, LayoutMark, Point, Rect } from '#lib/graph/layout/layout.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { allSix } from '#lib/workspace/compare/all-six.ts';

/** A level as figure 2 of the paper draws it: so many blocks, and nothing that comes from the level before but its image. */
const LEVEL = 'level2';
const BLOCKS = 4;

/** The paper's first network up to its first level that aggregates, which has as many blocks as figure 2 has. */
function networkOfFigure2(): { readonly document: GraphDocument; readonly channels: number } {
  const config = presetConfig('dla34');
  const levels = config.levels
    .slice(0, 3)
    .map((level) => (level.kind === 'aggregation' ? { ...level, blocks: BLOCKS } : level));
  return { document: buildNetwork({ ...config, levels }), channels: levels.at(-1)!.channels };
}

/** Figure 2 of the paper as the front page shows it: computed by the core, which the page itself does not load. */
export function figure2() {
  const { document, channels } = networkOfFigure2();
  const variants = allSix(document, LEVEL).flatMap((each) => ('layout' in each ? [each] : []));
  const drawn = variants.map(({ structure, layout, costs, aggregationNodes, skip, blocks, way, path }) => ({
    structure,
    letter: structures[structure].letter,
    pictogram: structurePictogram(structure),
    ...{ parameters: costs.parameters, aggregationNodes, skip, blocks, way, path: [...path] },
    layout: fromFirstBlock(layout),
  }));
  return { blocks: BLOCKS, channels, room: rounded(around(drawn.map(({ layout }) => layout.bounds))), variants: drawn };
}

const round = (value: number): number => Math.round(value * 100) / 100;
const rounded = ({ x, y, width, height }: Rect): Rect => ({
  ...{ x: round(x), y: round(y), width: round(width), height: round(height) },
});

/** A layout with its first block at the origin, without what only a screen reader is told: the page says it otherwise. */
function fromFirstBlock({ marks, edges, bounds }: Layout): Layout {
  const { x: left, y: up } = marks.filter(({ kind }) => kind === 'block').toSorted((a, b) => a.x - b.x)[0]!;
  const moved = <T extends { readonly x: number; readonly y: number }>(each: T): T => ({
    ...each,
    x: round(each.x - left),
    y: round(each.y - up),
  });
  return {
    bands: [],
    marks: marks.map((mark): LayoutMark => ({ ...moved(mark), description: '', of: [mark.id] })),
    edges: edges.map((edge): LayoutEdge => ({
      ...edge,
      points: edge.points.map(([x, y]): Point => [round(x - left), round(y - up)]),
    })),
    bounds: rounded(moved(bounds)),
  };
}
