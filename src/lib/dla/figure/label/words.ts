import type { OpAttributes, OpKind } from '#lib/dla/ops/ops.ts';
import type { Shape } from '#lib/dla/ops/op.ts';

/** The few words in a figure; who asks for it hands in those of the language that is spoken. */
export interface FigureWords {
  readonly base: string;
  readonly head: string;
  /** What a document calls a group, as it is said: `level 3`. */
  given(label: string): string;
  channels(count: number): string;
  classes(count: number): string;
  /** What stands in the box of an op, as short as can be: `conv 3×3`. */
  op<K extends OpKind>(kind: K, attributes: OpAttributes<K>): string;
  /** A kind of node or block: `basic` → `basic block`. */
  kind(kind: string): string;
  /** `B2, basic block, 128×28×28, takes B1, gives to N1`; all but the label may be empty. */
  description(label: string, kind: string, shape: string, takes: readonly string[], gives: readonly string[]): string;
  group(label: string, blocks: number): string;
}

/** `128×28×28`, of one image. */
export const shapeText = (shape: Shape): string => shape.join('×');
