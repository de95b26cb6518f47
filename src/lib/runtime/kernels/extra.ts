import { elements, type Shape } from '#lib/dla/ops/op.ts';
import type { OpKind } from '#lib/dla/ops/ops.ts';
import { convFormOf, groupsPerBlock, spreadsFilter } from './conv-form.ts';
import type { Call, Extra } from './kernel.ts';
import { partialSums } from './sum-parts.ts';
import { winogradFloats } from './winograd-form.ts';

type Extras = { readonly [K in OpKind]?: (call: Call<K>) => Extra };

/** XNNPACK computes results in rows of four positions, of eight channels. */
const [ROWS, LANES] = [4, 8];

const upTo = (unit: number, count: number): number => Math.ceil(count / unit) * unit;

/**
 * What XNNPACK, which computes on WebAssembly, keeps for a convolution beside its filter and until that is given up: a
 * packed copy, and for each position of the result where in memory each tap reads, but for plain products of matrices.
 */
function keptByXnnpack(taps: number, ins: number, outs: number, groups: number, result: Shape, pointwise: boolean) {
  const packed = groups * upTo(LANES, outs / groups) * (taps * ins + 1);
  return packed + (pointwise ? 0 : taps * upTo(ROWS, result[1] * result[2]));
}

/** The same for a pool, whose windows share what they have in common. */
const keptByPool = (kernel: number, stride: number, [, height, width]: Shape): number =>
  height * (kernel ** 2 + (width - 1) * Math.min(stride, kernel) * kernel);

function conv2dExtra(call: Call<'conv2d'>): Extra {
  const { backend, inputs, result, attributes, bias, relu } = call;
  const [x] = inputs;
  const { groups, kernel, dilation, stride, padding } = attributes;
  const [outs, height, width] = result;
  const ins = x![0] / groups;
  const taps = spreadsFilter(attributes) ? ((kernel - 1) * dilation + 1) ** 2 : kernel ** 2;
  const filter = taps * ins * outs;
  const weights = filter - kernel ** 2 * ins * outs;
  const form = convFormOf(call);
  if (form === 'winograd') {
    const floats = winogradFloats(ins, outs, bias);
    return { weights: floats.filter - filter, scratch: floats.scratch };
  }
  const onWasm = backend === 'wasm';
  const pointwise = taps === 1 && stride === 1 && padding === 0;
  const kept = onWasm ? keptByXnnpack(taps, ins, outs, groups, result, pointwise) : 0;
  const hidden = onWasm ? filter : 0;
  if (form === 'dense') return { weights, kept, hidden };
  const finishing = (Number(bias) + Number(relu)) * elements(result);
  if (form === 'depthwise') return { weights, kept, hidden, scratch: finishing };
  if (form === 'sums') {
    const products = height * width * ins * outs;
    const packed = onWasm ? keptByXnnpack(taps, 1, ins * outs, ins * groups, result, false) : 0;
    // The sums are over an inner axis, which tfjs moves to the end first.
    return { weights, kept: packed, hidden: hidden + (onWasm ? products : 0), scratch: finishing + products };
  }
  const count = groupsPerBlock(ins, groups);
  const blocks = groups / count;
  const apart = blocks === 1 ? 0 : elements(result);
  const each = onWasm ? keptByXnnpack(taps, count * ins, outs / blocks, 1, result, pointwise) : 0;
  return {
    weights: weights + (count - 1) * filter,
    // Blocks of the filter are made anew for each call.
    hidden: blocks * each + (onWasm ? count * filter : 0),
    scratch: finishing + elements(x!) + count * filter + apart,
  };
}

/** What each op's kernel needs besides its inputs, its result and its weights; nothing where it is not listed. */
const extras: Extras = {
  conv2d: conv2dExtra,
  'deform-conv'({ backend, inputs: [x], result, attributes: { outChannels } }) {
    const [channels, height, width] = x!;
    const scratch = 9 * elements(x!);
    if (backend !== 'wasm') return { scratch };
    // Beside the product of matrices the weights of the taps, twice.
    const kept = keptByXnnpack(1, 9 * channels, outChannels, 1, result, true);
    return { scratch, kept, hidden: 9 * channels * outChannels + 18 * height * width };
  },
  'conv-transpose2d'({ backend, inputs: [x], attributes: { factor } }) {
    const [channels, height, width] = x!;
    const shape: Shape = [channels * factor ** 2, height + 1, width + 1];
    const scratch = 2 * elements(shape);
    return backend === 'wasm'
      ? { scratch, kept: keptByXnnpack(4, 1, shape[0], channels, shape, false), hidden: 4 * shape[0] }
      : { scratch };
  },
  linear: ({ backend, inputs: [x], result: [outs] }) => ({
    scratch: outs,
    ...(backend === 'wasm' && { kept: keptByXnnpack(1, x![0], outs, 1, [outs, 1, 1], true), hidden: x![0] * outs }),
  }),
  add: ({ inputs, result }) => ({ scratch: partialSums(inputs.length) * elements(result) }),
  // The factor itself.
  scale: ({ attributes: { factor } }) => ({ scratch: factor === 0 ? 0 : 1 }),
  'max-pool': ({ backend, result, attributes: { kernel, stride } }) =>
    backend === 'wasm' ? { kept: keptByPool(kernel, stride, result) } : {},
  'avg-pool'({ backend, inputs: [x], result, attributes: { kernel, stride, padding, inside } }) {
    const [channels, height, width] = x!;
    return {
      ...(padding > 0 && !inside && { scratch: channels * (height + 2 * padding) * (width + 2 * padding) }),
      ...(backend === 'wasm' && { kept: keptByPool(kernel, stride, result) }),
    };
  },
  // What is around the mean, its squares and products.
  'group-norm': ({ backend, result }) => (backend === 'wasm' ? { hidden: 5 * elements(result) } : {}),
  // Of each position four places in memory and two shares.
  resize: ({ backend, result: [, height, width], attributes: { mode } }) =>
    backend === 'wasm' && mode === 'bilinear' ? { kept: 6 * height * width } : {},
  // A mean over inner axes is taken of a copy that has them at the end.
  'global-avg-pool': ({ backend, inputs: [x] }) => (backend === 'wasm' ? { hidden: elements(x!) } : {}),
  softmax: ({ backend, result }) => (backend === 'wasm' ? { hidden: 2 * elements(result) } : {}),
  // Transposed on the way.
  flatten: ({ result }) => ({ scratch: elements(result) }),
  // Cut off first, where something is added as well.
  pad({ inputs: [x], attributes: { top, left, bottom, right } }) {
    const [channels, height, width] = x!;
    const rest = [height + Math.min(0, top) + Math.min(0, bottom), width + Math.min(0, left) + Math.min(0, right)];
    const isCut = rest[0]! < height || rest[1]! < width;
    return { scratch: isCut && Math.max(top, left, bottom, right) > 0 ? channels * rest[0]! * rest[1]! : 0 };
  },
  // Shifted by the largest, and its exponentials.
  'log-softmax': ({ backend, result }) => (backend === 'wasm' ? { hidden: 2 * elements(result) } : {}),
};

export const extraOf = <K extends OpKind>(kind: K, call: Call<K>): Extra => extras[kind]?.(call) ?? {};
