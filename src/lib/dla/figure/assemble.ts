import { around, rectOf } from '#lib/graph/layout/geometry.ts';
import type { Layout, Rect } from '#lib/graph/layout/layout.ts';
import { moved } from '#lib/graph/layout/settled.ts';
import { BAND_GAP } from './measure.ts';
import type { Drawn } from './place/drawn.ts';
import type { FigurePlan } from './plan/figure-plan.ts';

/**
 * The whole picture, in the order in which things are said and drawn: marks from left to right, line by line. In
 * hundredths, so that what stays where it was stays exactly there.
 */
export function assemble(plan: FigurePlan, { bands, marks, edges }: Drawn): Layout {
  const order = orderOf(plan);
  const corners = edges.flatMap(({ points }) => points.map(([x, y]): Rect => ({ x, y, width: 0, height: 0 })));
  const inOrder = marks.toSorted((a, b) => order.get(a.id)! - order.get(b.id)!);
  const all = around([...bands.map(({ rect }) => rect), ...inOrder.map(rectOf), ...corners]);
  const bounds = {
    x: all.x - BAND_GAP,
    y: all.y - BAND_GAP,
    width: all.width + 2 * BAND_GAP,
    height: all.height + 2 * BAND_GAP,
  };
  return moved({ bands, marks: inOrder, edges, bounds }, [0, 0]);
}

/** Marks as they are computed, each before its ops. */
function orderOf({ bands, sources }: FigurePlan): ReadonlyMap<string, number> {
  const items = [...sources, ...bands.flatMap(({ items: own }) => own)];
  return new Map(items.flatMap((item) => [item, ...item.ops]).map(({ id }, index) => [id, index]));
}
