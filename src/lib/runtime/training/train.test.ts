import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { digitsConfig, smallConfig } from '#lib/dla/presets/small.ts';
import { structureNames } from '#lib/dla/structures/structures.ts';
import { matchWeights } from '#lib/dla/weights/match.ts';
import { openSafetensors } from '#lib/dla/weights/safetensors.ts';
import { useNodeBackend } from '#lib/runtime/tfjs/node-backends.ts';
import { bytesSource } from '#lib/dla/weights/byte-source.ts';
import { memory, tensor4d } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Control } from './control.ts';
import { batchesOf, pick, splitExamples, type Examples } from './examples.ts';
import { heWeights } from './he-weights.ts';
import { TRAINING_DEFAULTS, type TrainingOrder, type TrainingProgress, type Variant } from './order.ts';
import { classify } from './pass.ts';
import { place, tensorsOf } from './placed.ts';
import { randomOf } from './random.ts';
import { train, type Training } from './train.ts';

const graphOf = (structure: (typeof structureNames)[number], blocks = 2): OpGraph =>
  lowerDocument(buildNetwork(digitsConfig(structure, blocks))).graph;

const tree: Variant = { name: 'tree', graph: graphOf('tree') };

/** Bright upper or lower halves, in noise. */
function halves(count: number): Examples {
  const random = randomOf('halves');
  const labels = Uint16Array.from({ length: count }, (_, i) => i % 2);
  const images = new Float32Array(64 * count).map((_, i) => {
    const upper = i % 64 < 32 ? 0 : 1;
    return (upper === labels[Math.floor(i / 64)] ? 1 : -1) + random() - 0.5;
  });
  return { shape: [1, 8, 8], images, labels };
}

const examples = halves(60);
const order = (more: Partial<TrainingOrder> = {}, options: Partial<TrainingOrder['options']> = {}): TrainingOrder => ({
  variants: [tree],
  data: { kind: 'examples', examples },
  options: { ...TRAINING_DEFAULTS, epochs: 2, batchSize: 16, heldOut: 20, seed: 3, ...options },
  ...more,
});
const learn = (given: TrainingOrder, training?: Training) => train(given, { backend: 'wasm' }, training);

beforeAll(() => useNodeBackend('wasm'));
afterEach(() => expect(memory().numTensors).toBe(0));

describe('training', () => {
  test('[training] the same seed gives the same curve and weights, another seed others', async () => {
    const [first, second, other] = [await learn(order()), await learn(order()), await learn(order({}, { seed: 4 }))];
    expect(second.variants[0]!.curve).toEqual(first.variants[0]!.curve);
    expect(second.variants[0]!.weights).toEqual(first.variants[0]!.weights);
    expect(other.variants[0]!.weights).not.toEqual(first.variants[0]!.weights);
  });

  test('[training] what is easy is learned within a few epochs', async () => {
    const { variants } = await learn(order({}, { epochs: 6 }));
    expect(variants[0]!.curve.at(-1)).toMatchObject({ training: { accuracy: 1 }, heldOut: { accuracy: 1 } });
  });

  test.each(['wasm', 'cpu'] as const)(
    '[training] on %s a network whose numbers become NaN or infinite learns nothing more, and says so (N1)',
    async (backend) => {
      await useNodeBackend(backend);
      // Beyond float32 at the first step.
      const told: TrainingProgress[] = [];
      const { variants } = await train(
        order({}, { epochs: 3, learningRate: 1e38 }),
        { backend },
        { onProgress: (progress) => void told.push(progress) },
      );
      expect(variants).toMatchObject([{ curve: [], diverged: 1 }]);
      expect(told.filter(({ phase }) => phase === 'diverged')).toMatchObject([{ variant: 'tree', epoch: 1 }]);
      expect(told.filter(({ phase }) => phase === 'steps').length).toBeLessThan(9);
      const { variants: calm } = await train(order(), { backend });
      expect(calm[0]!.diverged).toBeUndefined();
      await useNodeBackend('wasm');
    },
  );

  test('[training] a variant learns beside others as it does alone', async () => {
    const variants = (['plain', 'ida', 'tree'] as const).map((name) => ({ name, graph: graphOf(name) }));
    const together = await learn(order({ variants }));
    const alone = await learn(order());
    expect(together.variants.map(({ name }) => name)).toEqual(['plain', 'ida', 'tree']);
    expect(together.variants[2]!.weights).toEqual(alone.variants[0]!.weights);
  });

  test.each(structureNames)('[training] %s of four blocks learns', async (structure) => {
    const variants = [{ name: structure, graph: graphOf(structure, 4) }];
    const { variants: trained } = await learn(order({ variants }));
    const [before, after] = trained[0]!.curve;
    expect(after!.training.loss).toBeLessThan(before!.training.loss);
  });

  test('[training] saved weights are the network’s, and give the same logits when they are read back', async () => {
    const { variants } = await learn(order());
    const file = await openSafetensors(bytesSource(variants[0]!.weights), 'trained.safetensors');
    expect([...file.tensors.keys()]).toEqual(tree.graph.tensors.map(({ name }) => name));
    const provider = { key: 'file', read: ({ name }: { name: string }) => file.tensors.get(name)!.read() };
    const network = await place(tree.graph, provider, { backend: 'wasm' });
    const { heldOut } = splitExamples(examples, 20, 3);
    const logits = await classify(network, tensor4d(heldOut.images, [20, 8, 8, 1]), () => Promise.resolve());
    const losses = [...heldOut.labels].map((label, i) => {
      const row = [...logits.subarray(10 * i, 10 * i + 10)];
      return Math.log(row.reduce((sum, value) => sum + Math.exp(value - row[label]!), 0));
    });
    const loss = losses.reduce((sum, each) => sum + each, 0) / losses.length;
    expect(loss).toBeCloseTo(variants[0]!.curve.at(-1)!.heldOut.loss, 12);
    for (const each of tensorsOf(network)) each.dispose();
  });

  test('[training] names of classes go with the weights, to be read with them (N7)', async () => {
    const classes = ['cat', 'dog, asleep'];
    const { variants } = await learn({ ...order(), classes });
    const file = await openSafetensors(bytesSource(variants[0]!.weights), 'trained.safetensors');
    expect(matchWeights(tree.graph.tensors, file).classes).toEqual(classes);
    const [plain] = (await learn(order())).variants;
    expect(
      matchWeights(tree.graph.tensors, await openSafetensors(bytesSource(plain!.weights), 'x')).classes,
    ).toBeUndefined();
  });

  test('[training] progress tells every step and every epoch', async () => {
    const heard: TrainingProgress[] = [];
    const { variants } = await learn(order(), { onProgress: (progress) => heard.push(progress) });
    const steps = heard.filter((each) => each.phase === 'steps');
    expect(steps.map(({ done }) => done)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(steps.every(({ of, variant }) => of === 6 && variant === 'tree')).toBe(true);
    const points = heard.flatMap((each) => (each.phase === 'epoch' ? [each.point] : []));
    expect(points).toEqual(variants[0]!.curve);
    expect(points.map(({ epoch }) => epoch)).toEqual([1, 2]);
  });
});

describe('a training that is interrupted', () => {
  const soon = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  test('[training] paused it stands still, resumed it ends as if nothing had been', async () => {
    const control = new Control();
    let steps = 0;
    const training = learn(order(), {
      control,
      onProgress: ({ phase }) => {
        if (phase === 'steps') steps += 1;
        if (steps === 2) control.tell('pause');
      },
    });
    await expect.poll(() => steps).toBe(2);
    await soon(300);
    expect(steps).toBe(2);
    control.tell('resume');
    expect((await training).variants[0]!.weights).toEqual((await learn(order())).variants[0]!.weights);
  });

  test('[training] stopped within an epoch it gives what was learned, measured there', async () => {
    const control = new Control();
    const variants = [tree, { name: 'other', graph: tree.graph }];
    const { variants: trained } = await learn(order({ variants }), {
      control,
      onProgress: (progress) => progress.phase === 'steps' && progress.done === 2 && control.tell('stop'),
    });
    expect(trained[0]!.curve.map(({ epoch }) => epoch)).toEqual([2 / 3]);
    expect(trained[1]!.curve).toEqual([]);
    expect(trained[0]!.weights.length).toBe(trained[1]!.weights.length);
  });

  test.each(['running', 'paused'])('[training] cancelled while %s it rejects and leaves nothing', async (how) => {
    const control = new Control();
    const controller = new AbortController();
    const training = learn(order(), {
      control,
      signal: controller.signal,
      onProgress: () => (how === 'paused' ? control.tell('pause') : controller.abort()),
    });
    if (how === 'paused') setTimeout(() => controller.abort(), 300);
    await expect(training).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('what a training is given', () => {
  const refusal = (given: TrainingOrder) => learn(given).catch((error: { issues: unknown }) => error.issues);

  test('[training] what cannot be trained is refused', async () => {
    expect(await refusal(order({}, { heldOut: 59 }))).toEqual([
      { kind: 'too-few-examples', at: 'data', expected: 61, received: 60 },
    ]);
    const labels = examples.labels.map(() => 10);
    expect(await refusal(order({ data: { kind: 'examples', examples: { ...examples, labels } } }))).toEqual([
      { kind: 'label-out-of-range', at: 'tree', expected: 9, received: 10 },
    ]);
    expect(await refusal(order({ data: { kind: 'examples', examples: { ...examples, shape: [1, 4, 16] } } }))).toEqual([
      { kind: 'input-shape', at: 'input', expected: [1, 8, 8], received: [1, 4, 16] },
    ]);
    expect(await refusal(order({ variants: Array.from({ length: 7 }, () => tree) }))).toEqual([
      { kind: 'too-many-entries', at: 'variants', expected: 6, received: 7 },
    ]);
  });

  test('[training] image files are decoded and resized; what is no image is named', async () => {
    const config = smallConfig({
      name: 'own',
      structure: 'tree',
      blocks: 2,
      classes: 2,
      input: { channels: 3, size: 16 },
    });
    const variants = [{ name: 'own', graph: lowerDocument(buildNetwork(config)).graph }];
    // Dark and bright pictures; the file's text is its grey.
    const files = Array.from({ length: 24 }, (_, i) => ({
      name: `${i}.png`,
      file: new Blob([i === 5 ? 'no image' : String(i % 2 === 0 ? 20 + i : 200 + i)]),
      label: i % 2,
    }));
    const decode = async (file: Blob) => {
      const grey = Number(await file.text());
      if (Number.isNaN(grey)) throw new Error('no image');
      return {
        pixels: { width: 40, height: 30, channels: 3, data: new Uint8Array(40 * 30 * 3).fill(grey) },
        notes: [],
      };
    };
    const given = order({ variants, data: { kind: 'files', files } }, { heldOut: 6, batchSize: 4 });
    const report = await learn(given, { decode });
    expect(report).toMatchObject({ skipped: ['5.png'], learned: 17, heldOut: 6 });
    expect(report.variants[0]!.curve.at(-1)!.training.accuracy).toBeGreaterThan(0.9);
    expect(await refusal({ ...given, variants: [tree] })).toEqual([
      { kind: 'image-channels', at: 'input', expected: 1, received: 3 },
    ]);
  });

  test('[training] every example is learned from once an epoch, and none that is held out', () => {
    const { training, heldOut } = splitExamples(
      { ...examples, labels: Uint16Array.from({ length: 60 }, (_, i) => i) },
      20,
      7,
    );
    expect([...training.labels, ...heldOut.labels].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 60 }, (_, i) => i),
    );
    const places = (seed: string) => batchesOf(40, 16, seed).flatMap((batch) => [...batch]);
    expect(places('a')).not.toEqual(places('b'));
    expect(places('a').sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i));
    // A batch of one has no statistics.
    expect(batchesOf(33, 16, 'a').map((batch) => batch.length)).toEqual([16, 16]);
    expect(pick(examples, Uint32Array.of(2)).images).toEqual(examples.images.slice(128, 192));
  });

  test('[training] He’s weights: variance 2 / fan-in, by seed and name', () => {
    const weight = { name: 'a.weight', role: 'weight', shape: [64, 32, 3, 3], fill: 'weight', buffer: false } as const;
    const values = heWeights(1).read(weight) as Float32Array;
    const squares = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(Math.abs(squares / (2 / 288) - 1)).toBeLessThan(0.03);
    expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length)).toBeLessThan(0.002);
    expect(heWeights(1, new Map([['b.weight', 'a.weight']])).read({ ...weight, name: 'b.weight' })).toEqual(values);
    expect(heWeights(2).read(weight)).not.toEqual(values);
    expect([...(heWeights(1).read({ ...weight, fill: 'scale', shape: [2] }) as Float32Array)]).toEqual([1, 1]);
  });
});
