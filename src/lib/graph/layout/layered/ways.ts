import { corners } from '../geometry';
import type { Point } from '../layout';
import { CLEAR, LAYER_GAP, MARGIN, TRACK, type LayeredInput } from './input';
import { placeInOrder } from './isotonic';
import type { Items } from './items';
import type { Model } from './model';
import { middleOf } from './rows';
import { tracksOf, type Net, type Tracks } from './tracks';

export interface Ways {
  /** The centre of each layer. */
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
export function waysOf(model: Model, items: Items, y: Float64Array, offsets: Float64Array, input: LayeredInput): Ways {
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
  const { x, widths } = columns(model, items, rooms, input);
  const lineX = ([room, track]: readonly [number, number]): number =>
    room === 0
      ? x[0]! - widths[0]! / 2 - CLEAR - (rooms.tracks[0]!.count - 1 - track) * TRACK
      : x[room - 1]! + widths[room - 1]! / 2 + CLEAR + track * TRACK;

  const points = Array.from(model.from, (from, edge): readonly Point[] | undefined => {
    const to = model.to[edge]!;
    if (items.layer[from]! < 0 || items.layer[to]! < 0) return undefined;
    const path: Point[] = [[x[items.layer[from]!]! + model.width[from]! / 2, y[from]!]];
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
    return corners([...path, [x[items.layer[to]!]! - model.width[to]! / 2, end(to, edge)]]);
  });
  return { x, points };
}

/** Centres and widths of the layers; where a picture was before, as many marks as can stay where they were. */
function columns(
  model: Model,
  items: Items,
  rooms: Rooms,
  { marks, previous }: LayeredInput,
): { readonly x: Float64Array; readonly widths: Float64Array } {
  const before = new Map((previous?.marks ?? []).map((mark) => [mark.id, mark.x]));
  const widths = new Float64Array(items.layers);
  const old: number[][] = Array.from(widths, () => []);
  for (let mark = 0; mark < model.count; mark += 1) {
    const layer = items.layer[mark]!;
    if (layer < 0) continue;
    widths[layer] = Math.max(widths[layer]!, model.width[mark]!);
    const x = before.get(marks[mark]!.id);
    if (x !== undefined) old[layer]!.push(x);
  }
  const apart = Array.from(widths.subarray(1), (width, at) => {
    const lines = Math.max(0, rooms.tracks[at + 1]!.count - 1) * TRACK;
    return (widths[at]! + width) / 2 + Math.max(LAYER_GAP, 2 * CLEAR + lines);
  });
  const wishes = old.map((places) => ({ at: middleOf(places) ?? 0, weight: places.length }));
  return { x: placeInOrder(wishes, apart), widths };
}
