import { OFFSET_CHANNELS, DEFORM_TAPS } from '#lib/dla/ops/deform-conv.ts';
import type { TensorName, Values } from './operator-draft.ts';
import type { OnnxNode } from './onnx-file.ts';
import type { Translation } from './translation.ts';
import { intOf, squareOf, Unreadable, type MapValue } from './values.ts';
import { windowOf } from './windows.ts';

const MASKS = 2 * DEFORM_TAPS;

/** Some channels of a draft's result. */
interface Channels {
  readonly of: number;
  readonly from: number;
  readonly to: number;
}

/** Which channels of which draft a draft is: cut out, or cut in pieces and laid together again. */
function channelsOf(into: Translation, at: number): Channels | undefined {
  const { kind, attributes, inputs } = into.drafts[at]!;
  if (kind === 'slice') return { of: inputs[0]!, from: Number(attributes.from), to: Number(attributes.to) };
  if (kind !== 'concat') return undefined;
  return inputs
    .map((input) => channelsOf(into, input))
    .reduce((all, next) => (all && next?.of === all.of && next.from === all.to ? { ...all, to: next.to } : undefined));
}

/** The convolution whose first channels move the taps and whose last ones, through a sigmoid, weigh them. */
function offsetsOf(into: Translation, x: MapValue, moves: MapValue, masks: MapValue): number | undefined {
  const { kind, inputs } = into.drafts[masks.draft]!;
  const [first, last] = [channelsOf(into, moves.draft), kind === 'sigmoid' ? channelsOf(into, inputs[0]!) : undefined];
  if (first?.from !== 0 || first.to !== MASKS || last?.of !== first.of) return undefined;
  if (last.from !== MASKS || last.to !== OFFSET_CHANNELS) return undefined;
  const { kind: made, attributes, inputs: taken, shape } = into.drafts[first.of]!;
  const { kernel, stride, dilation, groups, bias, padding } = attributes;
  const isPlain = kernel === 3 && stride === 1 && dilation === 1 && groups === 1 && padding === undefined;
  const fits = made === 'conv' && taken[0] === x.draft && shape[0] === OFFSET_CHANNELS;
  return fits && isPlain && bias === true ? first.of : undefined;
}

/** DCNv2 with the convolution that says where its taps read: of each tap a row, a column, and a weight. */
export function deformConv(node: OnnxNode, into: Translation): void {
  const [x, moves] = [into.map(node, 0), into.map(node, 2)];
  const [weight, bias] = [into.constant(node, 1), into.constant(node, 3)];
  const [outChannels, channels, height, width] = weight.shape;
  if (height !== 3 || width !== 3 || squareOf(node, 'kernel_shape', 3) !== 3) throw new Unreadable('kernel_shape');
  const { stride, dilation, pads } = windowOf(node, x, height);
  if (stride !== 1) throw new Unreadable('strides');
  if (dilation !== 1) throw new Unreadable('dilations');
  if (pads.some((side) => side !== 1)) throw new Unreadable('pads');
  if (intOf(node, 'group', 1) !== 1 || channels !== x.shape[0]) throw new Unreadable('group');
  if (intOf(node, 'offset_group', 1) !== 1) throw new Unreadable('offset_group');
  const offsets = offsetsOf(into, x, moves, into.map(node, 4));
  if (offsets === undefined) throw new Unreadable('inputs[2]');
  const { tensors: moving } = into.drafts[offsets]!;
  const tensors = new Map<TensorName, Values>([
    ['weight', weight],
    ['bias', bias],
    ['conv_offset_mask.weight', moving.get('weight')!],
    ['conv_offset_mask.bias', moving.get('bias')!],
  ]);
  into.set(node.outputs[0], into.add('deform-conv', { outChannels: outChannels! }, [x], node.name, tensors));
}
