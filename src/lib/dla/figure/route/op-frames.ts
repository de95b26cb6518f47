import type { Op } from '#lib/dla/op-graph/op-graph.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { LayoutEdge, LayoutMark, Point } from '#lib/graph/layout/layout.ts';
import type { Contents } from '../plan/contents.ts';
import type { Drawing } from './drawing.ts';
import { OP } from '../measure.ts';
import { shapeText } from '../label/words.ts';

export function opText({ kind, attributes }: Op): string {
  const { kernel, outChannels, factor } = attributes as { kernel?: number; outChannels?: number; factor?: number };
  if (kind === 'conv2d') return `conv ${kernel}×${kernel}`;
  if (kind === 'max-pool' || kind === 'avg-pool') return `${kind.slice(0, 3)} ${kernel}×${kernel}`;
  if (kind === 'conv-transpose2d') return `up ×${factor}`;
  if (kind === 'linear') return `fc ${outChannels}`;
  if (kind === 'global-avg-pool') return 'avg pool';
  return kind === 'batch-norm' ? 'bn' : kind;
}

/**
 * The ops of a node in their order, one under the other. Neighbours are joined straight, others by a track at the
 * right; a pin at the left says that an op takes a value from outside, one at the right that its value leaves.
 */
export function placeOps(
  ops: readonly Op[],
  frame: { readonly id: string; readonly x: number; readonly y: number; readonly height: number },
  isResult: (op: Op) => boolean,
  indexOfOp: ReadonlyMap<Op, number>,
  allOps: readonly Op[],
): { readonly marks: LayoutMark[]; readonly edges: LayoutEdge[] } {
  const top = frame.y - frame.height / 2 + OP.head + OP.height / 2;
  const rows = new Map(ops.map((op, row) => [indexOfOp.get(op)!, row]));
  const rowY = (row: number): number => top + row * OP.pitch;
  const left = frame.x - OP.width / 2;
  const right = frame.x + OP.width / 2;
  const marks = ops.map((op, row): LayoutMark => ({
    id: op.id,
    kind: 'op',
    x: frame.x,
    y: rowY(row),
    width: OP.width,
    height: OP.height,
    label: opText(op),
    description: `${opText(op)}, ${shapeText(op.shape)}`,
    of: [op.node],
  }));
  const edges: LayoutEdge[] = [];
  const tracks: number[] = [];
  const put = (from: string, to: string, points: readonly Point[], port: LayoutEdge['port'], op: Op): void => {
    const input = edges.filter((edge) => edge.to === to).length;
    edges.push({
      id: `${from}>${to}`,
      from,
      to,
      input,
      kind: 'backbone',
      points,
      port,
      label: shapeText(op.shape),
      count: 1,
    });
  };
  ops.forEach((op, row) => {
    let pinned = false;
    for (const input of op.inputs) {
      const from = rows.get(input);
      const source = allOps[input]!;
      if (from === undefined) {
        if (!pinned)
          put(
            frame.id,
            op.id,
            [
              [frame.x - OP.frame / 2, rowY(row)],
              [left, rowY(row)],
            ],
            'left',
            source,
          );
        pinned = true;
      } else if (from === row - 1)
        put(
          source.id,
          op.id,
          [
            [frame.x, rowY(from) + OP.height / 2],
            [frame.x, rowY(row) - OP.height / 2],
          ],
          'top',
          source,
        );
      else {
        // The first track that is free between both rows.
        let track = tracks.findIndex((end) => end <= from);
        if (track < 0) track = tracks.push(0) - 1;
        tracks[track] = row;
        const x = right + 4 + (track % 4) * 2.5;
        put(
          source.id,
          op.id,
          [
            [right, rowY(from) + 3],
            [x, rowY(from) + 3],
            [x, rowY(row) - 3],
            [right, rowY(row) - 3],
          ],
          'right',
          source,
        );
      }
    }
    if (isResult(op))
      put(
        op.id,
        frame.id,
        [
          [right, rowY(row)],
          [frame.x + OP.frame / 2, rowY(row)],
        ],
        'right',
        op,
      );
  });
  return { marks, edges };
}

/** Fills the frames of a drawing with their ops. */
export function drawFrames(document: GraphDocument, drawing: Drawing, { bands }: Contents): void {
  const { graph } = lowerDocument(document);
  const indices = new Map(graph.ops.map((op, index) => [op, index]));
  const places = new Map(drawing.marks.map((mark) => [mark.id, mark]));
  for (const item of bands.flatMap(({ items }) => items)) {
    const place = places.get(item.id);
    if (!place || item.ops.length === 0) continue;
    const frame = { id: item.id, x: place.x, y: place.y, height: item.height };
    const own = item.ops.findLast((op) => op.node === item.id);
    const { marks, edges } = placeOps(item.ops, frame, (op) => op === own, indices, graph.ops);
    drawing.marks.push(...marks);
    drawing.edges.push(...edges);
  }
}
