import { BATCH_NORM_EPSILON } from '#lib/dla/ops/batch-norm.ts';
import { LOWEST } from '#lib/dla/ops/pad.ts';
import { GROUP_NORM_EPSILON } from '#lib/dla/ops/group-norm.ts';
import type { PoolAttributes } from '#lib/dla/ops/pool.ts';
import type { OpKind } from '#lib/dla/ops/ops.ts';
import { gatherTaps } from './deform.ts';
import type { Translation } from './translation.ts';
import type { OnnxAttributes } from './model.ts';

type Translate<K extends OpKind> = (op: Translation<K>) => string;

const twice = (value: number): readonly number[] => [value, value];
const around = (value: number): readonly number[] => [value, value, value, value];

const window = ({ kernel, stride, padding }: PoolAttributes) => ({
  kernel_shape: twice(kernel),
  strides: twice(stride),
  pads: around(padding),
});

/** One entry per primitive op; results are NCHW, a linear layer's [N, classes]. */
export const onnxOps: { readonly [K in OpKind]: Translate<K> } = {
  input: ({ inputs }) => inputs[0]!,
  conv2d: ({ op: { attributes }, inputs, weights, node }) =>
    node('Conv', [...inputs, ...weights], {
      ...window(attributes),
      dilations: twice(attributes.dilation),
      group: attributes.groups,
    }),
  'deform-conv': (given) => {
    const { op, shapes, inputs, weights, node, ints } = given;
    if (!given.standard) {
      const [x, offsets] = inputs as readonly [string, string];
      const channels = (role: string, from: number, to: number) =>
        node('Slice', [offsets, ints(`${role}-from`, [from]), ints(`${role}-to`, [to]), ints(`${role}-axis`, [1])]);
      const masks = node('Sigmoid', [channels('masks', 18, 27)]);
      return node('DeformConv', [x, weights[0]!, channels('moves', 0, 18), weights[1]!, masks], {
        ...window({ kernel: 3, stride: 1, padding: 1 }),
        dilations: twice(1),
        group: 1,
        offset_group: 1,
      });
    }
    const shape = ints('shape', [op.attributes.outChannels, 9 * shapes[0]![0], 1, 1]);
    return node('Conv', [gatherTaps(given), node('Reshape', [weights[0]!, shape]), weights[1]!]);
  },
  'conv-transpose2d': ({ op, inputs, weights, node }) => {
    const { factor } = op.attributes;
    return node('ConvTranspose', [...inputs, ...weights], {
      ...window({ kernel: 2 * factor, stride: factor, padding: factor / 2 }),
      group: op.shape[0],
    });
  },
  linear: ({ inputs, weights, node }) =>
    node('Gemm', [node('Flatten', inputs, { axis: 1 }), ...weights], { transB: 1 }),
  'batch-norm': ({ inputs, weights, node }) =>
    node('BatchNormalization', [...inputs, ...weights], { epsilon: { float: BATCH_NORM_EPSILON } }),
  // Of each group as of one channel, which operator sets before 21 have; then scaled by channel.
  'group-norm': ({ op, inputs, weights, node, ints, floats }) => {
    const [channels, height, width] = op.shape;
    const { groups } = op.attributes;
    const ones = floats(
      'ones',
      Array.from({ length: groups }, () => 1),
    );
    const zeros = floats(
      'zeros',
      Array.from({ length: groups }, () => 0),
    );
    const apart = node('Reshape', [...inputs, ints('groups', [0, groups, -1])]);
    const normed = node('InstanceNormalization', [apart, ones, zeros], { epsilon: { float: GROUP_NORM_EPSILON } });
    const whole = node('Reshape', [normed, ints('whole', [0, channels, height, width])]);
    const byChannel = ints('channels', [channels, 1, 1]);
    const [scale, shift] = weights.map((weight) => node('Reshape', [weight, byChannel]));
    return node('Add', [node('Mul', [whole, scale!]), shift!]);
  },
  relu: ({ inputs, node }) => node('Relu', inputs),
  sigmoid: ({ inputs, node }) => node('Sigmoid', inputs),
  softmax: ({ inputs, node }) => node('Softmax', inputs, { axis: 1 }),
  'log-softmax': ({ inputs, node }) => node('LogSoftmax', inputs, { axis: 1 }),
  add: ({ inputs, node }) => node(inputs.length === 2 ? 'Add' : 'Sum', inputs),
  concat: ({ inputs, node }) => node('Concat', inputs, { axis: 1 }),
  'max-pool': ({ op, inputs, node }) => node('MaxPool', inputs, window(op.attributes)),
  'avg-pool': ({ op, inputs, node }) =>
    node('AveragePool', inputs, { ...window(op.attributes), count_include_pad: op.attributes.inside ? 0 : 1 }),
  'global-avg-pool': ({ inputs, node }) => node('GlobalAveragePool', inputs),
  pad: ({ op, inputs, node, ints, floats }) => {
    const { top, left, bottom, right, fill } = op.attributes;
    const pads = ints('pads', [0, 0, top, left, 0, 0, bottom, right]);
    return node('Pad', [...inputs, pads, ...(fill === 'zeros' ? [] : [floats('value', [LOWEST], [])])]);
  },
  // Behind it stand maps of one pixel, as everywhere.
  flatten: ({ op, inputs, node, ints }) => node('Reshape', [...inputs, ints('shape', [-1, ...op.shape])]),
  scale: ({ op, inputs, node, floats }) => node('Mul', [...inputs, floats('factor', [op.attributes.factor])]),
  slice: ({ op, inputs, node, ints }) => {
    const { from, to } = op.attributes;
    return node('Slice', [...inputs, ints('starts', [from]), ints('ends', [to]), ints('axes', [1])]);
  },
  resize: ({ op, inputs, node, floats }) => {
    const { factor, mode, corners } = op.attributes;
    const places = { aligned: 'align_corners', first: 'asymmetric' } as const;
    const how: OnnxAttributes =
      mode === 'bilinear'
        ? { mode: 'linear', coordinate_transformation_mode: corners ? places[corners] : 'half_pixel' }
        : { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' };
    return node('Resize', [...inputs, '', floats('scales', [1, 1, factor, factor])], how);
  },
};
