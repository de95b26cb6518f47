import type { Point } from '../layout';
import { LANE_GAP, MARK_GAP, type LayeredInput } from './input';
import { placeInOrder, type Wish } from './isotonic';
import type { Items, Step } from './items';
import type { Model } from './model';

/** Where each edge enters its end, from the end's centre: inputs stand under each other, the first on top. */
export function portOffsets({ from, ins, height }: Model): Float64Array {
  const offsets = new Float64Array(from.length);
  ins.forEach((edges, mark) => {
    const step = Math.min(10, (height[mark]! - 4) / edges.length);
    edges.forEach((edge, place) => (offsets[edge] = (place - (edges.length - 1) / 2) * step));
  });
  return offsets;
}

/** The height of every item: first an order in each layer, then places that make edges straight. */
export function rowsOf(model: Model, items: Items, offsets: Float64Array, input: LayeredInput): Float64Array {
  const layers: number[][] = Array.from({ length: items.layers }, () => []);
  items.layer.forEach((layer, item) => layer >= 0 && layers[layer]!.push(item));
  return input.previous ? stableRows(model, items, input, layers, offsets) : freshRows(items, layers, offsets);
}

const SWEEPS = 4;

function freshRows(items: Items, layers: number[][], offsets: Float64Array): Float64Array {
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
function wishOf(steps: readonly Step[], y: Float64Array, offsets: Float64Array, forward: boolean): number | undefined {
  if (steps.length === 0) return undefined;
  const shift = (edge: number): number => (edge < 0 ? 0 : forward ? -offsets[edge]! : offsets[edge]!);
  const wishes = steps.map(({ item, edge }) => y[item]! + shift(edge)).sort((a, b) => a - b);
  return wishes[(wishes.length - 1) >> 1];
}

/** What the picture before shows stays; new marks come level with their neighbours, edges keep their lanes. */
function stableRows(
  model: Model,
  items: Items,
  { marks, edges, previous }: LayeredInput,
  layers: number[][],
  offsets: Float64Array,
): Float64Array {
  const before = new Map(previous!.marks.map((mark) => [mark.id, mark]));
  const ways = new Map(previous!.edges.map(({ id, points }) => [id, points]));
  const y = new Float64Array(items.count);
  const known = new Uint8Array(items.count);
  marks.forEach(({ id }, mark) => {
    const old = before.get(id);
    if (!old) return;
    y[mark] = old.y;
    known[mark] = 1;
  });
  const stood = layers.map((layer) => middleOf(layer.flatMap((item) => before.get(marks[item]?.id ?? '')?.x ?? [])));
  for (const [edge, passed] of items.passed) {
    const way = ways.get(edges[model.edge[edge]!]!.id);
    for (const item of passed) {
      const x = stood[items.layer[item]!];
      const lane = way && x !== undefined && known[item] === 0 ? heightAt(way, x) : undefined;
      if (lane === undefined) continue;
      y[item] = lane;
      known[item] = 1;
    }
  }
  layers.forEach((layer) => {
    for (const item of layer) {
      if (known[item] === 1) continue;
      const placed = (steps: readonly Step[]): readonly Step[] => steps.filter(({ item: other }) => known[other] === 1);
      y[item] =
        wishOf(placed(items.before[item]!), y, offsets, true) ??
        wishOf(placed(items.next[item]!), y, offsets, false) ??
        0;
      known[item] = 1;
    }
    const isNew = (item: number): number => (item < model.count && before.has(marks[item]!.id) ? 0 : 1);
    // What was there stands first where two want one place: the new one makes way.
    layer.sort((a, b) => y[a]! - y[b]! || isNew(a) - isNew(b) || a - b);
    place(items, layer, y, (item) => ({ at: y[item]!, weight: isNew(item) === 0 ? 8 : 1 }));
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

export function middleOf(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function place(items: Items, layer: readonly number[], y: Float64Array, wish: (item: number) => Wish): void {
  const apart = layer.slice(1).map((item, at) => {
    const [a, b] = [items.height[layer[at]!]!, items.height[item]!];
    return (a + b) / 2 + (a === 0 || b === 0 ? LANE_GAP : MARK_GAP);
  });
  const places = placeInOrder(layer.map(wish), apart);
  layer.forEach((item, at) => (y[item] = places[at]!));
}
