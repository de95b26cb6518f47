import type { Model } from './model.ts';

/** What stands in layers: marks first, by their index, then the places where longer edges pass. */
export interface Items {
  readonly count: number;
  readonly layer: readonly number[];
  /** Half of it is kept clear on both sides; 0 where an edge passes. */
  readonly height: readonly number[];
  /** The mark whose value passes; of a mark itself. */
  readonly source: readonly number[];
  /** Steps from an item to one in the next layer. `edge` is the one that ends there, -1 where it only passes. */
  readonly next: readonly (readonly Step[])[];
  readonly before: readonly (readonly Step[])[];
  /** Items that an edge passes, in order. */
  readonly passed: ReadonlyMap<number, readonly number[]>;
  /** Edges that no layers lead: against the order, too long, or from or to a pinned mark. */
  readonly outer: readonly number[];
  readonly layers: number;
}

export interface Step {
  readonly item: number;
  readonly edge: number;
}

/** So many passing places to a mark and edge; beyond that the longest edges are led round the layers. */
const MOST_PASSING = 6;

/** Cuts edges into steps from layer to layer; edges of one value pass a layer in one place. */
export function itemsOf(model: Model, layers: Int32Array, back: ReadonlySet<number>): Items {
  const { count, from, to, outs } = model;
  const span = (edge: number): number => layers[to[edge]!]! - layers[from[edge]!]!;
  const led = (edge: number): boolean =>
    !back.has(edge) && layers[from[edge]!]! >= 0 && layers[to[edge]!]! >= 0 && span(edge) >= 1;
  const limit = longestLed(model, span, led);
  const layer = Array.from(layers);
  const height = Array.from(model.height);
  const source = Array.from({ length: count }, (_, mark) => mark);
  const next: Step[][] = layer.map(() => []);
  const before: Step[][] = layer.map(() => []);
  const passed = new Map<number, readonly number[]>();
  const outer: number[] = [];
  const link = (a: number, b: number, edge: number): void => {
    next[a]!.push({ item: b, edge });
    before[b]!.push({ item: a, edge });
  };
  for (let mark = 0; mark < count; mark += 1) {
    const way: number[] = [];
    for (const edge of outs[mark]!) {
      if (!led(edge) || span(edge) > limit) {
        outer.push(edge);
        continue;
      }
      const steps = span(edge) - 1;
      while (way.length < steps) {
        const at = layer.length;
        layer.push(layers[mark]! + way.length + 1);
        height.push(0);
        source.push(mark);
        next.push([]);
        before.push([]);
        link(way.at(-1) ?? mark, at, -1);
        way.push(at);
      }
      const passing = way.slice(0, steps);
      passed.set(edge, passing);
      link(passing.at(-1) ?? mark, to[edge]!, edge);
    }
  }
  const last = layer.reduce((most, each) => Math.max(most, each), -1);
  return { count: layer.length, layer, height, source, next, before, passed, outer, layers: last + 1 };
}

function longestLed(model: Model, span: (edge: number) => number, led: (edge: number) => boolean): number {
  const allowed = MOST_PASSING * (model.count + model.from.length) + 1000;
  const farthest = model.outs.map((edges) =>
    edges.reduce((most, edge) => Math.max(most, led(edge) ? span(edge) : 0), 0),
  );
  const sum = (limit: number): number => farthest.reduce((all, each) => all + Math.min(each, limit), 0);
  let limit = farthest.reduce((most, each) => Math.max(most, each), 1);
  while (limit > 1 && sum(limit) > allowed) limit = limit >> 1;
  return limit;
}
