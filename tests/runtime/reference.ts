import { elements, type OpExample, type Shape, type WeightRule } from '#lib/dla/ops/op.ts';
import { ruleOf, type OpKind } from '#lib/dla/ops/ops.ts';
import { definitions, type Named, type Plane } from './definitions.ts';

/** Numbers in (−1, 1), the same for the same seed, exact in float32. */
export function numbers(count: number, seed: number): Float64Array {
  let state = seed >>> 0;
  return Float64Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.fround((state / 2 ** 31 - 1) * 0.999);
  });
}

export interface Case {
  readonly kind: OpKind;
  readonly title: string;
  readonly attributes: never;
  readonly inputs: readonly Plane[];
  readonly weights: readonly (WeightRule & { readonly data: Float64Array })[];
  /** What the rule says of the result's shape, and the definition of its values. */
  readonly shape: Shape;
  readonly result: Plane;
}

const named = (weights: Case['weights']): Named => Object.fromEntries(weights.map(({ role, data }) => [role, data]));

/** An op with inputs and weights made up, and its result by definition. */
export function caseOf(kind: OpKind, example: OpExample<unknown>): Case {
  const { shape } = example;
  const attributes = example.attributes as never;
  const shapes = kind === 'input' ? [shape] : example.inputs;
  const inputs = shapes.map((of, index) => ({ shape: of, data: numbers(elements(of), 7 + index) }));
  const weights = (ruleOf(kind).weights?.(example.inputs, attributes) ?? []).map((rule, index) => {
    const values = numbers(
      rule.shape.reduce((a, b) => a * b, 1),
      100 + index,
    );
    // A variance is positive.
    return { ...rule, data: rule.role === 'running_var' ? values.map((value) => Math.fround(value + 1.5)) : values };
  });
  const given = { kind, title: `${kind} ${JSON.stringify(attributes)}`, attributes, inputs, weights, shape };
  return { ...given, result: resultOf(given) };
}

/** The result by definition, of other inputs or weights. */
export const resultOf = (given: Pick<Case, 'kind' | 'attributes' | 'shape' | 'inputs' | 'weights'>): Plane =>
  definitions[given.kind](given.inputs, given.attributes, named(given.weights), given.shape);

/** What the rules' examples leave out: forms that only some networks need. */
const convolutions: readonly (readonly [Shape, object, Shape])[] = [
  [[8, 8, 8], { outChannels: 6, kernel: 3, stride: 2, padding: 2, dilation: 2, groups: 1, bias: true }, [6, 4, 4]],
  [[64, 6, 5], { outChannels: 64, kernel: 3, stride: 1, padding: 1, dilation: 1, groups: 32, bias: true }, [64, 6, 5]],
  [[64, 6, 6], { outChannels: 32, kernel: 3, stride: 2, padding: 1, dilation: 1, groups: 4, bias: false }, [32, 3, 3]],
  [[36, 6, 5], { outChannels: 24, kernel: 3, stride: 1, padding: 2, dilation: 2, groups: 12, bias: false }, [24, 6, 5]],
  [[8, 8, 8], { outChannels: 8, kernel: 3, stride: 2, padding: 2, dilation: 2, groups: 8, bias: false }, [8, 4, 4]],
];

const many: Shape = [3, 4, 5];
const more: readonly (readonly [OpKind, OpExample<unknown>])[] = [
  ...convolutions.map(([input, attributes, shape]) => ['conv2d', { inputs: [input], attributes, shape }] as const),
  ['add', { inputs: Array.from({ length: 19 }, () => many), attributes: {}, shape: many }],
  ['concat', { inputs: Array.from({ length: 19 }, () => many), attributes: {}, shape: [57, 4, 5] }],
];

/** Every example of every rule, and {@link more}. */
export const examplesOf = (kinds: readonly OpKind[]): readonly Case[] => [
  ...kinds.flatMap((kind) => ruleOf(kind).examples.map((example) => caseOf(kind, example))),
  ...more.map(([kind, example]) => caseOf(kind, example)),
];
