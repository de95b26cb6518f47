import type { Shape } from '#lib/dla/ops/op.ts';
import type { Wish } from '#lib/runtime/compute/reading.ts';
import type { Program } from './programs/program.ts';

/** A value, or some of its blocks: what a step takes. */
export interface Source {
  readonly value: number;
  /** The block in which the channels start. */
  readonly from: number;
  readonly channels: number;
}

/** Weights of a step, from the tensors of ops; `form` says how they lie in their texture. */
export interface WeightOrder {
  readonly form: 'convolution' | 'deformed' | 'affine' | 'group' | 'transposed';
  readonly op: number;
  /** A batch norm to fold in. */
  readonly norm?: number;
  /** Channels of each source, for convolutions over several. */
  readonly parts: readonly number[];
  /** Of a deformable convolution, the first of its taps and the one behind the last; its bias goes with the first. */
  readonly taps?: readonly [from: number, to: number];
}

/** Uniforms of whole numbers that only some programs have. */
export type IntUniform =
  'starts' | 'part' | 'channels' | 'window' | 'factor' | 'shift' | 'group' | 'rowsOfBlocks' | 'columns' | 'groupOf';

/** One draw. Values are named by the index of the op that makes them; from `ops.length` on by no op. */
export interface GlStep {
  readonly program: Program;
  readonly sources: readonly Source[];
  /** Uniforms that the program has besides the common ones. */
  readonly ints: Readonly<Partial<Record<IntUniform, readonly number[]>>>;
  readonly weights?: WeightOrder;
  /** Negative results become zero. */
  readonly relu: boolean;
  readonly result: number;
  readonly shape: Shape;
  /** The op that the step is shown as. */
  readonly op: number;
}

/** Bytes that may wait on the device before they are taken. */
export const MOST_WAITING = 2 ** 26;

/** What is read off the device once a value is there. */
export interface GlRead {
  readonly what: keyof Wish;
  /** The op whose value is wanted. */
  readonly op: number;
  readonly source: Source;
  /** Of what is read. */
  readonly shape: Shape;
  /** Of the value that is wanted. */
  readonly valueShape: Shape;
}
