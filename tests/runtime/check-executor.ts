import type { Op, OpGraph, WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import { Scope, type Value } from '#lib/dla/op-graph/scope.ts';
import { elements, type Shape } from '#lib/dla/ops/op.ts';
import { seededInput } from '#lib/dla/weights/seeded.ts';
import { seededWeights } from '#lib/runtime/compute/seeded-weights.ts';
import type { GlExecutor } from '#lib/runtime/gl/executor.ts';
import { definitions, type Plane } from './definitions.ts';

export interface SelfCheck {
  /** Largest error of any value, as a part of the largest value of its op. */
  readonly error: number;
  /** The op that has it. */
  readonly op: string;
  readonly passed: boolean;
}

/** Float32 sums in another order stay far below; a wrong pixel or a half-precision texture far above. */
const TOLERANCE = 1e-4;

const IMAGE: Shape = [3, 18, 12];

/** A little of everything that the networks are made of, at sizes that end within a tile. */
function smallNetwork(): OpGraph {
  const ops: Op[] = [];
  const tensors: WeightTensor[] = [];
  const scope = new Scope(ops, 'check', '');
  let count = 0;
  const name = () => `op${(count += 1)}`;
  const unit = (x: Value, outChannels: number, kernel: number, options: { stride?: number; groups?: number } = {}) => {
    const { stride = 1, groups = 1 } = options;
    const window = { kernel, stride, padding: (kernel - 1) / 2, dilation: 1 };
    const sum = scope.op('conv2d', name(), [x], { outChannels, ...window, groups, bias: false });
    return scope.op('batch-norm', name(), [sum], {});
  };
  const relu = (x: Value) => scope.op('relu', name(), [x], {});

  const [channels, height, width] = IMAGE;
  const image = scope.op('input', name(), [], { channels, height, width });
  const stem = relu(unit(image, 8, 7));
  const strided = relu(unit(stem, 12, 3, { stride: 2 }));
  const pooled = scope.op('max-pool', name(), [stem], { kernel: 2, stride: 2, padding: 0 });
  const block = relu(scope.op('add', name(), [unit(strided, 12, 3), unit(pooled, 12, 1)], {}));
  const grouped = relu(unit(block, 12, 3, { groups: 3 }));
  const joined = scope.op('concat', name(), [grouped, block, pooled], {});
  const node = relu(scope.op('add', name(), [unit(joined, 12, 1), grouped], {}));
  const up = scope.op('conv-transpose2d', name(), [node], { factor: 2 });
  const mixed = relu(unit(scope.op('concat', name(), [up, stem], {}), 6, 3));
  const mean = scope.op('global-avg-pool', name(), [mixed], {});
  const logits = scope.op('linear', name(), [mean], { outChannels: 10 });
  tensors.push(...scope.tensors);
  return { ops, results: new Map([['check', logits.op]]), outputs: ['check'], tensors };
}

/** The values of all ops as their definitions have them. */
function valuesOf(graph: OpGraph, read: (weight: WeightTensor) => Float32Array, image: Float32Array): readonly Plane[] {
  const values: Plane[] = [];
  for (const { kind, inputs, attributes, weights, shape } of graph.ops) {
    const given =
      kind === 'input' ? [{ shape, data: Float64Array.from(image) }] : inputs.map((input) => values[input]!);
    const named = Object.fromEntries(weights.map((weight) => [weight.role, Float64Array.from(read(weight))]));
    values.push(definitions[kind](given, attributes as never, named, shape));
  }
  return values;
}

/** Runs a small network on the device and by definition, and compares every value that the device makes. */
export async function checkExecutor(executor: GlExecutor): Promise<SelfCheck> {
  const graph = smallNetwork();
  const weights = seededWeights();
  const image = seededInput(IMAGE);
  const expected = valuesOf(graph, (weight) => weights.read(weight) as Float32Array, image);
  // What is added, normalised and fused stays fused: it shows in the ReLU behind it.
  const shown = graph.ops.flatMap(({ kind }, index) =>
    ['input', 'conv2d', 'batch-norm', 'add', 'concat'].includes(kind) ? [] : [index],
  );
  const wishes = new Map(shown.map((index) => [index, { full: true }]));
  const { readings } = await executor.run({ graph, weights, inputs: [image], wishes });
  let worst = { error: 0, op: '' };
  for (const index of shown) {
    const { data: values, shape } = expected[index]!;
    const computed = readings[0]!.get(index)!.data!;
    const most = values.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    let error = 0;
    for (let i = 0; i < elements(shape); i += 1) {
      const difference = Math.abs(computed[i]! - values[i]!) / most;
      // NaN is an error too.
      if (!(difference <= error)) error = Number.isNaN(difference) ? Infinity : difference;
    }
    if (error > worst.error) worst = { error, op: graph.ops[index]!.kind };
  }
  return { ...worst, passed: worst.error <= TOLERANCE };
}
