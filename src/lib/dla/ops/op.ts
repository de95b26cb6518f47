import type { Issue } from '#lib/issue.ts';

/** One image's worth of a tensor, NCHW without N: channels, height, width. */
export type Shape = readonly [channels: number, height: number, width: number];

/** How a tensor of weights is filled when its values are seeded (docs/networks.md, seeded weights). */
export type Fill = 'weight' | 'scale' | 'bias';

/** A tensor that an op owns; shapes are PyTorch's (OIHW for convolutions). */
export interface WeightRule {
  /** PyTorch's name of the tensor in its module: `weight`, `bias`, `running_mean`, `running_var`. */
  readonly role: WeightRole;
  readonly shape: readonly number[];
  readonly fill: Fill;
  /** Buffers are not parameters: they are kept, not trained, and not counted. */
  readonly buffer: boolean;
}

export type WeightRole = 'weight' | 'bias' | 'running_mean' | 'running_var';

/**
 * Which input positions one output position sees along an axis, in window form: output i takes inputs
 * i·stride − padding + j·dilation for j < kernel. `up` says that the op first spreads its input by that factor.
 */
export interface Window {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
}

export type Reach =
  | { readonly kind: 'same' }
  | { readonly kind: 'window'; readonly window: Window }
  /** The first input by a window whose taps move with the data, counted where they stand unmoved; others at the same place. */
  | { readonly kind: 'sampled'; readonly window: Window }
  /** Output o takes inputs from ⌊(o + from) / factor⌋ to ⌊(o + to) / factor⌋. */
  | { readonly kind: 'spread'; readonly factor: number; readonly from: number; readonly to: number }
  | { readonly kind: 'everything' };

/** How an op reaches one of its inputs. */
export const reachInto = (reach: Reach, input: number): Exclude<Reach, { readonly kind: 'sampled' }> => {
  if (reach.kind !== 'sampled') return reach;
  return input === 0 ? { kind: 'window', window: reach.window } : { kind: 'same' };
};

export type ShapeFault = Omit<Issue, 'at'>;
export type ShapeAnswer = Shape | ShapeFault;

export const isShape = (answer: ShapeAnswer): answer is Shape => Array.isArray(answer);

/**
 * A primitive operation: everything that the product says of a network follows from these rules.
 * Inputs and results are single images, NCHW without N.
 */
export interface OpRule<A> {
  /** The shape of the result, or why there is none. */
  shape(inputs: readonly Shape[], attributes: A): ShapeAnswer;
  weights?(inputs: readonly Shape[], attributes: A): readonly WeightRule[];
  /** Multiply-adds per image: output elements × fan-in (transposed: input elements × (C_out / groups) × k²). */
  macs?(inputs: readonly Shape[], result: Shape, attributes: A): number;
  /** Whether the result counts as activations in fvcore's and timm's sense (outputs of convolutions). */
  readonly activations?: boolean;
  reach(attributes: A): Reach;
  /** Small cases that every kernel is checked with. */
  readonly examples: readonly OpExample<A>[];
}

export interface OpExample<A> {
  readonly inputs: readonly Shape[];
  readonly attributes: A;
  readonly shape: Shape;
}

export const elements = (shape: Shape): number => shape[0] * shape[1] * shape[2];

export const sameSize = (a: Shape, b: Shape): boolean => a[1] === b[1] && a[2] === b[2];

/** Height and width after a window that its stride must divide; a fault names the size and the stride. */
export function windowed(input: Shape, outChannels: number, window: Window): ShapeAnswer {
  const size: number[] = [];
  for (const extent of [input[1], input[2]]) {
    if (extent % window.stride !== 0)
      return { kind: 'indivisible-size', expected: window.stride, received: [input[1], input[2]] };
    const reach = window.dilation * (window.kernel - 1) + 1;
    const out = Math.floor((extent + 2 * window.padding - reach) / window.stride) + 1;
    if (out < 1) return { kind: 'size-too-small', expected: reach, received: [input[1], input[2]] };
    size.push(out);
  }
  return [outChannels, size[0]!, size[1]!];
}
