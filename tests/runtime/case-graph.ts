import type { Shape } from '#lib/dla/ops/op.ts';
import type { Op, OpGraph, WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import type { Case } from './reference.ts';

/** An op on a single image: of several inputs of one size the image holds the channels one after another. */
export interface CaseGraph {
  readonly graph: OpGraph;
  readonly image: Float32Array;
  readonly weights: { readonly key: string; read(weight: WeightTensor): Float32Array };
  /** The op whose value is the case's result. */
  readonly result: number;
}

let cases = 0;

export function caseGraph({ kind, attributes, inputs, weights, shape }: Case, relu = false): CaseGraph {
  const [, height, width] = inputs[0]!.shape;
  const channels = inputs.reduce((sum, input) => sum + input.shape[0], 0);
  const ops: Op[] = [];
  const add = (given: Pick<Op, 'kind' | 'attributes' | 'inputs'>, of: Shape, own: readonly WeightTensor[] = []) =>
    ops.push({ ...given, id: `node/${ops.length}`, node: 'node', shape: of, weights: own } as Op) - 1;
  const image = add({ kind: 'input', attributes: { channels, height, width }, inputs: [] }, [channels, height, width]);
  let from = 0;
  const taken = inputs.map(({ shape: part }) => {
    const to = from + part[0];
    const slice = { kind: 'slice', attributes: { from, to }, inputs: [image] } as const;
    from = to;
    return inputs.length === 1 ? image : add(slice, part);
  });
  const own = weights.map((weight): WeightTensor => ({ ...weight, name: weight.role }));
  const op = kind === 'input' ? image : add({ kind, attributes, inputs: taken }, shape, own);
  const result = relu ? add({ kind: 'relu', attributes: {}, inputs: [op] }, shape) : op;
  const values = new Map<string, Float32Array>(weights.map(({ role, data }) => [role, Float32Array.from(data)]));
  return {
    graph: { ops, results: new Map([['node', result]]), outputs: ['node'], tensors: own },
    image: Float32Array.from(inputs.flatMap(({ data }) => [...data])),
    weights: { key: `case ${(cases += 1)}`, read: ({ name }) => values.get(name)! },
    result,
  };
}
