import { corners } from '../geometry.ts';
import type { Point } from '../layout.ts';
import { BUNDLE_GAP, CLEAR, LAYER_GAP, MARGIN, TRACK, type LayeredInput } from './input.ts';
import { middleOf, mostStaying, placeInOrder } from './isotonic.ts';
import type { Items } from './items.ts';
import type { Model } from './model.ts';
import { tracksOf, type Net, type Tracks } from './tracks.ts';

/** Between two layers that stay where they were, and between their lines. */
const LEAST_GAP = 16;
const LEAST_TRACK = 4;

export interface RoutedEdges {
  /** The centre of each mark. */
  readonly x: Float64Array;
  /** Of each edge of the model, from border to border; none for edges of pinned marks. */
  readonly points: readonly (readonly Point[] | undefined)[];
}

/** The rooms beside the layers, `room[k]` on the left of layer k, with the nets that cross each. */
class Rooms {
  readonly nets: Net[][];
  /** Where the net of an item, or of an outer edge, stands in its room. */
  private readonly place = new Map<string, readonly [room: number, net: number]>();
  tracks: readonly Tracks[] = [];

  constructor(layers: number) {
    this.nets = Array.from({ length: layers + 1 }, () => []);
  }

  add(key: string, room: number, net: Net): void {
    this.place.set(key, [room, this.nets[room]!.length]);
    this.nets[room]!.push(net);
  }

  /** The line that a net turns on, by its room; undefined where it runs straight on. */
  turn(key: string): readonly [room: number, track: number] | undefined {
    const [room, net] = this.place.get(key)!;
    const track = this.tracks[room]!.track[net]!;
    return track < 0 ? undefined : [room, track];
  }
}

/** Places the layers, with room for the lines between them, and leads every edge through. */
export function routeEdges(
  model: Model,
  items: Items,
  y: Float64Array,
  offsets: Float64Array,
  input: LayeredInput,
  kept: ReadonlySet<number>,
): RoutedEdges {
  const rooms = new Rooms(items.layers);
  const end = (item: number, edge: number): number => y[item]! + (edge < 0 ? 0 : offsets[edge]!);
  items.next.forEach((steps, item) => {
    if (steps.length === 0) return;
    const ends = steps.map((step) => end(step.item, step.edge));
    rooms.add(`${item}`, items.layer[item]! + 1, { at: y[item]!, ends });
  });
  const outer = items.outer.filter(
    (edge) => items.layer[model.from[edge]!]! >= 0 && items.layer[model.to[edge]!]! >= 0,
  );
  const top = y.reduce(
    (least, at, item) => (items.layer[item]! < 0 ? least : Math.min(least, at - items.height[item]! / 2)),
    0,
  );
  const lane = new Map(outer.map((edge, at) => [edge, top - MARGIN - at * TRACK]));
  for (const edge of outer) {
    const [from, to] = [model.from[edge]!, model.to[edge]!];
    rooms.add(`out ${edge}`, items.layer[from]! + 1, { at: y[from]!, ends: [lane.get(edge)!] });
    rooms.add(`in ${edge}`, items.layer[to]!, { at: lane.get(edge)!, ends: [end(to, edge)] });
  }
  rooms.tracks = rooms.nets.map(tracksOf);
  const { x, left, right } = columns(model, items, rooms, input, kept);
  const lineX = ([room, track]: readonly [number, number]): number => {
    const lines = rooms.tracks[room]!.count - 1;
    if (room === 0) return left[0]! - CLEAR - (lines - track) * TRACK;
    // Lines of a narrow room come nearer to each other.
    const share = Math.min(1, ((left[room] ?? Infinity) - right[room - 1]!) / (2 * CLEAR + lines * TRACK));
    return right[room - 1]! + share * (CLEAR + track * TRACK);
  };

  const points = Array.from(model.from, (from, edge): readonly Point[] | undefined => {
    const to = model.to[edge]!;
    if (items.layer[from]! < 0 || items.layer[to]! < 0) return undefined;
    const path: Point[] = [[x[from]! + model.reach[from]!, y[from]!]];
    const turn = (key: string, height: number): void => {
      const line = rooms.turn(key);
      if (line) path.push([lineX(line), path.at(-1)![1]], [lineX(line), height]);
    };
    if (lane.has(edge)) {
      turn(`out ${edge}`, lane.get(edge)!);
      turn(`in ${edge}`, end(to, edge));
    } else {
      const way = items.passed.get(edge)!;
      [from, ...way].forEach((item, at) => turn(`${item}`, at < way.length ? y[way[at]!]! : end(to, edge)));
    }
    return corners([...path, [x[to]! - model.reach[to]!, end(to, edge)]]);
  });
  return { x, points };
}

interface Columns {
  /** Of each mark. */
  readonly x: Float64Array;
  readonly left: Float64Array;
  readonly right: Float64Array;
}

/**
 * Where the layers stand; where a picture was before, as many marks as can stay where they were. Lines between two layers
 * that were there before rather come nearer to each other than push a layer away.
 */
function columns(
  model: Model,
  items: Items,
  rooms: Rooms,
  { marks, edges, previous }: LayeredInput,
  kept: ReadonlySet<number>,
): Columns {
  const before = new Map((previous?.marks ?? []).map((mark) => [mark.id, mark.x]));
  const old: number[][] = Array.from({ length: items.layers }, () => []);
  for (const mark of kept) old[items.layer[mark]!]!.push(before.get(marks[mark]!.id)!);
  const centre = old.map(middleOf);
  // Marks of one layer need not stand under each other in a picture that another layout drew.
  const shift = Float64Array.from(marks, ({ id }, mark) =>
    kept.has(mark) ? before.get(id)! - centre[items.layer[mark]!]! : 0,
  );
  const [toLeft, toRight] = [new Float64Array(items.layers), new Float64Array(items.layers)];
  for (let mark = 0; mark < model.count; mark += 1) {
    const layer = items.layer[mark]!;
    if (layer < 0) continue;
    toLeft[layer] = Math.max(toLeft[layer]!, model.width[mark]! / 2 - shift[mark]!);
    toRight[layer] = Math.max(toRight[layer]!, model.width[mark]! / 2 + shift[mark]!);
  }
  // A bundle that ends in the next layer has no other room for its number.
  const bundled = new Set<number>();
  model.edge.forEach((edge, at) => {
    const [from, to] = [items.layer[model.from[at]!]!, items.layer[model.to[at]!]!];
    if (edges[edge]!.count > 1 && Math.abs(to - from) === 1) bundled.add(Math.min(from, to));
  });
  const apart = Array.from(toLeft.subarray(1), (left, at) => {
    const lines = Math.max(0, rooms.tracks[at + 1]!.count - 1);
    const stood = old[at]!.length > 0 && old[at + 1]!.length > 0;
    const room = stood
      ? LEAST_GAP + lines * LEAST_TRACK
      : Math.max(bundled.has(at) ? BUNDLE_GAP : LAYER_GAP, 2 * CLEAR + lines * TRACK);
    return toRight[at]! + left + room;
  });
  const x = placeInOrder(
    mostStaying(
      centre.map((at, layer) => ({ at: at ?? 0, weight: old[layer]!.length })),
      apart,
    ),
    apart,
  );
  // A layer that is new stands in the middle of the room that it has.
  for (let layer = 1; previous && layer + 1 < x.length; layer += 1)
    if (old[layer]!.length === 0) x[layer] = (x[layer - 1]! + apart[layer - 1]! + x[layer + 1]! - apart[layer]!) / 2;
  return {
    x: shift.map((by, mark) => by + (x[items.layer[mark]!] ?? 0)),
    left: x.map((at, layer) => at - toLeft[layer]!),
    right: x.map((at, layer) => at + toRight[layer]!),
  };
}
