import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { imageOf } from '#lib/dla/op-graph/image.ts';
import { DEFORM_TAPS, OFFSET_CHANNELS } from '#lib/dla/ops/deform-conv.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import { sigmoid, type HeadMap } from './peaks.ts';

/** Where a tap of a deformable convolution reads, and how much of it counts. */
export interface Tap {
  /** In pixels of the input, whose pixels are from whole number to whole number. */
  readonly x: number;
  readonly y: number;
  /** Where it would read if it did not move. */
  readonly homeX: number;
  readonly homeY: number;
  /** Its mask, 0 to 1. */
  readonly weight: number;
}

/** The deformable convolution that a value comes through last, and where its offsets are. */
export interface Deformable {
  /** Ids of ops. */
  readonly convolution: string;
  readonly offsets: string;
  readonly node: string;
  readonly shape: Shape;
  /** How many pixels of the input a pixel of its map is wide. */
  readonly scale: number;
}

/** The last deformable convolution on the ways to a node's result, its own included; undefined where there is none. */
export function lastDeformable(graph: OpGraph, node: string): Deformable | undefined {
  const { ops, results } = graph;
  const from = results.get(node);
  if (from === undefined) return undefined;
  const open = new Set([from]);
  // Ops stand in the order of computation: whatever one takes comes before it.
  for (let index = from; index >= 0; index -= 1) {
    if (!open.has(index)) continue;
    const op = ops[index]!;
    if (op.kind === 'deform-conv') {
      const [, height, width] = imageOf(graph).shape;
      const scale = Math.max(width / op.shape[2], height / op.shape[1]);
      return {
        ...{ convolution: op.id, offsets: ops[op.inputs[1]!]!.id },
        ...{ node: op.node, shape: op.shape, scale },
      };
    }
    for (const input of op.inputs) open.add(input);
  }
  return undefined;
}

/**
 * Where the nine taps of a deformable convolution read for one position of its result, by its offsets (docs/networks.md): tap t at
 * row y − 1 + ⌊t / 3⌋ + o[2t], column x − 1 + t mod 3 + o[2t + 1], times sigmoid(o[18 + t]).
 */
export function tapsAt(
  { shape: [channels, height, width], data }: HeadMap,
  at: { readonly x: number; readonly y: number },
  scale: number,
): readonly Tap[] {
  const value = (channel: number): number => data[(channel * height + at.y) * width + at.x]!;
  const middle = (place: number): number => (place + 0.5) * scale;
  if (channels !== OFFSET_CHANNELS) return [];
  return Array.from({ length: DEFORM_TAPS }, (_, tap) => {
    const [row, column] = [at.y - 1 + Math.floor(tap / 3), at.x - 1 + (tap % 3)];
    return {
      x: middle(column + value(2 * tap + 1)),
      y: middle(row + value(2 * tap)),
      homeX: middle(column),
      homeY: middle(row),
      weight: sigmoid(value(2 * DEFORM_TAPS + tap)),
    };
  });
}
