import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { BATCH_NORM_EPSILON } from '#lib/dla/ops/batch-norm.ts';
import type { Conv2dAttributes } from '#lib/dla/ops/conv2d.ts';
import { DEFORM_TAPS } from '#lib/dla/ops/deform-conv.ts';
import { GROUP_NORM_EPSILON } from '#lib/dla/ops/group-norm.ts';
import type { Norm } from '#lib/runtime/plan/fold.ts';
import { blocksOf, CHANNELS, type Size } from './layout.ts';
import type { WeightOrder } from './step.ts';

/** How the weights of a convolution lie: see `convolution` in programs for what reads them. */
export interface ConvolutionLayout extends Size {
  /** Blocks of outputs that stand above each other; the others stand beside them. */
  readonly rowsOfBlocks: number;
  /** Columns of a block of outputs: 4 for every block of inputs, and one for the bias. */
  readonly columns: number;
  /** Outputs and inputs of a group, blocks of inputs that a block of outputs takes. */
  readonly group: readonly [outs: number, ins: number, blocks: number];
}

const windowOf = (order: WeightOrder, graph: OpGraph): Pick<Conv2dAttributes, 'kernel' | 'groups' | 'outChannels'> => {
  const op = graph.ops[order.op]!;
  if (op.kind === 'conv2d') return op.attributes;
  // What its taps read comes as channels.
  if (op.kind === 'deform-conv') return { kernel: 1, groups: 1, outChannels: op.attributes.outChannels };
  if (op.kind === 'linear') return { kernel: 1, groups: 1, outChannels: op.attributes.outChannels };
  throw new Error(`${op.kind} is no convolution`);
};

/** First and last block of inputs, of the groups that a block of outputs has outputs of. */
function takenBlocks(block: number, outChannels: number, outs: number, ins: number): readonly [number, number] {
  const first = Math.floor((block * CHANNELS) / outs) * ins;
  const lastOut = Math.min(block * CHANNELS + CHANNELS, outChannels) - 1;
  const last = (Math.floor(lastOut / outs) + 1) * ins - 1;
  return [Math.floor(first / CHANNELS), Math.floor(last / CHANNELS)];
}

export function convolutionLayout(order: WeightOrder, graph: OpGraph, most: number): ConvolutionLayout {
  const { kernel, groups, outChannels } = windowOf(order, graph);
  const total = order.parts.reduce((a, b) => a + b, 0);
  const [outs, ins] = [outChannels / groups, total / groups];
  const outBlocks = blocksOf(outChannels);
  let blocks = order.parts.reduce((sum, part) => sum + blocksOf(part), 0);
  if (groups > 1) {
    blocks = 0;
    for (let block = 0; block < outBlocks; block += 1) {
      const [first, last] = takenBlocks(block, outChannels, outs, ins);
      blocks = Math.max(blocks, last - first + 1);
    }
  }
  const columns = blocks * CHANNELS + 1;
  const rowsOfBlocks = Math.min(outBlocks, Math.max(1, Math.floor(most / (kernel * kernel))));
  return {
    group: [outs, ins, blocks],
    columns,
    rowsOfBlocks,
    width: Math.ceil(outBlocks / rowsOfBlocks) * columns,
    height: rowsOfBlocks * kernel * kernel,
  };
}

/** Width and height of the texture of some weights, in texels. */
export function sizeOfWeights(order: WeightOrder, graph: OpGraph, most: number): Size {
  if (order.form === 'convolution' || order.form === 'deformed') {
    const { width, height } = convolutionLayout(order, graph, most);
    return { width, height };
  }
  const { shape, attributes } = graph.ops[order.op]!;
  const height = blocksOf(shape[0]);
  if (order.form === 'affine') return { width: 2, height };
  return order.form === 'group'
    ? { width: 3, height }
    : { width: (2 * (attributes as { factor: number }).factor) ** 2, height };
}

/** Weight [O, I / groups, k, k] and bias of a convolution, as texels. */
export function packConvolution(
  order: WeightOrder,
  graph: OpGraph,
  most: number,
  weight: Float32Array,
  bias: Float32Array | undefined,
): Float32Array {
  const { kernel, groups, outChannels } = windowOf(order, graph);
  const { group, columns, rowsOfBlocks, width, height } = convolutionLayout(order, graph, most);
  const [outs, ins] = group;
  const taps = kernel * kernel;
  const texels = new Float32Array(width * height * CHANNELS);
  // Where every input channel stands among the blocks of all sources.
  const places = order.parts.flatMap((part, source) => {
    const before = order.parts.slice(0, source).reduce((sum, other) => sum + blocksOf(other), 0);
    return Array.from({ length: part }, (_, channel) => before * CHANNELS + channel);
  });
  for (let o = 0; o < outChannels; o += 1) {
    const block = Math.floor(o / CHANNELS);
    const left = Math.floor(block / rowsOfBlocks) * columns;
    const top = (block % rowsOfBlocks) * taps;
    const lane = o % CHANNELS;
    const first = groups > 1 ? takenBlocks(block, outChannels, outs, ins)[0] * CHANNELS : 0;
    const start = Math.floor(o / outs) * ins;
    if (bias) texels[(top * width + left + columns - 1) * CHANNELS + lane] = bias[o]!;
    for (let i = 0; i < ins; i += 1) {
      const column = left + places[start + i]! - first;
      for (let tap = 0; tap < taps; tap += 1)
        texels[((top + tap) * width + column) * CHANNELS + lane] = weight[(o * ins + i) * taps + tap]!;
    }
  }
  return texels;
}

/** A batch norm as a scale and a shift. */
export function packNorm({ weight, bias, running_mean, running_var }: Norm): Float32Array {
  const texels = new Float32Array(blocksOf(weight.length) * 2 * CHANNELS);
  for (let c = 0; c < weight.length; c += 1) {
    const scale = weight[c]! / Math.sqrt(running_var[c]! + BATCH_NORM_EPSILON);
    const at = Math.floor(c / CHANNELS) * 2 * CHANNELS + (c % CHANNELS);
    texels[at] = scale;
    texels[at + CHANNELS] = bias[c]! - running_mean[c]! * scale;
  }
  return texels;
}

/** Weight and bias of a group norm, and its ε. */
export function packGroupNorm(weight: Float32Array, bias: Float32Array): Float32Array {
  const texels = new Float32Array(blocksOf(weight.length) * 3 * CHANNELS);
  for (let c = 0; c < weight.length; c += 1) {
    const at = Math.floor(c / CHANNELS) * 3 * CHANNELS + (c % CHANNELS);
    texels[at] = weight[c]!;
    texels[at + CHANNELS] = bias[c]!;
    texels[at + 2 * CHANNELS] = GROUP_NORM_EPSILON;
  }
  return texels;
}

/** Some taps of the weight [O, C, 3, 3] of a deformable convolution as that of a 1×1 convolution, tap by tap. */
export function tapByTap(weight: Float32Array, outs: number, [from, to]: readonly [number, number]): Float32Array {
  const ins = weight.length / (outs * DEFORM_TAPS);
  const taps = to - from;
  const turned = new Float32Array(outs * taps * ins);
  for (let o = 0; o < outs; o += 1)
    for (let i = 0; i < ins; i += 1)
      for (let tap = 0; tap < taps; tap += 1)
        turned[(o * taps + tap) * ins + i] = weight[(o * ins + i) * DEFORM_TAPS + from + tap]!;
  return turned;
}

/** Weight [C, 1, k, k] of a transposed convolution: a row for every block, a column for every tap. */
export function packTransposed(weight: Float32Array, channels: number): Float32Array {
  const taps = weight.length / channels;
  const texels = new Float32Array(blocksOf(channels) * taps * CHANNELS);
  for (let c = 0; c < channels; c += 1)
    for (let tap = 0; tap < taps; tap += 1)
      texels[(Math.floor(c / CHANNELS) * taps + tap) * CHANNELS + (c % CHANNELS)] = weight[c * taps + tap]!;
  return texels;
}
