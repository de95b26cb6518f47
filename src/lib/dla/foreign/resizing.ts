import type { OnnxNode } from './onnx-file.ts';
import { seenShape } from './reshaping.ts';
import type { Translation } from './translation.ts';
import { attributeOf, byAxis, Unreadable, type MapValue } from './values.ts';

/**
 * Up-sampling by a whole factor, by any of the ways in which ONNX lays pixels that a document has too. `antialias` changes what is
 * made smaller alone.
 */
export async function resize(node: OnnxNode, into: Translation): Promise<void> {
  const x = into.map(node);
  const factor = await factorOf(node, into, x);
  const mode = attributeOf(node, 'mode').text ?? 'nearest';
  const isOld = isOldResize(node, into);
  const at = attributeOf(node, 'coordinate_transformation_mode').text ?? (isOld ? 'asymmetric' : 'half_pixel');
  const way = ways.get(at);
  if (!way) throw new Unreadable('coordinate_transformation_mode');
  if (factor === 1) return into.set(node.outputs[0], x);
  if (mode === 'nearest') {
    const rounding = attributeOf(node, 'nearest_mode').text ?? (isOld ? 'floor' : 'round_prefer_floor');
    if (!way.lies) throw new Unreadable('coordinate_transformation_mode');
    if (!isPlainNearest(way.lies, rounding, factor)) throw new Unreadable('nearest_mode');
    return into.set(node.outputs[0], into.add('up-sample', { mode: 'nearest', factor }, [x], node.name));
  }
  if (mode !== 'linear') throw new Unreadable('mode');
  if (!way.corners) throw new Unreadable('coordinate_transformation_mode');
  into.set(node.outputs[0], into.add('up-sample', { mode: 'bilinear', factor, ...way.corners }, [x], node.name));
}

/** Upsample, and Resize before it could say, lay output o at o / factor. */
const isOldResize = ({ type }: OnnxNode, { file }: Translation): boolean => type === 'Upsample' || file.opset < 11;

/** Where output o of an up-sampling by a factor lies in the input. */
type Lies = (o: number, factor: number) => number;

/** How pixels lie, by ONNX's names: for nearest, and as attributes of a bilinear up-sampling. */
interface Way {
  readonly lies?: Lies;
  readonly corners?: Readonly<Record<string, boolean>>;
}

const halfPixel: Way = { lies: (o, factor) => (o + 0.5) / factor - 0.5, corners: {} };

const ways = new Map<string, Way>([
  ['half_pixel', halfPixel],
  ['pytorch_half_pixel', halfPixel],
  // Of a whole factor nothing is cut off, and the middle stays where it is.
  ['half_pixel_symmetric', halfPixel],
  ['tf_half_pixel_for_nn', { lies: (o, factor) => (o + 0.5) / factor }],
  ['align_corners', { corners: { aligned: true } }],
  ['asymmetric', { lies: (o, factor) => o / factor, corners: { first: true } }],
]);

/** The largest number that a document holds. */
const LARGEST_FACTOR = 65_536;

async function factorOf(node: OnnxNode, into: Translation, x: MapValue): Promise<number> {
  const isOld = isOldResize(node, into);
  const axes = isOld ? undefined : axesOf(node);
  const scales = (await into.numbers(node, 'scales', isOld ? 1 : 2)) ?? [];
  const sizes = isOld || scales.length > 0 ? [] : ((await into.numbers(node, 'sizes', 3)) ?? []);
  const named = scales.length > 0 || isOld ? 'scales' : 'sizes';
  const seen = seenShape(x);
  const factors =
    named === 'scales'
      ? byAxis(scales, axes, 4, 1)
      : byAxis(sizes, axes, 4, 0)?.map((size, axis) => (size === 0 ? 1 : size / seen[axis]!));
  if (x.flat || !factors) throw new Unreadable(named);
  const [batch, channels, height, width] = factors as readonly [number, number, number, number];
  const policy = attributeOf(node, 'keep_aspect_ratio_policy').text ?? 'stretch';
  if (named === 'sizes' && policy !== 'stretch' && height !== width) throw new Unreadable('keep_aspect_ratio_policy');
  const isWhole = Number.isInteger(height) && height >= 1 && height <= LARGEST_FACTOR;
  if (batch !== 1 || channels !== 1 || !isWhole || height !== width) throw new Unreadable(named);
  return height;
}

const axesOf = (node: OnnxNode): readonly number[] | undefined => {
  const { ints } = attributeOf(node, 'axes');
  return ints.length > 0 ? ints : undefined;
};

const roundings = new Map<string, (value: number) => number>([
  ['floor', Math.floor],
  ['ceil', Math.ceil],
  ['round_prefer_floor', (value) => Math.ceil(value - 0.5)],
  ['round_prefer_ceil', (value) => Math.floor(value + 0.5)],
]);

/** Whether every output of nearest takes input ⌊o / factor⌋, as ours does. */
function isPlainNearest(lies: Lies, rounding: string, factor: number): boolean {
  const round = roundings.get(rounding);
  if (!round) return false;
  return Array.from({ length: 2 * factor }, (_, o) => o).every(
    (o) => Math.max(0, round(lies(o, factor))) === Math.floor(o / factor),
  );
}
