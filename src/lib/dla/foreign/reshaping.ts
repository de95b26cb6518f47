import type { Shape } from '#lib/dla/ops/op.ts';
import { knownAt, reshapeKnown, sliceKnown } from './constants.ts';
import { joinGroups } from './group-norm.ts';
import type { OnnxNode } from './onnx-file.ts';
import type { Translation } from './translation.ts';
import { attributeOf, computed, intOf, numbersOf, Unreadable, type MapValue } from './values.ts';

const axesOf = ({ flat }: MapValue): 2 | 4 => (flat ? 2 : 4);
const isPoint = ({ shape }: MapValue): boolean => shape[1] * shape[2] === 1;
const sizeOf = (shape: Shape): number => shape[0] * shape[1] * shape[2];

/** The shape that the file sees, of a batch of one. */
const seenShape = ({ shape, flat }: MapValue): readonly number[] => (flat ? [1, sizeOf(shape)] : [1, ...shape]);

/** Whether an axis, which may be counted from the last, is that of channels. */
const isChannels = (axis: number, x: MapValue): boolean => axis === 1 || axis === 1 - axesOf(x);

export async function constant(node: OnnxNode, into: Translation): Promise<void> {
  const { tensor, ints, floats } = attributeOf(node, 'value');
  const [numbers] = ['value_int', 'value_ints', 'value_float', 'value_floats'].flatMap((name) => {
    const given = node.attributes.get(name);
    if (!given) return [];
    const single = given.int ?? given.float;
    return [name.endsWith('s') ? [...given.ints, ...given.floats] : single === undefined ? [] : [single]];
  });
  if (tensor) return into.set(node.outputs[0], { kind: 'constant', values: tensor });
  const found = numbers ?? [...ints, ...floats];
  if (!numbers && found.length === 0) throw new Unreadable('value');
  const isScalar = node.attributes.has('value_int') || node.attributes.has('value_float');
  await Promise.resolve(into.set(node.outputs[0], computed(found, isScalar ? [] : [found.length])));
}

export function flatten(node: OnnxNode, into: Translation): void {
  const x = into.loose(node);
  if (![1, 1 - axesOf(x)].includes(intOf(node, 'axis', 1))) throw new Unreadable('axis');
  into.set(node.outputs[0], { ...x, flat: true });
}

/** To [N, C · H · W], or to a shape that says the same as the one before. */
export async function reshape(node: OnnxNode, into: Translation): Promise<void> {
  const value = into.optional(node, 0);
  const wanted = await into.numbers(node, 'shape', 1);
  if (!wanted) throw new Unreadable('shape');
  if (value?.kind === 'constant') return reshapeKnown(node, into, wanted);
  if (value?.kind === 'groups') return joinGroups(node, into, value, wanted);
  const x = into.loose(node);
  const seen = seenShape(x);
  const all = sizeOf(x.shape);
  const given = wanted.map((extent, axis) => (extent === 0 ? (seen[axis] ?? 0) : extent));
  const rest = all / given.reduce((product, extent) => (extent === -1 ? product : product * extent), 1);
  const [batch, ...shape] = given.map((extent) => (extent === -1 ? rest : extent));
  const isBatch = batch === 1 && shape.every((extent) => Number.isInteger(extent) && extent > 0);
  const isAll = shape.reduce((a, b) => a * b, 1) === all;
  if (isBatch && isAll && shape.length === 1) return into.set(node.outputs[0], { ...x, flat: true });
  const isAsBefore = shape.length === 3 && shape.every((extent, axis) => extent === x.shape[axis]);
  const isOfPoints = shape.length === 3 && shape[0] === all;
  if (isBatch && isAll && (isAsBefore || isOfPoints))
    return into.set(node.outputs[0], { ...(isAsBefore ? x : into.solid({ ...x, flat: true })), flat: false });
  const [groups = 0] = shape;
  if (isBatch && isAll && shape.length === 2 && !x.flat && x.shape[0] % groups === 0)
    return into.set(node.outputs[0], { kind: 'groups', of: x, groups, step: 'apart' });
  throw new Unreadable('shape');
}

export async function squeeze(node: OnnxNode, into: Translation): Promise<void> {
  const value = into.optional(node, 0);
  if (value?.kind === 'constant') return into.set(node.outputs[0], computed(await numbersOf(value), []));
  const x = into.loose(node);
  const axes = (await into.numbers(node, 'axes', 1)) ?? [];
  const isSpatial = axes.length === 2 && axes.every((axis) => [2, 3, -1, -2].includes(axis));
  if (x.flat || !isPoint(x) || !isSpatial) throw new Unreadable('axes');
  into.set(node.outputs[0], { ...x, flat: true });
}

export async function unsqueeze(node: OnnxNode, into: Translation): Promise<void> {
  const value = into.optional(node, 0);
  if (value?.kind === 'constant') return into.set(node.outputs[0], computed(await numbersOf(value)));
  const x = into.loose(node);
  const axes = (await into.numbers(node, 'axes', 1)) ?? [];
  if (!x.flat || axes.length !== 2 || !axes.every((axis) => [2, 3, -1, -2].includes(axis)))
    throw new Unreadable('axes');
  into.set(node.outputs[0], { ...into.solid(x), flat: false });
}

/** Sizes that a file computes from shapes: known here, for a batch of one. */
export function shape(node: OnnxNode, into: Translation): void {
  const value = into.optional(node, 0);
  const seen = value?.kind === 'constant' ? value.values.shape : seenShape(into.loose(node));
  into.set(node.outputs[0], computed(seen.slice(intOf(node, 'start', 0), attributeOf(node, 'end').int)));
}

export async function gather(node: OnnxNode, into: Translation): Promise<void> {
  const numbers = await numbersOf({ values: into.constant(node, 0) });
  const indices = into.constant(node, 1);
  const found = (await numbersOf({ values: indices })).map((index) => numbers.at(index));
  if (intOf(node, 'axis', 0) !== 0 || found.some((each) => each === undefined)) throw new Unreadable('axis');
  into.set(node.outputs[0], computed(found as number[], indices.shape));
}

export async function concat(node: OnnxNode, into: Translation): Promise<void> {
  const values = node.inputs.map((_, index) => into.optional(node, index));
  if (values.every((value) => value?.kind === 'constant')) {
    const lists = await Promise.all(values.map((value) => numbersOf(value)));
    return into.set(node.outputs[0], computed(lists.flat()));
  }
  const maps = node.inputs.map((_, index) => into.map(node, index));
  const flat = maps.every((map) => map.flat);
  if (!maps.every((map) => map.flat === flat && isChannels(intOf(node, 'axis', 1), map))) throw new Unreadable('axis');
  into.set(node.outputs[0], { ...into.add('concat', {}, maps, node.name), flat });
}

/** The mean over height and width. */
export async function reduceMean(node: OnnxNode, into: Translation): Promise<void> {
  const x = into.map(node);
  const axes = (await into.numbers(node, 'axes', 1)) ?? [];
  const places = axes.map((axis) => (axis < 0 ? axis + 4 : axis)).sort();
  if (x.flat || places.join() !== '2,3') throw new Unreadable('axes');
  const flat = intOf(node, 'keepdims', 1) === 0;
  into.set(node.outputs[0], { ...into.add('global-avg-pool', {}, [x], node.name), flat });
}

/** Zeros around a map. */
export async function pad(node: OnnxNode, into: Translation): Promise<void> {
  const x = into.map(node);
  const pads = (await into.numbers(node, 'pads', 1)) ?? [];
  const [value = 0] = node.attributes.has('value')
    ? [attributeOf(node, 'value').float ?? 0]
    : await valueOf(node, into);
  if ((attributeOf(node, 'mode').text ?? 'constant') !== 'constant') throw new Unreadable('mode');
  if (into.optional(node, 3)) throw new Unreadable('axes');
  const [, , top, left, , , bottom, right] = pads;
  const others = pads.filter((_, index) => index % 4 < 2);
  if (x.flat || pads.length !== 8 || others.some((side) => side !== 0)) throw new Unreadable('pads');
  const lowest = value <= -1e17;
  if (value !== 0 && !lowest) throw new Unreadable('value');
  if (pads.every((side) => side === 0)) return into.set(node.outputs[0], x);
  const sides = { top: top!, left: left!, bottom: bottom!, right: right!, ...(lowest && { fill: 'lowest' }) };
  into.set(node.outputs[0], into.add('pad', sides, [x], node.name));
}

const valueOf = async (node: OnnxNode, into: Translation): Promise<readonly number[]> =>
  into.optional(node, 2) === undefined ? [] : numbersOf({ values: into.constant(node, 2) });

/** Some of the channels, or some of the numbers of a shape. */
export async function slice(node: OnnxNode, into: Translation): Promise<void> {
  const [starts, ends, axes, steps] = await Promise.all(
    ['starts', 'ends', 'axes', 'steps'].map((name, index) => into.numbers(node, name, index + 1)),
  );
  const [start, end, axis = 0, step = 1] = [starts?.[0], ends?.[0], axes?.[0], steps?.[0]];
  if (start === undefined || end === undefined || starts!.length !== 1) throw new Unreadable('starts');
  const value = into.optional(node, 0);
  if (value?.kind === 'constant')
    return into.set(node.outputs[0], sliceKnown(await knownAt(node, into), axis, start, end, step));
  if (step !== 1) throw new Unreadable('steps');
  const x = into.map(node);
  if (!isChannels(axis, x)) throw new Unreadable('axes');
  const place = (at: number): number => Math.min(Math.max(at < 0 ? at + x.shape[0] : at, 0), x.shape[0]);
  into.set(node.outputs[0], {
    ...into.add('slice', { from: place(start), to: place(end) }, [x], node.name),
    flat: x.flat,
  });
}

export async function split(node: OnnxNode, into: Translation): Promise<void> {
  const x = into.map(node);
  if (!isChannels(intOf(node, 'axis', 0), x)) throw new Unreadable('axis');
  const equal = Math.ceil(x.shape[0] / node.outputs.length);
  const parts = (await into.numbers(node, 'split', 1)) ?? node.outputs.map(() => equal);
  let from = 0;
  for (const [index, name] of node.outputs.entries()) {
    const to = Math.min(from + (parts[index] ?? 0), x.shape[0]);
    into.set(name, { ...into.add('slice', { from, to }, [x], node.name), flat: x.flat });
    from = to;
  }
}

/** Up-sampling by a whole factor, by any of the ways in which ONNX lays pixels that a document has too. */
export async function resize(node: OnnxNode, into: Translation): Promise<void> {
  const x = into.map(node);
  const factor = await factorOf(node, into, x);
  const mode = attributeOf(node, 'mode').text ?? 'nearest';
  if (attributeOf(node, 'antialias').int) throw new Unreadable('antialias');
  // Upsample, and Resize before it could say, lay output o at o / factor.
  const isOld = node.type === 'Upsample' || into.file.opset < 11;
  const at = attributeOf(node, 'coordinate_transformation_mode').text ?? (isOld ? 'asymmetric' : 'half_pixel');
  if (factor === 1) return into.set(node.outputs[0], x);
  if (mode === 'nearest') {
    const rounding = attributeOf(node, 'nearest_mode').text ?? (isOld ? 'floor' : 'round_prefer_floor');
    if (!isPlainNearest(at, rounding, factor)) throw new Unreadable('nearest_mode');
    return into.set(node.outputs[0], into.add('up-sample', { mode: 'nearest', factor }, [x], node.name));
  }
  if (mode !== 'linear') throw new Unreadable('mode');
  const corners = ways.get(at);
  if (!corners) throw new Unreadable('coordinate_transformation_mode');
  into.set(node.outputs[0], into.add('up-sample', { mode: 'bilinear', factor, ...corners }, [x], node.name));
}

/** How pixels lie, by ONNX's names, as attributes of an up-sampling. */
const ways = new Map<string, Readonly<Record<string, boolean>>>([
  ['half_pixel', {}],
  ['pytorch_half_pixel', {}],
  ['align_corners', { aligned: true }],
  ['asymmetric', { first: true }],
]);

/** The largest number that a document holds. */
const LARGEST_FACTOR = 65_536;

async function factorOf(node: OnnxNode, into: Translation, x: MapValue): Promise<number> {
  const isOld = node.type === 'Upsample' || into.file.opset < 11;
  const scales = (await into.numbers(node, 'scales', isOld ? 1 : 2)) ?? [];
  const sizes = isOld || scales.length > 0 ? [] : ((await into.numbers(node, 'sizes', 3)) ?? []);
  const factors = scales.length > 0 ? scales : sizes.map((size, axis) => size / seenShape(x)[axis]!);
  const [batch, channels, height, width, ...more] = factors;
  const isWhole = height !== undefined && Number.isInteger(height) && height >= 1 && height <= LARGEST_FACTOR;
  if (x.flat || batch !== 1 || channels !== 1 || !isWhole || height !== width || more.length > 0)
    throw new Unreadable('scales');
  return height;
}

/** Whether every output of nearest takes input ⌊o / factor⌋, as ours does. */
function isPlainNearest(at: string, rounding: string, factor: number): boolean {
  const roundings = new Map<string, (value: number) => number>([
    ['floor', Math.floor],
    ['ceil', Math.ceil],
    ['round_prefer_floor', (value) => Math.ceil(value - 0.5)],
    ['round_prefer_ceil', (value) => Math.floor(value + 0.5)],
  ]);
  const round = roundings.get(rounding);
  const lies = at === 'asymmetric' ? (o: number) => o / factor : at.endsWith('half_pixel') ? half(factor) : undefined;
  if (!round || !lies) return false;
  return Array.from({ length: 2 * factor }, (_, o) => o).every(
    (o) => Math.max(0, round(lies(o))) === Math.floor(o / factor),
  );
}

const half = (factor: number) => (o: number) => (o + 0.5) / factor - 0.5;
