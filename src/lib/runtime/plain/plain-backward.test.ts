import type { Shape, WeightRole } from '#lib/dla/ops/op.ts';
import type { OpKind } from '#lib/dla/ops/ops.ts';
import { crossEntropy } from '#lib/runtime/compute/cross-entropy.ts';
import { golden } from '#tests/golden/goldens.ts';
import { differences } from '#tests/runtime/not-finite.ts';
import { expect, it } from 'vitest';
import { batchNumbers, normaliseBatch, normaliseBatchBackward } from './norms-backward.ts';
import { plainBackward, plainOp } from './plain-ops.ts';

type Numbers = readonly (number | string)[];
type Weights = Readonly<Partial<Record<WeightRole, Numbers>>>;

interface Golden {
  readonly ops: readonly {
    readonly kind: OpKind;
    readonly what: string;
    readonly attributes: never;
    readonly shapes: readonly Shape[];
    readonly inputs: readonly Numbers[];
    readonly weights: Weights;
    readonly shape: Shape;
    readonly slopes: Numbers;
    readonly by: { readonly inputs: readonly Numbers[]; readonly weights: Weights };
  }[];
  readonly batch: readonly {
    readonly what: string;
    readonly shape: readonly [images: number, channels: number, height: number, width: number];
    readonly input: Numbers;
    readonly weight: Numbers;
    readonly bias: Numbers;
    readonly slopes: Numbers;
    readonly output: Numbers;
    readonly by: { readonly input: Numbers; readonly weight: Numbers; readonly bias: Numbers };
  }[];
  readonly scores: readonly {
    readonly logits: Numbers;
    readonly label: number;
    readonly loss: number | string;
    readonly slopes: Numbers;
  }[];
}

const pytorch = golden<Golden>('backward-not-finite');

const floats = (values: Numbers): Float32Array => Float32Array.from(values, Number);
const doubles = (values: Numbers): Float64Array => Float64Array.from(values, Number);
const byRole = (weights: Weights) =>
  Object.fromEntries(Object.entries(weights).map(([role, values]) => [role, floats(values)]));

it.each(pytorch.ops.map(({ kind, attributes, what }, at) => [kind, JSON.stringify(attributes), what, at] as const))(
  'what comes back through %s %s is PyTorch’s, NaN and infinity too: %s (N1)',
  (kind, _, what, at) => {
    const { inputs, shapes, shape, attributes, weights, slopes, by } = pytorch.ops[at]!;
    const call = { inputs: inputs.map(floats), shapes, shape, attributes, weights: byRole(weights) };
    const found = plainBackward(kind)(floats(slopes), { ...call, output: plainOp(kind)(call) });
    for (const [i, each] of by.inputs.entries()) expect(differences(found.inputs[i]!, doubles(each)), what).toEqual([]);
    for (const [role, each] of Object.entries(by.weights))
      expect(differences(found.weights![role as WeightRole]!, doubles(each)), role).toEqual([]);
  },
);

it.each(pytorch.batch.map(({ what }, at) => [what, at] as const))(
  'batch norm by the batch is PyTorch’s, forwards and back: %s (N1)',
  (_, at) => {
    const { shape, by, ...given } = pytorch.batch[at]!;
    const [count, channels, height, width] = shape;
    const apart = (values: Numbers) =>
      Array.from({ length: count }, (_, i) =>
        floats(values).subarray(i * channels * height * width, (i + 1) * channels * height * width),
      );
    const together = (batch: readonly Float32Array[]) => batch.flatMap((each) => [...each]);
    const images = apart(given.input);
    const weights = { weight: floats(given.weight), bias: floats(given.bias) };
    const numbers = batchNumbers(images, channels);
    expect(differences(together(normaliseBatch(images, weights, numbers)), doubles(given.output))).toEqual([]);
    const found = normaliseBatchBackward(apart(given.slopes), images, weights, numbers);
    expect(differences(together(found.map(({ inputs }) => inputs[0]!)), doubles(by.input))).toEqual([]);
    expect(differences(found[0]!.weights!.weight!, doubles(by.weight))).toEqual([]);
    expect(differences(found[0]!.weights!.bias!, doubles(by.bias))).toEqual([]);
  },
);

it.each(pytorch.scores)('cross-entropy of $logits with label $label is PyTorch’s (N1)', (given) => {
  const { loss, gradient } = crossEntropy(floats(given.logits), given.label);
  expect(differences([loss], doubles([given.loss]))).toEqual([]);
  expect(differences(gradient, doubles(given.slopes))).toEqual([]);
});
