import type { Box, Boxes } from '#lib/graph/commands/align.ts';
import { rectOf } from '#lib/graph/layout/geometry.ts';
import type { Layout, Rect } from '#lib/graph/layout/layout.ts';
import { indexOfLayout } from '#lib/graph/view/layout-index.ts';

/** What is drawn for some nodes and groups, around their centres: their own marks, or their bands. */
export function boxesOf(layout: Layout, ids: readonly string[]): Boxes {
  const bands = new Map(layout.bands.map(({ id, rect }) => [id, rect]));
  return new Map(
    ids.flatMap((id): (readonly [string, Box])[] => {
      const mark = indexOfLayout(layout).mark(id);
      const rect = mark && mark.kind !== 'op' ? rectOf(mark) : bands.get(id);
      return rect ? [[id, boxIn(rect)]] : [];
    }),
  );
}

const boxIn = ({ x, y, width, height }: Rect): Box => ({ x: x + width / 2, y: y + height / 2, width, height });
