// What the tests of the geometry hold against the texts of every picture.
import { grow, meets, rectOf, runsThrough } from '#lib/graph/layout/geometry.ts';
import type { Layout, LayoutMark, Rect } from '#lib/graph/layout/layout.ts';
import { labelRect, type Label } from '#lib/graph/view/label.ts';
import { sceneOf } from '#lib/graph/view/scene.ts';

type Box = Label & { readonly rect: Rect };

/** Labels that meet another, a mark that they do not name, or an edge that runs through the name of a mark. */
export function labelFaults(layout: Layout, zoom: number): readonly string[] {
  const { labels, marks, frames } = sceneOf(layout, { zoom });
  const byId = new Map([...marks, ...frames].map(({ mark }) => [mark.id, mark]));
  const boxes = labels.map((label): Box => ({ ...label, rect: labelRect(label) }));
  return boxes.flatMap((box, at) => [
    ...boxes.slice(at + 1).flatMap((other) => (meets(box.rect, other.rect) ? [`${box.key} over ${other.key}`] : [])),
    ...marks.flatMap(({ mark }) => (isOver(box, mark, byId.get(box.of)) ? [`${box.key} over ${mark.id}`] : [])),
    ...struck(layout, box),
  ]);
}

function isOver(box: Box, mark: LayoutMark, own: LayoutMark | undefined): boolean {
  if (mark.kind === 'source' || mark.id === box.of || !meets(box.rect, rectOf(mark))) return false;
  // The name of a frame that is small stands over its ops.
  return !(box.kind === 'frame' && mark.kind === 'op' && mark.of.every((node) => own?.of.includes(node)));
}

const struck = ({ edges }: Layout, { key, kind, rect }: Box): readonly string[] =>
  ['block', 'node', 'pool'].includes(kind)
    ? edges.flatMap(({ id, points }) =>
        runsThrough(points, grow(rect, -rect.height * 0.15)) ? [`${id} through ${key}`] : [],
      )
    : [];
