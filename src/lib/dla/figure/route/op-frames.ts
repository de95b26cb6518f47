import type { Op } from '#lib/dla/op-graph/op-graph.ts';
import type { LayoutEdge, LayoutMark, Point, Side } from '#lib/graph/layout/layout.ts';
import { shapeText, type FigureWords } from '../label/words.ts';
import { OP } from '../measure.ts';
import type { Drawn } from '../place/drawn.ts';
import type { FigurePlan } from '../plan/figure-plan.ts';
import type { Subject } from '../read/subject.ts';

/** The ops inside the marks that are open for them. */
export function drawOpFrames(
  { graph }: Subject,
  { bands }: FigurePlan,
  marks: readonly LayoutMark[],
  words: FigureWords,
): Drawn {
  const indices = new Map(graph.ops.map((op, index) => [op, index]));
  const places = new Map(marks.map((mark) => [mark.id, mark]));
  const frames = bands.flatMap(({ items }) =>
    items.flatMap(({ id, ops, height }) => {
      const mark = places.get(id);
      if (!mark || ops.length === 0) return [];
      const frame = { id, x: mark.x, y: mark.y, height };
      const rows = new Map(ops.map((op, row) => [indices.get(op)!, row]));
      return [
        { marks: ops.map((op, row) => opMark(op, frame, row, words)), edges: opEdges(ops, frame, rows, graph.ops) },
      ];
    }),
  );
  return { bands: [], marks: frames.flatMap((each) => each.marks), edges: frames.flatMap((each) => each.edges) };
}

type Frame = Pick<LayoutMark, 'id' | 'x' | 'y' | 'height'>;

/** The height of an op in its frame: one under the other in their order. */
const rowY = ({ y, height }: Frame, row: number): number => y - height / 2 + OP.head + OP.height / 2 + row * OP.pitch;

function opMark(op: Op, frame: Frame, row: number, words: FigureWords): LayoutMark {
  const label = words.op(op.kind, op.attributes);
  return {
    id: op.id,
    kind: 'op',
    x: frame.x,
    y: rowY(frame, row),
    width: OP.width,
    height: OP.height,
    label,
    description: words.description(label, '', shapeText(op.shape), [], []),
    of: [op.node],
  };
}

/**
 * Neighbours are joined straight, others by a track at the right; a pin at the left says that an op takes a value from
 * outside, one at the right that its value leaves.
 */
function opEdges(
  ops: readonly Op[],
  frame: Frame,
  rows: ReadonlyMap<number, number>,
  allOps: readonly Op[],
): readonly LayoutEdge[] {
  const [left, right] = [frame.x - OP.width / 2, frame.x + OP.width / 2];
  const result = ops.findLast((op) => op.node === frame.id);
  const edges: LayoutEdge[] = [];
  const inputs = new Map<string, number>();
  const put = (from: string, to: string, { shape }: Op, port: Side, points: readonly Point[]): void => {
    const input = inputs.get(to) ?? 0;
    inputs.set(to, input + 1);
    const label = shapeText(shape);
    edges.push({ id: `${from}>${to}`, from, to, input, kind: 'backbone', points, port, label, count: 1 });
  };
  const tracks: number[] = [];
  /** The first track that is free between both rows. */
  const trackX = (from: number, to: number): number => {
    const free = tracks.findIndex((end) => end <= from);
    const track = free < 0 ? tracks.length : free;
    tracks[track] = to;
    return right + 4 + (track % 4) * 2.5;
  };
  for (const [row, op] of ops.entries()) {
    const y = rowY(frame, row);
    let pinned = false;
    for (const input of op.inputs) {
      const from = rows.get(input);
      const source = allOps[input]!;
      if (from === undefined) {
        // One pin for all that comes from outside.
        if (!pinned) {
          const points: Point[] = [
            [frame.x - OP.frame / 2, y],
            [left, y],
          ];
          put(frame.id, op.id, source, 'left', points);
        }
        pinned = true;
      } else if (from === row - 1) {
        const points: Point[] = [
          [frame.x, rowY(frame, from) + OP.height / 2],
          [frame.x, y - OP.height / 2],
        ];
        put(source.id, op.id, source, 'top', points);
      } else {
        const x = trackX(from, row);
        const out = rowY(frame, from) + 3;
        const points: Point[] = [
          [right, out],
          [x, out],
          [x, y - 3],
          [right, y - 3],
        ];
        put(source.id, op.id, source, 'right', points);
      }
    }
    if (op === result) {
      const points: Point[] = [
        [right, y],
        [frame.x + OP.frame / 2, y],
      ];
      put(op.id, frame.id, op, 'right', points);
    }
  }
  return edges;
}
