import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { seededInput } from '#lib/dla/weights/seeded.ts';
import { seededWeights } from '#lib/runtime/compute/seeded-weights.ts';
import { gradientPlainly } from '#lib/runtime/plain/plain-gradient.ts';
import { Engine } from '#lib/runtime/session/engine.ts';
import { useNodeBackend } from '#lib/runtime/tfjs/node-backends.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { scaled } from '../scaled.ts';
import { backwardCase, gradientErrorOf } from './backward.ts';
import { TOLERANCE } from './forward.ts';

const quick: readonly (readonly [name: string, backend: 'cpu' | 'wasm'])[] = [
  ['gradient-dla46_c', 'wasm'],
  ['gradient-dla34', 'wasm'],
  ['gradient-dla46_c', 'cpu'],
  ['gradient-deform', 'wasm'],
  ['gradient-deform', 'cpu'],
];
// tfjs in plain JavaScript takes its time.
const cases = scaled([...quick, ['gradient-dla34', 'cpu']], quick);

describe("gradients are PyTorch's", () => {
  const engine = new Engine(useNodeBackend);
  afterAll(() => engine.dispose());

  it.each(cases)('[golden] %s on %s', async (name, backend) => {
    const given = backwardCase(name);
    const { label, input_grad: sample } = given.file;
    const { graph } = lowerDocument(given.document);
    const order = { graph, weights: { kind: 'seeded' }, input: { kind: 'seeded' }, label, backend } as const;
    const { loss, logits, norms, input } = await engine.gradient(order);
    const values = sample.index.map((i) => input.data![i]!);
    const computed = { loss, logits: [...logits], norms: [...norms], input: { stats: input.stats!, values } };
    expect(gradientErrorOf(given, computed)).toBeLessThanOrEqual(TOLERANCE);
    expect([...norms.keys()]).toEqual(graph.tensors.filter((tensor) => !tensor.buffer).map((tensor) => tensor.name));
  });

  it.each(['gradient-dla46_c', 'gradient-deform'])('[golden] %s by the definitions of the ops (N1)', async (name) => {
    const given = backwardCase(name);
    const { label, input_grad: sample } = given.file;
    const { graph } = lowerDocument(given.document);
    const inputs = [seededInput(graph.ops[0]!.shape)];
    const request = { graph, weights: seededWeights(), inputs, statistics: 'stored', label } as const;
    const { loss, logits, norms, input } = await gradientPlainly(request);
    const values = sample.index.map((i) => input.data![i]!);
    const computed = { loss, logits: [...logits], norms: [...norms], input: { stats: input.stats!, values } };
    expect(gradientErrorOf(given, computed)).toBeLessThanOrEqual(TOLERANCE);
  });
});
