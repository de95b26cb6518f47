import type { LayeredInput } from './input.ts';

/** An input by numbers: marks and edges by their index, edges whose ends are missing left out. */
export interface Model {
  readonly count: number;
  readonly width: Float64Array;
  readonly height: Float64Array;
  /** From the middle of each mark to its border, and the height that its ports share: `width` and `height` may be more. */
  readonly reach: Float64Array;
  readonly portHeight: Float64Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Edges by the mark that they leave, and by the one that they enter, in the order of the input. */
  readonly outs: readonly (readonly number[])[];
  readonly ins: readonly (readonly number[])[];
  /** Index in `input.edges`. */
  readonly edge: Int32Array;
  readonly index: ReadonlyMap<string, number>;
}

export function modelOf({ marks, edges }: Pick<LayeredInput, 'marks' | 'edges'>): Model {
  const index = new Map(marks.map(({ id }, at) => [id, at]));
  const known = edges.flatMap(({ from, to }, edge) => {
    const [a, b] = [index.get(from), index.get(to)];
    return a === undefined || b === undefined ? [] : [[a, b, edge] as const];
  });
  const outs: number[][] = marks.map(() => []);
  const ins: number[][] = marks.map(() => []);
  known.forEach(([a, b], at) => {
    outs[a]!.push(at);
    ins[b]!.push(at);
  });
  return {
    count: marks.length,
    width: Float64Array.from(marks, ({ width, room }) => room?.width ?? width),
    height: Float64Array.from(marks, ({ height, room }) => room?.height ?? height),
    reach: Float64Array.from(marks, ({ width }) => width / 2),
    portHeight: Float64Array.from(marks, ({ height }) => height),
    from: Int32Array.from(known, ([a]) => a),
    to: Int32Array.from(known, ([, b]) => b),
    edge: Int32Array.from(known, ([, , edge]) => edge),
    outs,
    ins,
    index,
  };
}

export interface Order {
  readonly marks: Int32Array;
  /** Edges that run against the order, on a circle: they are led round the layers. */
  readonly back: ReadonlySet<number>;
}

/** Every mark behind those that it takes; where a circle leaves none, the first that is left comes next. */
export function orderOf({ count, from, to, outs, ins }: Model): Order {
  const waiting = Int32Array.from(ins, (edges) => edges.length);
  const marks = new Int32Array(count);
  const placed = new Uint8Array(count);
  const ready: number[] = [];
  for (let at = 0; at < count; at += 1) if (waiting[at] === 0) ready.push(at);
  let [filled, next, first] = [0, 0, 0];
  while (filled < count) {
    if (next === ready.length) {
      while (placed[first] === 1) first += 1;
      ready.push(first);
    }
    const at = ready[next++]!;
    if (placed[at] === 1) continue;
    placed[at] = 1;
    marks[filled++] = at;
    for (const edge of outs[at]!) {
      waiting[to[edge]!]! -= 1;
      if (waiting[to[edge]!] === 0) ready.push(to[edge]!);
    }
  }
  const rank = new Int32Array(count);
  marks.forEach((mark, at) => (rank[mark] = at));
  const back = new Set<number>();
  from.forEach((mark, edge) => {
    if (rank[mark]! >= rank[to[edge]!]!) back.add(edge);
  });
  return { marks, back };
}
