import type { Attributes } from './operator-draft.ts';
import type { OnnxNode } from './onnx-file.ts';
import type { Translation } from './translation.ts';
import { attributeOf, intOf, squareOf, Unreadable, type MapValue } from './values.ts';

/** A window as ONNX has it: a square, with a padding of its own at each side. */
export interface OnnxWindow {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly pads: readonly [top: number, left: number, bottom: number, right: number];
}

export function windowOf(node: OnnxNode, { shape }: MapValue, kernel: number): OnnxWindow {
  const [stride, dilation] = [squareOf(node, 'strides', 1), squareOf(node, 'dilations', 1)];
  const window = { kernel, stride, dilation };
  const auto = attributeOf(node, 'auto_pad').text ?? 'NOTSET';
  const { ints } = attributeOf(node, 'pads');
  if (auto === 'VALID') return { ...window, pads: [0, 0, 0, 0] };
  if (auto === 'NOTSET') {
    const [top = 0, left = 0, bottom = 0, right = 0] = ints;
    if (ints.some((side) => side < 0)) throw new Unreadable('pads');
    return { ...window, pads: [top, left, bottom, right] };
  }
  const reach = dilation * (kernel - 1) + 1;
  const [rows, columns] = [shape[1], shape[2]].map((extent) => {
    const all = Math.max(0, (Math.ceil(extent / stride) - 1) * stride + reach - extent);
    const [less, more] = [Math.floor(all / 2), Math.ceil(all / 2)];
    return auto === 'SAME_LOWER' ? ([more, less] as const) : ([less, more] as const);
  });
  return { ...window, pads: [rows![0], columns![0], rows![1], columns![1]] };
}

/** A window with one padding; where its sides differ they become a border of their own. */
export function placed(
  into: Translation,
  x: MapValue,
  { pads: [top, left, bottom, right] }: OnnxWindow,
  fill: 'zeros' | 'lowest',
  label: string,
): readonly [x: MapValue, padding: number] {
  if (top === left && top === bottom && top === right) return [x, top];
  const sides = { top, left, bottom, right, ...(fill === 'lowest' && { fill }) };
  return [into.add('pad', sides, [x], label), 0];
}

/** Zeros around all sides that stand before a window without padding are its padding; undefined where there are none. */
export function bordered(node: OnnxNode, into: Translation, { draft }: MapValue, { pads }: OnnxWindow) {
  const { kind, attributes } = into.drafts[draft]!;
  if (kind !== 'pad' || !into.isOnlyUse(node, 0) || pads.some((side) => side !== 0)) return undefined;
  const border = sidesOf(attributes);
  return border === undefined ? undefined : ([shapeBefore(into, draft), border] as const);
}

/** The one number of zeros at all sides of a border; undefined where they differ. */
function sidesOf({ top = 0, left = 0, bottom = 0, right = 0, fill = 'zeros' }: Readonly<Record<string, unknown>>) {
  return top === left && top === bottom && top === right && fill === 'zeros' ? Number(top) : undefined;
}

function shapeBefore(into: Translation, draft: number) {
  const [input] = into.drafts[draft]!.inputs;
  return { kind: 'map', draft: input!, shape: into.drafts[input!]!.shape, flat: false } as const;
}

/** How windows are counted where a stride does not divide the size; nothing where it does, or where rounding up adds none. */
export function roundingOf(
  node: OnnxNode,
  { shape }: MapValue,
  { kernel, stride, dilation }: OnnxWindow,
  padding: number,
): Attributes {
  const reach = dilation * (kernel - 1) + 1;
  const up = [shape[1], shape[2]].some((extent) => {
    const more = Math.ceil((extent + 2 * padding - reach) / stride);
    return more * stride < extent + padding && more * stride > extent + 2 * padding - reach;
  });
  if (intOf(node, 'ceil_mode', 0) !== 0 && up) return { ceil: true };
  return shape[1] % stride === 0 && shape[2] % stride === 0 ? {} : { floor: true };
}
