import type { WeightRole } from '#lib/dla/ops/op.ts';
import { BATCH_NORM_EPSILON } from '#lib/dla/ops/batch-norm.ts';
import { cast, constantOfShape, gather, transpose } from './constants.ts';
import { deformConv } from './deform-conv.ts';
import type { Values } from './operator-draft.ts';
import { groupNorm, instanceNorm } from './group-norm.ts';
import type { OnnxNode } from './onnx-file.ts';
import { arithmetic, linear, matMul, multiply, sum } from './products.ts';
import {
  concat,
  constant,
  flatten,
  pad,
  reduceMean,
  reshape,
  shape,
  slice,
  split,
  squeeze,
  unsqueeze,
} from './reshaping.ts';
import { resize } from './resizing.ts';
import type { Translation } from './translation.ts';
import { attributeOf, intOf, squareOf, Unreadable } from './values.ts';
import { bordered, placed, roundingOf, windowOf } from './windows.ts';

/** Reads one operator: adds nodes, and says what its outputs are. */
export type Operator = (node: OnnxNode, into: Translation) => void | Promise<void>;

const conv: Operator = (node, into) => {
  const weight = into.constant(node, 1);
  const [outChannels, , height, width, ...more] = weight.shape;
  if (height === undefined || height !== width || more.length > 0) throw new Unreadable('kernel_shape');
  const given = into.map(node);
  const window = windowOf(node, given, height);
  const [taken, padding] = bordered(node, into, given, window) ?? placed(into, given, window, 'zeros', node.name);
  const { kernel, stride, dilation } = window;
  const bias = into.optional(node, 2) === undefined ? undefined : into.constant(node, 2);
  const attributes = {
    outChannels: outChannels!,
    kernel,
    stride,
    dilation,
    groups: intOf(node, 'group', 1),
    ...(bias && { bias: true }),
    ...(padding !== (dilation * (kernel - 1)) / 2 && { padding }),
    ...((taken.shape[1] % stride) + (taken.shape[2] % stride) !== 0 && { floor: true }),
  };
  const tensors = new Map<WeightRole, Values>([['weight', weight], ...(bias ? ([['bias', bias]] as const) : [])]);
  into.set(node.outputs[0], into.add('conv', attributes, [taken], node.name, tensors));
};

const batchNorm: Operator = (node, into) => {
  const [weight, bias, mean, variance] = [1, 2, 3, 4].map((index) => into.constant(node, index));
  if (intOf(node, 'training_mode', 0) !== 0) throw new Unreadable('training_mode');
  // Before operator set 14 it trained where it had more than one output, and until 9 its numbers could be those of pixels.
  if (node.outputs.filter((name) => name !== '').length > 1) throw new Unreadable('outputs[1]');
  if (intOf(node, 'spatial', 1) !== 1) throw new Unreadable('spatial');
  const epsilon = attributeOf(node, 'epsilon').float ?? BATCH_NORM_EPSILON;
  // Another ε is the usual one with variances that are larger by the difference.
  const more = Math.abs(epsilon - BATCH_NORM_EPSILON) < 1e-9 ? 0 : epsilon - BATCH_NORM_EPSILON;
  const shifted = { ...variance!, read: async () => (await variance!.read()).map((value) => value + more) };
  const tensors = new Map<WeightRole, Values>([
    ['weight', weight!],
    ['bias', bias!],
    ['running_mean', mean!],
    ['running_var', more === 0 ? variance! : shifted],
  ]);
  into.set(node.outputs[0], into.add('batch-norm', {}, [into.map(node)], node.name, tensors));
};

/** What changes each value by itself leaves flat what is flat. */
const each =
  (kind: 'relu' | 'sigmoid'): Operator =>
  (node, into) => {
    const x = into.map(node);
    into.set(node.outputs[0], { ...into.add(kind, {}, [x], node.name), flat: x.flat });
  };

/** What an operator that does nothing in inference hands on. */
const same: Operator = (node, into) => {
  const value = into.optional(node, 0);
  if (!value) throw new Unreadable('inputs[0]');
  into.set(node.outputs[0], value);
};

/** Nothing in inference; since operator set 12 an input may say that it trains. */
const dropout: Operator = async (node, into) => {
  const [trains = 0] = (await into.numbers(node, 'training_mode', 2)) ?? [];
  if (trains !== 0) throw new Unreadable('training_mode');
  await same(node, into);
};

const clip: Operator = async (node, into) => {
  const [least = -Infinity] = (await into.numbers(node, 'min', 1)) ?? [];
  const [most = Infinity] = (await into.numbers(node, 'max', 2)) ?? [];
  if (least !== 0) throw new Unreadable('min');
  if (most < 3.4e38) throw new Unreadable('max');
  await each('relu')(node, into);
};

const overChannels =
  (kind: 'softmax' | 'log-softmax'): Operator =>
  (node, into) => {
    const x = into.map(node);
    const axis = intOf(node, 'axis', into.file.opset < 13 ? 1 : -1);
    const isPoint = x.shape[1] * x.shape[2] === 1;
    const axes = x.flat ? [1, -1] : into.file.opset < 13 ? (isPoint ? [1, -3] : []) : [1, -3];
    if (!axes.includes(axis)) throw new Unreadable('axis');
    into.set(node.outputs[0], { ...into.add(kind, {}, [x], node.name), flat: x.flat });
  };

const pool =
  (mode: 'max' | 'average'): Operator =>
  (node, into) => {
    const given = into.map(node);
    const kernel = squareOf(node, 'kernel_shape', 1);
    const window = windowOf(node, given, kernel);
    const { stride, pads } = window;
    const counted = mode === 'max' || intOf(node, 'count_include_pad', 0) !== 0 || pads.every((side) => side === 0);
    if (window.dilation !== 1) throw new Unreadable('dilations');
    // An adaptive pool to the size that is there does nothing.
    if (kernel * stride === 1 && pads.every((side) => side === 0)) return into.set(node.outputs[0], given);
    // PyTorch writes the zeros that a mean counts as a border before it.
    const border = mode === 'average' ? bordered(node, into, given, window) : undefined;
    const [x, padding] = border ?? placed(into, given, window, mode === 'max' ? 'lowest' : 'zeros', node.name);
    if (!counted && x !== given) throw new Unreadable('count_include_pad');
    if (mode === 'average' && padding === 0 && kernel === x.shape[1] && kernel === x.shape[2])
      return into.set(node.outputs[0], into.add('global-avg-pool', {}, [x], node.name));
    const rounding = roundingOf(node, x, window, padding);
    if (rounding.ceil && mode === 'average') throw new Unreadable('ceil_mode');
    const usual =
      kernel >= stride && (stride > 1 || kernel % 2 === 1) && padding === Math.floor((kernel - stride + 1) / 2);
    const attributes = {
      factor: stride,
      ...(kernel !== stride && { kernel }),
      ...(mode === 'average' && { mode }),
      ...(!usual && { padding }),
      ...(!counted && { inside: true }),
      ...rounding,
    };
    into.set(node.outputs[0], into.add('down-sample', attributes, [x], node.name));
  };

const globalAverage: Operator = (node, into) =>
  into.set(node.outputs[0], into.add('global-avg-pool', {}, [into.map(node)], node.name));

/** Depthwise, kernel 2f, stride f, padding f/2: an up-sampling by f. */
const convTranspose: Operator = (node, into) => {
  const x = into.map(node);
  const weight = into.constant(node, 1);
  const [channels, one, height, width] = weight.shape;
  const factor = squareOf(node, 'strides', 1);
  if (intOf(node, 'group', 1) !== channels || one !== 1) throw new Unreadable('group');
  if (factor % 2 !== 0 && factor !== 1) throw new Unreadable('strides');
  if (height !== 2 * factor || width !== height) throw new Unreadable('kernel_shape');
  // SAME makes it as large as the factor says, whichever side is the longer.
  const isSame = attributeOf(node, 'auto_pad').text?.startsWith('SAME') ?? false;
  if (!isSame && windowOf(node, x, height).pads.some((side) => side !== factor / 2)) throw new Unreadable('pads');
  const { ints: size } = attributeOf(node, 'output_shape');
  if (size.length > 0) throw new Unreadable('output_shape');
  if (squareOf(node, 'output_padding', 0) !== 0) throw new Unreadable('output_padding');
  if (squareOf(node, 'dilations', 1) !== 1) throw new Unreadable('dilations');
  if (into.optional(node, 2)) throw new Unreadable('inputs[2]');
  const tensors = new Map<WeightRole, Values>([['weight', weight]]);
  into.set(node.outputs[0], into.add('up-sample', { mode: 'transposed', factor }, [x], node.name, tensors));
};

/** Every operator that can be read, by its name in ONNX. */
export const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['Conv', conv],
  ['DeformConv', deformConv],
  ['BatchNormalization', batchNorm],
  ['GroupNormalization', groupNorm],
  ['InstanceNormalization', instanceNorm],
  ['Relu', each('relu')],
  ['Sigmoid', each('sigmoid')],
  ['Clip', clip],
  ['Softmax', overChannels('softmax')],
  ['LogSoftmax', overChannels('log-softmax')],
  ['Add', sum],
  ['Sum', sum],
  ['Concat', concat],
  ['MaxPool', pool('max')],
  ['AveragePool', pool('average')],
  ['GlobalAveragePool', globalAverage],
  ['ReduceMean', reduceMean],
  ['Gemm', linear],
  ['MatMul', matMul],
  ['Flatten', flatten],
  ['Reshape', reshape],
  ['ConvTranspose', convTranspose],
  ['Resize', resize],
  ['Upsample', resize],
  ['Identity', same],
  ['Dropout', dropout],
  ['Constant', constant],
  ['Pad', pad],
  ['Slice', slice],
  ['Split', split],
  // What exporters compute sizes with, and how they drop axes of one.
  ['Shape', shape],
  ['Gather', gather],
  ['Cast', cast],
  ['ConstantOfShape', constantOfShape],
  ['Transpose', transpose],
  ['Sub', arithmetic],
  ['Mul', multiply],
  ['Div', arithmetic],
  ['Squeeze', squeeze],
  ['Unsqueeze', unsqueeze],
]);
