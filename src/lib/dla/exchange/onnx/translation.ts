import type { Op } from '#lib/dla/op-graph/op-graph.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import type { OpKind } from '#lib/dla/ops/ops.ts';
import type { OnnxAttributes } from './model.ts';

/** What a translated op can use: nodes are named after the op, the last one is its result. */
export interface Translation<K extends OpKind> {
  readonly op: Op<K>;
  /** Names of the op's inputs and of its weights, in its rule's order. */
  readonly inputs: readonly string[];
  readonly weights: readonly string[];
  /** Adds a node and returns the name of its result; a second one of a type has a number. */
  readonly node: (type: string, inputs: readonly string[], attributes?: OnnxAttributes) => string;
  /** Adds a constant of whole numbers (int64) or of floats (float32) and returns its name. */
  readonly ints: (role: string, values: readonly number[]) => string;
  readonly floats: (role: string, values: readonly number[], shape?: readonly number[]) => string;
  /** The same of floats that are computed when they are written: they grow with the map. */
  readonly grid: (role: string, shape: readonly number[], values: () => readonly number[]) => string;
  /** Whether ops that few runtimes have are written by those that all have. */
  readonly standard: boolean;
  /** Shapes of the op's inputs. */
  readonly shapes: readonly Shape[];
}
