import {
  hashesOf,
  sourceOfConfig,
  sourceOfDocument,
  type ExportSource,
  type TensorValues,
} from '#lib/dla/exchange/source.ts';
import { SHARD } from '#lib/dla/exchange/tfjs/graph.ts';
import { toTfjs, type FolderFile } from '#lib/dla/exchange/tfjs/to-tfjs.ts';
import { ops, type OpKind } from '#lib/dla/ops/ops.ts';
import { imageOf } from '#lib/dla/op-graph/image.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { seededInput } from '#lib/dla/weights/seeded.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { golden, goldenDocument } from '../golden/goldens.ts';
import { caseGraph } from '../runtime/case-graph.ts';
import { examplesOf } from '../runtime/reference.ts';
import { expectSamples, expectValues, seededValues, type Samples } from './reference.ts';

beforeAll(() => tf.setBackend('cpu'));

interface ModelFile extends tf.io.ModelJSON {
  readonly userDefinedMetadata: { readonly structure: string; readonly names: string };
}

const modelOf = (files: readonly FolderFile[]): ModelFile => JSON.parse(files[0]!.content as string) as ModelFile;

const shardsIn = (files: readonly FolderFile[]) => files.filter(({ name }) => name.endsWith('.bin'));

/** What TensorFlow's own package gives for an image NCHW, by the outputs' names: NCHW again, or [1, classes]. */
async function run(files: readonly FolderFile[], image: Float32Array) {
  const json = modelOf(files);
  const data = Buffer.concat(shardsIn(files).map(({ content }) => content as Uint8Array));
  const model = await tf.loadGraphModel(
    tf.io.fromMemory({
      modelTopology: json.modelTopology,
      signature: (json as { signature?: object }).signature,
      weightSpecs: json.weightsManifest[0]!.weights,
      weightData: new Uint8Array(data).buffer,
    }),
  );
  expect(model.inputs.map(({ name }) => name)).toEqual(['input']);
  const [, height, width, channels] = model.inputs[0]!.shape!;
  const x = tf.transpose(tf.tensor4d(image, [1, channels!, height!, width!]), [0, 2, 3, 1]);
  const results = [model.predict({ input: x }) as tf.Tensor | tf.Tensor[]].flat();
  const byName = results.map((value, index) => [model.outputs[index]!.name, value] as const);
  const found = new Map(
    byName.map(([name, value]) => {
      const plain = value.rank === 4 ? tf.transpose(value, [0, 3, 1, 2]) : value;
      return [name.replace(/:0$/, ''), { shape: plain.shape, data: plain.dataSync() as Float32Array }] as const;
    }),
  );
  model.dispose();
  return found;
}

const runSource = (source: ExportSource, values: TensorValues = seededValues) =>
  run(toTfjs(source, values), seededInput([1, ...imageOf(source.graph).shape]));

describe('every op, as TensorFlow.js computes it, is what its definition says', () => {
  it.each(examplesOf(Object.keys(ops) as OpKind[]).map((given) => [given.title, given] as const))(
    '%s',
    async (_, given) => {
      const { graph, image, weights } = caseGraph(given);
      const document: GraphDocument = {
        name: given.kind,
        nodes: [{ id: 'node', kind: 'relu', inputs: [], attributes: {} }],
        groups: [],
        positions: new Map(),
      };
      const source = { document, graph, tensors: graph.tensors };
      const [result] = (
        await run(
          toTfjs(source, (tensor) => weights.read(tensor)),
          image,
        )
      ).values();
      expect(result!.shape).toEqual([1, ...given.shape]);
      expectValues(result!.data, [...given.result.data]);
    },
  );
});

const sized = (id: string, height: number, width: number): ExportSource =>
  sourceOfConfig({ ...presetConfig(id), input: { channels: 3, height, width } });

describe('a folder for TensorFlow.js gives the values of PyTorch', () => {
  it.each(['dla46_c', 'dla46x_c'])('%s', async (id) => {
    const { input, logits } = golden<{ runs: readonly { input: readonly number[]; logits: readonly number[] }[] }>(id)
      .runs[0]!;
    const results = await runSource(sized(id, input[2]!, input[3]!));
    expect([...results.keys()]).toEqual(['logits']);
    expect(results.get('logits')!.shape).toEqual([1, 1000]);
    expectValues(results.get('logits')!.data, logits);
  });

  it.each(['graph-decoder', 'graph-order-and-names', 'graph-deform'])('%s', async (name) => {
    const { input, output } = golden<{
      runs: readonly { input: readonly number[]; output: Record<string, Samples> }[];
    }>(name).runs[0]!;
    const source = sourceOfDocument(goldenDocument(name));
    expect([1, ...imageOf(source.graph).shape]).toEqual(input);
    const results = await runSource(source);
    const ids = Object.keys(output);
    if (ids.length > 1) expect([...results.keys()].sort()).toEqual(ids.sort());
    for (const id of ids) {
      const { shape, data } = results.get(id) ?? [...results.values()][0]!;
      expectSamples(data, shape, output[id]!);
    }
  });
});

it('weights lie in shards of at most four megabytes, and the file says of which network they are', () => {
  const source = sized('dla46_c', 32, 32);
  const files = toTfjs(source, seededValues);
  const sizes = shardsIn(files).map(({ content }) => content.length);
  expect(sizes.length).toBeGreaterThan(1);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(SHARD);
  const { weightsManifest, userDefinedMetadata } = modelOf(files);
  expect(weightsManifest[0]!.paths).toEqual(shardsIn(files).map(({ name }) => name));
  expect(userDefinedMetadata).toEqual(hashesOf(source));
});
