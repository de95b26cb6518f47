import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import { IssueError } from '#lib/issue.ts';
import type { Place, Reach } from './reach.ts';
import type { Reading } from './reading.ts';
import type { WeightProvider } from './weight-provider.ts';

export interface GradientProgress {
  readonly phase: 'forward' | 'backward';
  readonly done: number;
  readonly of: number;
  /** Id of the document's node at work. */
  readonly node: string;
}

/** Whose mean and variance a batch norm takes: as in a run, or as in a training. */
export type NormStatistics = 'stored' | 'batch';

/** What every backward pass takes. */
export interface PassRequest {
  readonly graph: OpGraph;
  readonly weights: WeightProvider;
  /** Images in the shape of the graph's input, NCHW without N: one batch. */
  readonly inputs: readonly Float32Array[];
  /** What batch norms go by: their stored statistics, or those of the batch, which then depend on the images as well. */
  readonly statistics: NormStatistics;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: GradientProgress) => void) | undefined;
}

export interface GradientRequest extends PassRequest {
  /** The class whose cross-entropy is the loss, its mean over the images. */
  readonly label: number;
  /** Id of the node whose result, C×1×1, are the logits; the first output of that shape when absent. */
  readonly logits?: string | undefined;
  /** Nodes of which the gradient of their result is wanted, as statistics. */
  readonly nodes?: readonly string[] | undefined;
}

export interface Gradient {
  readonly loss: number;
  /** Of the first image. */
  readonly logits: Float32Array;
  /** L2 norm of the loss's gradient by each parameter, by name, summed in float64. */
  readonly norms: ReadonlyMap<string, number>;
  /** Gradient by the first image: its statistics and all of it. */
  readonly input: Reading;
  /** How many images there were. */
  readonly images: number;
  /** Gradients by the results of the wanted nodes: statistics over all images. */
  readonly nodes: ReadonlyMap<string, Reading>;
}

export interface ReachRequest extends Omit<PassRequest, 'statistics' | 'inputs'> {
  readonly input: Float32Array;
  /** Id of a node, or of an op in it. */
  readonly node: string;
  /** The middle of the node's map when absent. */
  readonly at?: Place | undefined;
  /** The sum of all when absent. */
  readonly channel?: number | undefined;
}

export interface GradientResult extends Gradient {
  readonly seconds: number;
}

export interface ReachResult extends Reach {
  readonly seconds: number;
}

/** How many classes the logits tell apart. Throws an IssueError where the label is none of them. */
export function checkLabel(graph: OpGraph, logits: number, label: number): number {
  const [classes] = graph.ops[logits]!.shape;
  if (!(Number.isInteger(label) && label >= 0 && label < classes))
    throw new IssueError([{ kind: 'label-out-of-range', at: 'label', expected: classes - 1, received: label }]);
  return classes;
}

/** L2 norm, summed in float64. */
export function normOf(values: Float32Array): number {
  let squares = 0;
  for (const value of values) squares += value * value;
  return Math.sqrt(squares);
}

/** Norms in the order in which the network has its parameters. */
export const inOrder = ({ tensors }: OpGraph, norms: ReadonlyMap<string, number>): ReadonlyMap<string, number> =>
  new Map(tensors.flatMap(({ name }) => (norms.has(name) ? [[name, norms.get(name)!]] : [])));

/** 1 in one channel of one position, or in all of them, NHWC. */
export function oneAt([y, x]: Place, [channels, height, width]: Shape, channel: number | undefined): Float32Array {
  const from = (y * width + x) * channels;
  const [first, end] = channel === undefined ? [from, from + channels] : [from + channel, from + channel + 1];
  return new Float32Array(channels * height * width).fill(1, first, end);
}
