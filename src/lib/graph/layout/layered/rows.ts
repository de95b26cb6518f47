import { LANE_GAP, MARK_GAP } from './input.ts';
import { placeInOrder, type Wish } from './isotonic.ts';
import type { Items, Step } from './items.ts';
import type { Model } from './model.ts';

/** Where each edge enters its end, from the end's centre: inputs stand under each other, the first on top. */
export function portOffsets({ from, ins, portHeight }: Model): Float64Array {
  const offsets = new Float64Array(from.length);
  ins.forEach((edges, mark) => {
    const step = Math.min(10, (portHeight[mark]! - 4) / edges.length);
    edges.forEach((edge, place) => (offsets[edge] = (place - (edges.length - 1) / 2) * step));
  });
  return offsets;
}

const SWEEPS = 4;

/** The height of every item: first an order in each layer, then places that make edges straight. */
export function freshRows(items: Items, offsets: Float64Array): Float64Array {
  const layers = itemsByLayer(items);
  const y = new Float64Array(items.count);
  const index = (layer: readonly number[]): void => layer.forEach((item, at) => (y[item] = at));
  layers.forEach(index);
  const there = [...layers.keys()];
  for (let sweep = 0; sweep < SWEEPS; sweep += 1)
    for (const at of sweep % 2 === 0 ? there : there.toReversed()) {
      const steps = sweep % 2 === 0 ? items.before : items.next;
      // The middle of its neighbours; the place in the order where it has none.
      const middle = new Map(layers[at]!.map((item) => [item, meanOf(steps[item]!, y) ?? y[item]!]));
      layers[at]!.sort((a, b) => middle.get(a)! - middle.get(b)!);
      index(layers[at]!);
    }
  y.fill(0);
  for (const forward of [true, false, true])
    for (const at of forward ? there : there.toReversed()) {
      const steps = forward ? items.before : items.next;
      place(items, layers[at]!, y, (item) => ({
        at: wishOf(steps[item]!, y, offsets, forward) ?? y[item]!,
        // The chain of marks runs straight, and what passes makes way once, where it starts.
        weight: steps[item]!.length === 0 ? 0.1 : items.height[item] === 0 ? 1 : 2,
      }));
    }
  return y;
}

function meanOf(steps: readonly Step[], y: Float64Array): number | undefined {
  if (steps.length === 0) return undefined;
  return steps.reduce((sum, { item }) => sum + y[item]!, 0) / steps.length;
}

/** The height at which an item's edges run straight: the middle one of them. */
export function wishOf(
  steps: readonly Step[],
  y: Float64Array,
  offsets: Float64Array,
  forward: boolean,
): number | undefined {
  if (steps.length === 0) return undefined;
  const shift = (edge: number): number => (edge < 0 ? 0 : forward ? -offsets[edge]! : offsets[edge]!);
  const wishes = steps.map(({ item, edge }) => y[item]! + shift(edge)).sort((a, b) => a - b);
  return wishes[(wishes.length - 1) >> 1];
}

export function itemsByLayer({ layer, layers }: Items): number[][] {
  const found: number[][] = Array.from({ length: layers }, () => []);
  layer.forEach((at, item) => at >= 0 && found[at]!.push(item));
  return found;
}

function place(items: Items, layer: readonly number[], y: Float64Array, wish: (item: number) => Wish): void {
  const apart = layer.slice(1).map((item, at) => {
    const [a, b] = [items.height[layer[at]!]!, items.height[item]!];
    return (a + b) / 2 + (a === 0 || b === 0 ? LANE_GAP : MARK_GAP);
  });
  const places = placeInOrder(layer.map(wish), apart);
  layer.forEach((item, at) => (y[item] = places[at]!));
}
