import { imageOf } from '#lib/dla/op-graph/image.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { reachInto } from '#lib/dla/ops/op.ts';
import { ruleOf } from '#lib/dla/ops/ops.ts';

/** Rows and columns of a map, both ends inclusive. */
export type Box = readonly [top: number, left: number, bottom: number, right: number];

/**
 * The box of the image that a position of an op's result can depend on: the rules of the receptive fields, followed back from that
 * one position, and clipped to the map of every op on the way: what lies in its padding sees nothing. Null where nothing is seen.
 */
export function seenBox(graph: OpGraph, op: number, [y, x]: readonly [number, number]): Box | null {
  const seen = new Map<number, Box>([[op, [y, x, y, x]]]);
  for (let index = op; index >= 0; index -= 1) {
    const box = seen.get(index);
    if (!box) continue;
    const { kind, attributes, inputs } = graph.ops[index]!;
    const reach = ruleOf(kind).reach(attributes);
    for (const [at, input] of inputs.entries()) {
      const into = reachInto(reach, at);
      const [, height, width] = graph.ops[input]!.shape;
      const [top, bottom] = through(into, box[0], box[2], height);
      const [left, right] = through(into, box[1], box[3], width);
      // All of it may lie in the padding.
      if (top <= bottom && left <= right) seen.set(input, hull(seen.get(input), [top, left, bottom, right]));
    }
  }
  return seen.get(imageOf(graph).index) ?? null;
}

/** What the positions from `first` to `last` take of an input of so many, along one axis. */
function through(
  reach: ReturnType<typeof reachInto>,
  first: number,
  last: number,
  extent: number,
): readonly [number, number] {
  switch (reach.kind) {
    case 'everything':
      return [0, extent - 1];
    case 'same':
      return [first, last];
    case 'window': {
      const { kernel, stride, padding, dilation } = reach.window;
      return clipped(first * stride - padding, last * stride - padding + (kernel - 1) * dilation, extent);
    }
    case 'spread': {
      const { factor, from, to } = reach;
      return clipped(Math.floor((first + from) / factor), Math.floor((last + to) / factor), extent);
    }
  }
}

const clipped = (first: number, last: number, extent: number): readonly [number, number] => [
  Math.max(first, 0),
  Math.min(last, extent - 1),
];

const hull = (a: Box | undefined, b: Box): Box =>
  a ? [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])] : b;
