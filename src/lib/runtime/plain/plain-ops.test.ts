import type { Shape } from '#lib/dla/ops/op.ts';
import { ops, type OpKind } from '#lib/dla/ops/ops.ts';
import { differences, notFiniteCases } from '#tests/runtime/not-finite.ts';
import { examplesOf, type Case } from '#tests/runtime/reference.ts';
import { describe, expect, it } from 'vitest';
import type { PlainOp } from './plain-op.ts';
import { plainOp } from './plain-ops.ts';

const all = examplesOf(Object.keys(ops) as OpKind[]);

function computed({ kind, inputs, weights, shape, attributes }: Case): Float32Array {
  const call: Parameters<PlainOp<OpKind>>[0] = {
    inputs: inputs.map(({ data }) => Float32Array.from(data)),
    shapes: inputs.map((each) => each.shape),
    shape,
    attributes,
    weights: Object.fromEntries(weights.map(({ role, data }) => [role, Float32Array.from(data)])),
  };
  return plainOp(kind)(call);
}

it.each(all.map((given, index) => [given.title, index] as const))(
  '%s is what its definition says, of values that are not finite too, wherever these stand (N1)',
  (_, index) => {
    const given = all[index]!;
    for (const each of [given, ...notFiniteCases(given)])
      expect(differences(computed(each), each.result.data)).toEqual([]);
  },
);

/** What PyTorch 2 answers, written down. */
describe('NaN and infinity as PyTorch has them (N1)', () => {
  const of = <K extends OpKind>(
    kind: K,
    values: readonly number[],
    from: Shape,
    to: Shape,
    attributes: object = {},
    weights: Readonly<Record<string, readonly number[]>> = {},
  ) => [
    ...plainOp(kind)({
      inputs: [Float32Array.from(values)],
      shapes: [from],
      shape: to,
      attributes,
      weights: Object.fromEntries(Object.entries(weights).map(([role, each]) => [role, Float32Array.from(each)])),
    }),
  ];

  it('a ReLU keeps NaN', () => {
    expect(of('relu', [NaN, Infinity, -Infinity, -1, 2], [5, 1, 1], [5, 1, 1])).toEqual([NaN, Infinity, 0, 0, 2]);
  });

  it('a maximum with NaN is NaN; padding never wins over −∞', () => {
    const pool = { kernel: 2, stride: 2, padding: 0 };
    expect(of('max-pool', [NaN, 1, 2, Infinity], [1, 2, 2], [1, 1, 1], pool)).toEqual([NaN]);
    expect(of('max-pool', [1, NaN, Infinity, 2], [1, 2, 2], [1, 1, 1], pool)).toEqual([NaN]);
    const padded = { kernel: 3, stride: 1, padding: 1 };
    expect(of('max-pool', [-Infinity], [1, 1, 1], [1, 1, 1], padded)).toEqual([-Infinity]);
  });

  it('softmax of +∞ is NaN everywhere, of −∞ nothing', () => {
    expect(of('softmax', [Infinity, 0], [2, 1, 1], [2, 1, 1])).toEqual([NaN, NaN]);
    expect(of('softmax', [-Infinity, 0], [2, 1, 1], [2, 1, 1])).toEqual([0, 1]);
    expect(of('log-softmax', [-Infinity, 0], [2, 1, 1], [2, 1, 1])).toEqual([-Infinity, 0]);
    expect(of('sigmoid', [-Infinity, Infinity, NaN], [3, 1, 1], [3, 1, 1])).toEqual([0, 1, NaN]);
  });

  it('a variance below zero gives NaN, an infinite one leaves the bias', () => {
    const norm = (variance: number) => ({ weight: [2], bias: [3], running_mean: [1], running_var: [variance] });
    expect(of('batch-norm', [5], [1, 1, 1], [1, 1, 1], {}, norm(-1))).toEqual([NaN]);
    expect(of('batch-norm', [5], [1, 1, 1], [1, 1, 1], {}, norm(Infinity))).toEqual([3]);
    expect(of('batch-norm', [Infinity], [1, 1, 1], [1, 1, 1], {}, norm(Infinity))).toEqual([NaN]);
  });

  it('zeros of a padding are factors: by an infinite weight they give NaN', () => {
    const window = { outChannels: 1, kernel: 3, stride: 1, padding: 1, dilation: 1, groups: 1, bias: false };
    const weight = [0, 0, 0, 0, 1, 0, 0, Infinity, 0];
    expect(of('conv2d', [1, 2], [1, 2, 1], [1, 2, 1], window, { weight })).toEqual([Infinity, NaN]);
  });

  it('a sum beyond float32 is infinite, and an infinite one taken from it NaN', () => {
    const window = { outChannels: 1, kernel: 1, stride: 1, padding: 0, dilation: 1, groups: 1, bias: false };
    const by = (...weight: number[]) => of('conv2d', [1e30, 1e30], [2, 1, 1], [1, 1, 1], window, { weight });
    expect(by(1e10, 1)).toEqual([Infinity]);
    expect(by(1e10, -Infinity)).toEqual([NaN]);
  });

  it('between a pixel and an infinite one a share of 0 gives NaN', () => {
    const up = { factor: 2, mode: 'bilinear' };
    const [first, second] = [
      [NaN, NaN, NaN, NaN],
      [NaN, Infinity, Infinity, Infinity],
    ];
    expect(of('resize', [1, Infinity], [1, 1, 2], [1, 2, 4], up)).toEqual([...first, ...second]);
  });
});
