import { toOnnx } from '#lib/dla/exchange/onnx/to-onnx.ts';
import { imageOf } from '#lib/dla/op-graph/image.ts';
import { toChannelsFirst, toChannelsLast } from '#lib/runtime/compute/channel-order.ts';
import { GlExecutor } from '#lib/runtime/gl/executor.ts';
import { useBrowserBackend } from '#lib/runtime/tfjs/browser-backends.ts';
import { TfjsSession } from '#lib/runtime/tfjs/tfjs-session.ts';
import { tensor4d, type Tensor } from '@tensorflow/tfjs-core';
import runtimeAddress from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import * as ort from 'onnxruntime-web/wasm';
import type { Network } from './network.ts';
import { stock, type GroupWay } from './stock.ts';
import { toLayers } from './tf-layers.ts';

/**
 * Ways to run a network: our own programs, our session on WebAssembly, tf.layers, tfjs' ops by hand with a way to compute
 * groups, onnxruntime-web with one thread.
 */
export type Way = 'gl' | 'wasm' | 'layers' | 'layers on wasm' | GroupWay | 'onnxruntime';

/** Computes once, from the image to the result as PyTorch has it. */
export type Run = () => Promise<Float32Array>;

async function byLayers(network: Network, backend: 'webgl' | 'wasm'): Promise<Run> {
  const { graph, result, provider, input } = network;
  await useBrowserBackend(backend);
  const model = await toLayers(graph, result, provider);
  const { shape } = imageOf(graph);
  const values = toChannelsLast(input, shape);
  return async () => {
    const image = tensor4d(values, [1, shape[1], shape[2], shape[0]]);
    const output = model.predict(image) as Tensor;
    const data = await output.data<'float32'>();
    image.dispose();
    output.dispose();
    return toChannelsFirst(data, graph.ops[result]!.shape);
  };
}

const byOps = (way: GroupWay) => async (network: Network) => {
  await useBrowserBackend('webgl');
  return stock(network, 'webgl', way);
};

let executor: GlExecutor | undefined;

export const ways: Readonly<Record<Way, (network: Network) => Promise<Run>>> = {
  gl({ graph, result, results, provider, input }) {
    executor ??= GlExecutor.open();
    const wishes = new Map(results.map((each) => [each, { full: true }]));
    return Promise.resolve(async () => {
      const { readings } = await executor!.run({ graph, weights: provider, inputs: [input], wishes });
      return readings[0]!.get(result)!.data!;
    });
  },
  async wasm({ graph, result, results: wanted, provider, input }) {
    await useBrowserBackend('wasm');
    const session = new TfjsSession('wasm');
    const { id } = graph.ops[result]!;
    const keep = new Map(wanted.map((each) => [graph.ops[each]!.id, { full: true }]));
    return async () => {
      const { results } = await session.run({ graph, weights: provider, inputs: [input], keep });
      return results.get(id)!.data!;
    };
  },
  layers: (network) => byLayers(network, 'webgl'),
  'layers on wasm': (network) => byLayers(network, 'wasm'),
  split: byOps('split'),
  dense: byOps('dense'),
  sums: byOps('sums'),
  blocks: byOps('blocks'),
  async onnxruntime({ source, values, graph, input }) {
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.wasmPaths = { wasm: runtimeAddress };
    ort.env.logLevel = 'error';
    const model = toOnnx(source, ({ name }) => values.get(name)!);
    const session = await ort.InferenceSession.create(model, {
      executionProviders: ['wasm'],
      graphOptimizationLevel: 'all',
    });
    const [output] = session.outputNames;
    const image = new ort.Tensor('float32', input, [1, ...imageOf(graph).shape]);
    return async () => (await session.run({ input: image }))[output!]!.data as Float32Array;
  },
};
