import type { Point } from '../layout.ts';
import { LANE_GAP, MARK_GAP, type LayeredInput } from './input.ts';
import { middleOf, placeInOrder } from './isotonic.ts';
import type { Items, Step } from './items.ts';
import type { Model } from './model.ts';
import { itemsByLayer, wishOf } from './rows.ts';
import { Slots, type Gaps } from './slots.ts';

/** What was there may stand so near. */
const LEAST: Gaps = { mark: 4, lane: 5 };
const WANTED: Gaps = { mark: MARK_GAP, lane: LANE_GAP };

/**
 * The height of every item, beside a picture before: marks that keep their column keep their place, then edges keep the
 * lanes that are still free, then what is new takes the free place that is nearest to the height of its neighbours.
 */
export function stableRows(
  model: Model,
  items: Items,
  offsets: Float64Array,
  { marks, edges, previous }: LayeredInput,
  kept: ReadonlySet<number>,
): Float64Array {
  const layers = itemsByLayer(items);
  const before = new Map(previous!.marks.map((mark) => [mark.id, mark]));
  const ways = new Map(previous!.edges.map(({ id, points }) => [id, points]));
  const old = (item: number) => before.get(marks[item]!.id)!;
  const y = new Float64Array(items.count);
  const known = new Uint8Array(items.count);
  const slots = layers.map(() => new Slots());
  const settle = (item: number, at: number): void => {
    y[item] = at;
    known[item] = 1;
    slots[items.layer[item]!]!.take(at, items.height[item]!);
  };
  layers.forEach((layer) => {
    const own = layer.filter((item) => kept.has(item)).sort((a, b) => old(a).y - old(b).y);
    const apart = own.slice(1).map((item, at) => (items.height[own[at]!]! + items.height[item]!) / 2 + LEAST.mark);
    const places = placeInOrder(
      own.map((item) => ({ at: old(item).y, weight: 1 })),
      apart,
    );
    own.forEach((item, at) => settle(item, places[at]!));
  });
  const stood = layers.map((layer) => middleOf(layer.flatMap((item) => (kept.has(item) ? old(item).x : []))));
  for (const [edge, passed] of items.passed) {
    const way = ways.get(edges[model.edge[edge]!]!.id);
    for (const item of passed) {
      const x = stood[items.layer[item]!];
      const lane = way && x !== undefined && known[item] === 0 ? heightAt(way, x) : undefined;
      if (lane !== undefined) settle(item, slots[items.layer[item]!]!.nearest(lane, 0, LEAST));
    }
  }
  const placed = (steps: readonly Step[]): readonly Step[] => steps.filter(({ item }) => known[item] === 1);
  layers.forEach((layer, at) => {
    for (const item of layer) {
      if (known[item] === 1) continue;
      const wish =
        (item < model.count ? before.get(marks[item]!.id)?.y : undefined) ??
        wishOf(placed(items.before[item]!), y, offsets, true) ??
        wishOf(placed(items.next[item]!), y, offsets, false) ??
        0;
      settle(item, slots[at]!.nearest(wish, items.height[item]!, WANTED));
    }
  });
  return y;
}

/** At what height a line passes a place; undefined where it does not. */
function heightAt(points: readonly Point[], x: number): number | undefined {
  for (let at = 1; at < points.length; at += 1) {
    const [[ax, ay], [bx, by]] = [points[at - 1]!, points[at]!];
    if (ay === by && Math.min(ax, bx) <= x && x <= Math.max(ax, bx)) return ay;
  }
  return undefined;
}
