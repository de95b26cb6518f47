import { needsExternalData, toOnnx } from '#lib/dla/exchange/onnx/to-onnx.ts';
import { checkArchive } from '#lib/dla/exchange/tfjs/to-tfjs.ts';
import { sourceOfConfig, sourceOfDocument, type ExportSource } from '#lib/dla/exchange/source.ts';
import { presetConfig, presetOf } from '#lib/dla/presets/presets.ts';
import { seededInput } from '#lib/dla/weights/seeded.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import * as ort from 'onnxruntime-web';
import { beforeAll, describe, expect, it } from 'vitest';
import { golden, goldenDocument } from '../golden/goldens.ts';
import { expectSamples, expectValues, seededValues, type Samples } from './reference.ts';

beforeAll(() => {
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
});

type Results = Readonly<Record<string, { readonly dims: readonly number[]; readonly data: Float32Array }>>;

/** Runs an exported network with seeded weights on seeded images; `batch` of them, all alike. */
async function run(source: ExportSource, [, ...image]: readonly number[], batch = 1): Promise<Results> {
  const session = await ort.InferenceSession.create(toOnnx(source, seededValues, { standard: true }), {
    executionProviders: ['wasm'],
  });
  expect(session.inputNames).toEqual(['input']);
  const one = seededInput([1, ...image]);
  const data = new Float32Array(one.length * batch);
  for (let index = 0; index < batch; index += 1) data.set(one, index * one.length);
  const results = await session.run({ input: new ort.Tensor('float32', data, [batch, ...image]) });
  const plain = Object.entries(results).map(([name, { dims, data: values }]) => [
    name,
    { dims: [...dims], data: values as Float32Array },
  ]);
  await session.release();
  return Object.fromEntries(plain) as Results;
}

const atSize = (id: string, [, , height, width]: readonly number[]): ExportSource => {
  const { config, document } = presetOf(id)!;
  if (config) return sourceOfConfig({ ...config, input: { channels: 3, height: height!, width: width! } });
  return sourceOfDocument({
    ...document,
    nodes: document.nodes.map((node) =>
      node.kind === 'input' ? { ...node, attributes: { ...node.attributes, height: height!, width: width! } } : node,
    ),
  });
};

describe('ONNX files give the logits of PyTorch', () => {
  it.each(['dla34', 'dla46x_c', 'dla60_res2next', 'resnet18', 'densenet121'])('%s', async (id) => {
    const { runs } = golden<{ runs: readonly { input: readonly number[]; logits: readonly number[] }[] }>(id);
    const results = await run(atSize(id, runs[0]!.input), runs[0]!.input);
    expect(Object.keys(results)).toEqual(['logits']);
    expect(results.logits!.dims).toEqual([1, 1000]);
    expectValues(results.logits!.data, runs[0]!.logits);
  });

  it('weights in a file beside the model are the same weights (R7)', async () => {
    const { runs } = golden<{ runs: readonly { input: readonly number[]; logits: readonly number[] }[] }>('dla46_c');
    const source = atSize('dla46_c', runs[0]!.input);
    const parts: Uint8Array[] = [];
    const model = toOnnx(source, seededValues, {
      external: { file: 'weights.bin', write: (values) => parts.push(values().slice()) },
    });
    expect(model.length).toBeLessThan(100_000);
    const data = new Uint8Array(Buffer.concat(parts));
    expect(data.length).toBe(source.tensors.reduce((sum, { shape }) => sum + 4 * shape.reduce((a, b) => a * b, 1), 0));
    const externalData = [{ path: 'weights.bin', data }];
    const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'], externalData });
    const input = new ort.Tensor('float32', seededInput(runs[0]!.input), runs[0]!.input);
    const { logits } = await session.run({ input });
    expectValues(logits!.data as Float32Array, runs[0]!.logits);
    await session.release();
  });

  it('only what protobuf cannot hold needs a file beside the model; a network without a name gets one (R7)', async () => {
    const of = (classes: number) =>
      sourceOfConfig({ ...presetConfig('dla46_c'), name: '', head: { kind: 'classifier', classes } });
    const large = (rows: number): ExportSource => {
      const source = of(3);
      return { ...source, tensors: [{ ...source.tensors[0]!, shape: [rows, 500] }] };
    };
    expect([1, 1_000_000, 1_000_001].map((rows) => needsExternalData(large(rows)))).toEqual([false, false, true]);
    expect([1_000_000, 1_000_001].map((rows) => checkArchive(large(rows)).ok)).toEqual([true, false]);
    const session = await ort.InferenceSession.create(toOnnx(of(3), seededValues));
    expect(session.outputNames).toEqual(['logits']);
    await session.release();
  });

  it('places beyond 2³¹ and 2³² bytes are told to the byte (R7)', () => {
    const source = sourceOfConfig(presetConfig('dla46_c'));
    // A gibibyte and twelve bytes each.
    const tensors = source.tensors.map((tensor) => ({ ...tensor, shape: [2 ** 28 + 3] }));
    let count = 0;
    const model = toOnnx({ ...source, tensors }, seededValues, {
      external: { file: 'weights.bin', write: () => (count += 1) },
    });
    expect(count).toBe(tensors.length);
    const said = new TextDecoder('latin1').decode(model);
    for (const [index] of tensors.entries()) expect(said).toContain(String(index * (2 ** 30 + 12)));
    expect(4 * (2 ** 30 + 12)).toBeGreaterThan(2 ** 32);
  });

  it('a batch is as long as the caller likes', async () => {
    const { runs } = golden<{ runs: readonly { input: readonly number[]; logits: readonly number[] }[] }>('dla46_c');
    const { logits } = await run(atSize('dla46_c', runs[0]!.input), runs[0]!.input, 3);
    expect(logits!.dims).toEqual([3, 1000]);
    expectValues(logits!.data.slice(2000), runs[0]!.logits);
  });
});

describe('ONNX files of dense networks give the log-softmax of PyTorch', () => {
  it.each([
    ['dla34up', 'ida-up'],
    ['decoder-dla34-shallow', 'shallow'],
  ] as const)('%s', async (name, decoder) => {
    const { runs } = golden<{ runs: readonly { input: readonly number[]; log_softmax: Samples }[] }>(name);
    const [, , height, width] = runs[0]!.input;
    const source = sourceOfConfig({
      ...presetConfig('dla34'),
      input: { channels: 3, height: height!, width: width! },
      head: { kind: 'segmentation', decoder, downRatio: 2, classes: 19 },
    });
    const results = await run(source, runs[0]!.input);
    expect(Object.keys(results)).toEqual(['log_softmax']);
    expectSamples(results.log_softmax!.data, results.log_softmax!.dims, runs[0]!.log_softmax);
  });
});

describe('ONNX files of graph documents give the outputs of PyTorch', () => {
  it.each(['graph-decoder', 'graph-order-and-names', 'graph-dense-chain', 'graph-two-blocks', 'graph-deform'])(
    '%s',
    async (name) => {
      const document: GraphDocument = goldenDocument(name);
      const file = golden<{ runs: readonly { input: readonly number[]; output: Record<string, Samples> }[] }>(name);
      const { input, output } = file.runs[0]!;
      const results = await run(sourceOfDocument(document), input);
      const ids = Object.keys(output);
      if (ids.length > 1) expect(Object.keys(results).sort()).toEqual(ids.sort());
      for (const id of ids) {
        const { dims, data } = results[id] ?? Object.values(results)[0]!;
        expectSamples(data, dims, output[id]!);
      }
    },
  );

  it('names of outputs give way to the input and to tensors', async () => {
    const document: GraphDocument = {
      name: 'names',
      nodes: [
        { id: 'image', kind: 'input', inputs: [], attributes: { channels: 3, height: 8, width: 8 } },
        { id: 'input', kind: 'conv-unit', inputs: ['image'], attributes: { outChannels: 4 } },
        { id: 'weight', kind: 'classifier', name: '', inputs: ['image'], attributes: { classes: 2 } },
      ],
      groups: [],
      positions: new Map(),
    };
    const results = await run(sourceOfDocument(document), [1, 3, 8, 8]);
    expect(Object.keys(results)).toEqual(['input_', 'weight_']);
  });

  it('a deformable convolution is one node of operator set 19, unless standard ones are asked for', () => {
    const source = sourceOfDocument(goldenDocument('graph-deform'));
    const [one, many] = [false, true].map((standard) =>
      new TextDecoder('latin1').decode(toOnnx(source, seededValues, { standard })),
    );
    expect(one).toContain('DeformConv');
    expect(one).not.toContain('GatherElements');
    expect(many).toContain('GatherElements');
    expect(many).not.toContain('DeformConv');
    // Version of the format, and at the end the operator set: field 2 of the last message.
    expect([one, many].map((file) => file!.charCodeAt(1))).toEqual([9, 7]);
    expect([one, many].map((file) => file!.includes('B\u0004\n\u0000\u0010\u0013'))).toEqual([true, false]);
  });
});
