import { BATCH_NORM_EPSILON } from '#lib/dla/ops/batch-norm.ts';
import { GROUP_NORM_EPSILON } from '#lib/dla/ops/group-norm.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import type { OpKind } from '#lib/dla/ops/ops.ts';
import { LOWEST } from '#lib/dla/ops/pad.ts';
import type { AvgPoolAttributes, PoolAttributes } from '#lib/dla/ops/pool.ts';
import { interpolation, transposed } from './arrays.ts';
import { deformed } from './deform.ts';
import { numbers, flag, list, text, type Attribute } from './graph.ts';
import type { Translation } from './translation.ts';

type Any = Translation<OpKind>;

const square = (value: number): Attribute => list(1, value, value, 1);
const constant = ({ floats }: Any, value: number): string => floats([], Float32Array.of(value));
const reshaped = ({ node, ints }: Any, x: string, ...shape: readonly number[]): string =>
  node('Reshape', [x, ints(...shape)]);

/** A border of rows and columns around a map. */
const bordered = (given: Any, x: string, [top, bottom, left, right]: readonly number[], value: number): string =>
  [top, bottom, left, right].every((each) => each === 0)
    ? x
    : given.node('PadV2', [
        x,
        reshaped(given, given.ints(0, 0, top!, bottom!, left!, right!, 0, 0), 4, 2),
        constant(given, value),
      ]);

const around = (padding: number): readonly number[] => [padding, padding, padding, padding];

/** OIHW as HWIO, of one group. */
function filterOf(given: Translation<'conv2d'>, group: number): string {
  const { kernel, outChannels, groups } = given.op.attributes;
  const [inputs, outputs] = [given.shapes[0]![0] / groups, outChannels / groups];
  const size = outputs * inputs * kernel * kernel;
  const values = given.weight(0).subarray(group * size, (group + 1) * size);
  return given.floats(
    [kernel, kernel, inputs, outputs],
    transposed(values, [outputs, inputs, kernel, kernel], [2, 3, 1, 0]),
  );
}

/** Where both stride and dilation are above 1 the stride is taken afterwards: TensorFlow's convolutions have no both. */
function convolved(given: Translation<'conv2d'>): string {
  const { op, inputs, shapes, node, ints } = given;
  const { kernel, stride, padding, dilation, groups } = op.attributes;
  const x = bordered(given, inputs[0]!, around(padding), 0);
  const both = stride > 1 && dilation > 1;
  const window = {
    strides: square(both ? 1 : stride),
    dilations: square(dilation),
    padding: text('VALID'),
    data_format: text('NHWC'),
  };
  const channels = shapes[0]![0] / groups;
  const rows = shapes[0]![1] + 2 * padding;
  const columns = shapes[0]![2] + 2 * padding;
  const apart = Array.from({ length: groups }, (_, group) => {
    const part =
      groups === 1 ? x : node('Slice', [x, ints(0, 0, 0, group * channels), ints(1, rows, columns, channels)]);
    return node('Conv2D', [part, filterOf(given, group)], window);
  });
  const whole = groups === 1 ? apart[0]! : node('ConcatV2', [...apart, ints(3)], { N: numbers(groups) });
  if (!both) return whole;
  const reach = dilation * (kernel - 1);
  return node('StridedSlice', [
    whole,
    ints(0, 0, 0, 0),
    ints(1, rows - reach, columns - reach, op.shape[0]),
    ints(1, stride, stride, 1),
  ]);
}

const biased = (given: Any, x: string, index: number, channels: number): string =>
  given.node('BiasAdd', [x, given.floats([channels], given.weight(index))], { data_format: text('NHWC') });

/** One that is padded on its own first: TensorFlow's pools know two ways of padding, and PyTorch's is neither. */
const pooled = (given: Translation<'max-pool' | 'avg-pool'>, type: string, value: number): string => {
  const { kernel, stride, padding }: PoolAttributes = given.op.attributes;
  return given.node(type, [bordered(given, given.inputs[0]!, around(padding), value)], {
    ksize: square(kernel),
    strides: square(stride),
    padding: text('VALID'),
    data_format: text('NHWC'),
  });
};

/** By how much a mean over kernel² values is too small where the window reaches beyond the map. */
function insideFactors(
  [, height, width]: Shape,
  { kernel, stride, padding }: AvgPoolAttributes,
  [, rows, columns]: Shape,
): Float32Array {
  const covered = (at: number, extent: number): number =>
    Math.min(extent, at * stride - padding + kernel) - Math.max(0, at * stride - padding);
  return Float32Array.from(
    { length: rows * columns },
    (_, index) => kernel ** 2 / (covered(Math.floor(index / columns), height) * covered(index % columns, width)),
  );
}

/**
 * Zeros between the pixels, then a depthwise convolution with the kernel turned round: TensorFlow has no depthwise transposed
 * one.
 */
function upSampled(given: Translation<'conv-transpose2d'>): string {
  const { op, inputs, shapes, node } = given;
  const { factor } = op.attributes;
  const [channels, height, width] = shapes[0]!;
  const rows = reshaped(given, inputs[0]!, height, 1, width * channels);
  const apart = (x: string): string =>
    node('PadV2', [x, reshaped(given, given.ints(0, 0, 0, factor - 1, 0, 0), 3, 2), constant(given, 0)]);
  const columns = reshaped(given, apart(rows), height * factor * width, 1, channels);
  const spread = reshaped(given, apart(columns), 1, height * factor, width * factor, channels);
  const [before, after] = [2 * factor - 1 - factor / 2, factor / 2];
  const size = 2 * factor;
  const turned = given.weight(0).slice();
  for (let channel = 0; channel < channels; channel += 1)
    turned.subarray(channel * size * size, (channel + 1) * size * size).reverse();
  const filter = given.floats([size, size, channels, 1], transposed(turned, [channels, 1, size, size], [2, 3, 0, 1]));
  return node('DepthwiseConv2dNative', [bordered(given, spread, [before, after, before, after], 0), filter], {
    strides: square(1),
    dilations: square(1),
    padding: text('VALID'),
    data_format: text('NHWC'),
  });
}

/** Along the rows, then along the columns, each as a product with a matrix: tfjs' own goes wrong at borders. */
function bilinear(given: Translation<'resize'>): string {
  const { op, inputs, shapes, node, ints } = given;
  const { factor, corners } = op.attributes;
  const [channels, height, width] = shapes[0]!;
  const along = (x: string, from: number, across: number): string =>
    node('MatMul', [
      given.floats([from * factor, from], interpolation(from, factor, corners)),
      reshaped(given, x, from, across),
    ]);
  const rows = reshaped(given, along(inputs[0]!, height, width * channels), height * factor, width, channels);
  const turned = node('Transpose', [rows, ints(1, 0, 2)]);
  const both = reshaped(
    given,
    along(turned, width, height * factor * channels),
    width * factor,
    height * factor,
    channels,
  );
  return reshaped(given, node('Transpose', [both, ints(1, 0, 2)]), 1, height * factor, width * factor, channels);
}

function groupNormed(given: Translation<'group-norm'>): string {
  const { op, inputs, node, ints } = given;
  const [channels, height, width] = op.shape;
  const { groups } = op.attributes;
  const mean = (x: string): string => node('Mean', [x, ints(0, 2)], { keep_dims: flag(true) });
  const apart = reshaped(given, inputs[0]!, height * width, groups, channels / groups);
  const centred = node('Sub', [apart, mean(apart)]);
  const spread = node('AddV2', [mean(node('Mul', [centred, centred])), constant(given, GROUP_NORM_EPSILON)]);
  const normed = reshaped(given, node('Mul', [centred, node('Rsqrt', [spread])]), 1, height, width, channels);
  return biased(given, node('Mul', [normed, given.floats([channels], given.weight(0))]), 1, channels);
}

type Translate<K extends OpKind> = (given: Translation<K>) => string;

/** One entry per primitive op. */
export const tfjsOps: { readonly [K in OpKind]: Translate<K> } = {
  input: ({ inputs }) => inputs[0]!,
  conv2d: (given) =>
    given.op.attributes.bias ? biased(given, convolved(given), 1, given.op.shape[0]) : convolved(given),
  'deform-conv': (given) => {
    const [deep, rows, columns] = given.op.shape;
    return biased(given, reshaped(given, deformed(given), 1, rows, columns, deep), 1, deep);
  },
  'conv-transpose2d': upSampled,
  linear: (given) => {
    const { op, inputs, shapes, node, floats, weight } = given;
    const size = [op.shape[0], shapes[0]![0]] as const;
    const matrix = floats([size[1], size[0]], transposed(weight(0), size, [1, 0]));
    const product = node('MatMul', [reshaped(given, inputs[0]!, 1, size[1]), matrix]);
    return reshaped(given, biased(given, product, 1, size[0]), 1, 1, 1, size[0]);
  },
  'batch-norm': ({ op, inputs, node, floats, weight }) =>
    node('FusedBatchNormV3', [...inputs, ...[0, 1, 2, 3].map((index) => floats([op.shape[0]], weight(index)))], {
      epsilon: { f: BATCH_NORM_EPSILON },
      is_training: flag(false),
      data_format: text('NHWC'),
    }),
  'group-norm': groupNormed,
  relu: ({ inputs, node }) => node('Relu', inputs),
  sigmoid: ({ inputs, node }) => node('Sigmoid', inputs),
  softmax: ({ inputs, node }) => node('Softmax', inputs),
  'log-softmax': ({ inputs, node }) => node('LogSoftmax', inputs),
  add: ({ inputs, node }) => inputs.slice(1).reduce((sum, each) => node('AddV2', [sum, each]), inputs[0]!),
  concat: ({ inputs, node, ints }) => node('ConcatV2', [...inputs, ints(3)], { N: numbers(inputs.length) }),
  'max-pool': (given) => pooled(given, 'MaxPool', LOWEST),
  'avg-pool': (given) => {
    const mean = pooled(given, 'AvgPool', 0);
    const { op, shapes, node, floats } = given;
    if (!op.attributes.inside) return mean;
    return node('Mul', [
      mean,
      floats([1, op.shape[1], op.shape[2], 1], insideFactors(shapes[0]!, op.attributes, op.shape)),
    ]);
  },
  'global-avg-pool': ({ inputs, node, ints }) => node('Mean', [...inputs, ints(1, 2)], { keep_dims: flag(true) }),
  pad: (given) => {
    const { top, left, bottom, right, fill } = given.op.attributes;
    const border = [top, bottom, left, right].map((each) => Math.max(0, each));
    const x = bordered(given, given.inputs[0]!, border, fill === 'zeros' ? 0 : LOWEST);
    if (Math.min(top, left, bottom, right) >= 0) return x;
    const { node, ints, op } = given;
    const begin = ints(0, Math.max(0, -top), Math.max(0, -left), 0);
    return node('Slice', [x, begin, ints(1, op.shape[1], op.shape[2], op.shape[0])]);
  },
  // In PyTorch's order: a channel after the other.
  flatten: (given) =>
    reshaped(given, given.node('Transpose', [given.inputs[0]!, given.ints(0, 3, 1, 2)]), 1, 1, 1, given.op.shape[0]),
  scale: (given) => given.node('Mul', [...given.inputs, constant(given, given.op.attributes.factor)]),
  slice: ({ op, inputs, node, ints }) =>
    node('Slice', [...inputs, ints(0, 0, 0, op.attributes.from), ints(1, op.shape[1], op.shape[2], op.shape[0])]),
  resize: (given) => {
    if (given.op.attributes.mode === 'bilinear') return bilinear(given);
    const [, height, width] = given.op.shape;
    return given.node('ResizeNearestNeighbor', [...given.inputs, given.ints(height, width)], {
      align_corners: flag(false),
      half_pixel_centers: flag(false),
    });
  },
};
