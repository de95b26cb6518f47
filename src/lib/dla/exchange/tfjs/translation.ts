import type { Shape } from '#lib/dla/ops/op.ts';
import type { OpKind } from '#lib/dla/ops/ops.ts';
import type { Op } from '#lib/dla/op-graph/op-graph.ts';
import type { Attribute } from './graph.ts';

/** What a translated op can use: nodes are named after the op, values are NHWC of one image. */
export interface Translation<K extends OpKind> {
  readonly op: Op<K>;
  /** Names of the op's inputs, and what they hold, C × H × W. */
  readonly inputs: readonly string[];
  readonly shapes: readonly Shape[];
  /** Values of its weights, in its rule's order. */
  readonly weight: (index: number) => Float32Array;
  /** Adds a node and returns its name. */
  readonly node: (type: string, inputs: readonly string[], attributes?: Readonly<Record<string, Attribute>>) => string;
  readonly floats: (shape: readonly number[], values: Float32Array) => string;
  readonly ints: (...values: readonly number[]) => string;
  /** A number without axes. */
  readonly int: (value: number) => string;
}
