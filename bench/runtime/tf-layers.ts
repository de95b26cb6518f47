import { imageOf } from '#lib/dla/op-graph/image.ts';
import type { Op, OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { WeightRole } from '#lib/dla/ops/op.ts';
import type { WeightProvider } from '#lib/runtime/compute/weight-provider.ts';
import { kernelOf } from '#lib/runtime/kernels/kernels.ts';
import { toKernelLayout } from '#lib/runtime/kernels/layout.ts';
import { tensor, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { input, layers, model, type LayersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';

type Layer = InstanceType<typeof layers.Layer>;

interface Made {
  readonly op: Op;
  readonly layer: Layer;
}

/** What tf.layers lacks: a depthwise transposed convolution, and log-softmax over channels; by tfjs' own ops. */
class KernelLayer extends layers.Layer {
  static className = 'KernelLayer';

  constructor(
    private readonly source: Extract<Op, { kind: 'conv-transpose2d' | 'log-softmax' }>,
    private readonly given: Readonly<Partial<Record<WeightRole, Tensor>>>,
  ) {
    super({});
  }

  override computeOutputShape() {
    const [channels, height, width] = this.source.shape;
    return [null, height, width, channels];
  }

  override call(inputs: Tensor | Tensor[]) {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as Tensor4D;
    return kernelOf(this.source.kind).run([x], this.source.attributes, this.given, { backend: 'webgl' }, false);
  }
}

const laid = async (op: Op, provider: WeightProvider): Promise<Readonly<Partial<Record<WeightRole, Tensor>>>> => {
  const entries: [WeightRole, Tensor][] = [];
  for (const weight of op.weights) {
    const { shape, data } = toKernelLayout(op.kind, weight.role, weight.shape, await provider.read(weight));
    entries.push([weight.role, tensor(data, [...shape])]);
  }
  return Object.fromEntries(entries);
};

/** The network as someone writes it with tf.layers: a layer for every op, symmetric padding where PyTorch has it. */
export async function toLayers(graph: OpGraph, result: number, provider: WeightProvider): Promise<LayersModel> {
  const values: SymbolicTensor[] = [];
  const made: Made[] = [];
  const apply = (op: Op, layer: Layer, to: SymbolicTensor | SymbolicTensor[]) => {
    made.push({ op, layer });
    return layer.apply(to) as SymbolicTensor;
  };
  const padded = (x: SymbolicTensor, padding: number) =>
    padding === 0 ? x : (layers.zeroPadding2d({ padding }).apply(x) as SymbolicTensor);

  for (const [index, op] of graph.ops.slice(0, result + 1).entries()) {
    const taken = op.inputs.map((given) => values[given]!);
    const [x] = taken;
    switch (op.kind) {
      case 'input': {
        const [channels, height, width] = op.shape;
        values[index] = input({ shape: [height, width, channels] });
        break;
      }
      case 'conv2d': {
        const { outChannels, kernel, stride, padding, bias, groups, dilation } = op.attributes;
        if (groups > 1) throw new Error('tf.layers has no grouped convolution');
        const same = stride === 1;
        const layer = layers.conv2d({
          filters: outChannels,
          kernelSize: kernel,
          strides: stride,
          padding: same ? 'same' : 'valid',
          dilationRate: dilation,
          useBias: bias,
        });
        values[index] = apply(op, layer, same ? x! : padded(x!, padding));
        break;
      }
      case 'batch-norm':
        values[index] = apply(op, layers.batchNormalization({ epsilon: 1e-5 }), x!);
        break;
      case 'relu':
        values[index] = apply(op, layers.reLU(), x!);
        break;
      case 'add':
        values[index] = apply(op, layers.add(), taken);
        break;
      case 'concat':
        values[index] = apply(op, layers.concatenate(), taken);
        break;
      case 'max-pool': {
        const { kernel, stride, padding } = op.attributes;
        if (padding > 0) throw new Error('max pooling with padding is not in the networks compared');
        values[index] = apply(op, layers.maxPooling2d({ poolSize: kernel, strides: stride }), x!);
        break;
      }
      case 'global-avg-pool': {
        const pooled = apply(op, layers.globalAveragePooling2d({}), x!);
        values[index] = layers.reshape({ targetShape: [1, 1, op.shape[0]] }).apply(pooled) as SymbolicTensor;
        break;
      }
      case 'conv-transpose2d':
      case 'log-softmax':
        values[index] = apply(op, new KernelLayer(op, await laid(op, provider)), x!);
        break;
      default:
        throw new Error(`${op.kind} is not in the networks compared`);
    }
  }
  const network = model({
    inputs: values[imageOf(graph).index]!,
    outputs: values[result]!,
  });
  for (const { op, layer } of made) {
    if (op.kind !== 'conv2d' && op.kind !== 'batch-norm') continue;
    const { weight, bias, running_mean, running_var } = await laid(op, provider);
    const given = [weight, bias, running_mean, running_var].filter((value) => value !== undefined);
    layer.setWeights(given);
    for (const value of given) value.dispose();
  }
  return network;
}
