import type { Shape } from '#lib/dla/ops/op.ts';
import { concatKnown, knownAt, reshapeKnown, sliceKnown } from './constants.ts';
import { joinGroups } from './group-norm.ts';
import type { OnnxNode } from './onnx-file.ts';
import type { Translation } from './translation.ts';
import {
  attributeOf,
  byAxis,
  computed,
  intOf,
  numbersOf,
  placesOf,
  shaped,
  Unreadable,
  type MapValue,
} from './values.ts';

const axesOf = ({ flat }: MapValue): 2 | 4 => (flat ? 2 : 4);
const isPoint = ({ shape }: MapValue): boolean => shape[1] * shape[2] === 1;
const sizeOf = (shape: Shape): number => shape[0] * shape[1] * shape[2];

/** The shape that the file sees, of a batch of one. */
export const seenShape = ({ shape, flat }: MapValue): readonly number[] => (flat ? [1, sizeOf(shape)] : [1, ...shape]);

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
  const whole = node.attributes.has('value_int') || node.attributes.has('value_ints');
  await Promise.resolve(into.set(node.outputs[0], computed(found, isScalar ? [] : [found.length], whole)));
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
  // Since operator set 14 a 0 may be an extent of nothing, and not the one that is there.
  if (intOf(node, 'allowzero', 0) !== 0 && wanted.includes(0)) throw new Unreadable('allowzero');
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
  const given = await into.numbers(node, 'axes', 1);
  if (value?.kind === 'constant') {
    const { shape: before } = value.values;
    const ones = [...before.keys()].filter((axis) => before[axis] === 1);
    const places = given ? placesOf(given, before.length) : ones;
    if (!places?.every((axis) => ones.includes(axis))) throw new Unreadable('axes');
    return into.set(
      node.outputs[0],
      shaped(
        value.values,
        before.filter((_, axis) => !places.includes(axis)),
      ),
    );
  }
  const x = into.loose(node);
  const axes = given ?? [];
  const isSpatial = axes.length === 2 && axes.every((axis) => [2, 3, -1, -2].includes(axis));
  if (x.flat || !isPoint(x) || !isSpatial) throw new Unreadable('axes');
  into.set(node.outputs[0], { ...x, flat: true });
}

export async function unsqueeze(node: OnnxNode, into: Translation): Promise<void> {
  const value = into.optional(node, 0);
  const axes = (await into.numbers(node, 'axes', 1)) ?? [];
  if (value?.kind === 'constant') {
    const before = [...value.values.shape];
    const rank = before.length + axes.length;
    const places = placesOf(axes, rank);
    if (!places) throw new Unreadable('axes');
    const after = Array.from({ length: rank }, (_, axis) => (places.includes(axis) ? 1 : before.shift()!));
    return into.set(node.outputs[0], shaped(value.values, after));
  }
  const x = into.loose(node);
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

export async function concat(node: OnnxNode, into: Translation): Promise<void> {
  const values = node.inputs.map((_, index) => into.optional(node, index));
  if (values.every((value) => value?.kind === 'constant')) return concatKnown(node, into);
  const maps = node.inputs.map((_, index) => into.map(node, index));
  const flat = maps.every((map) => map.flat);
  if (!maps.every((map) => map.flat === flat && isChannels(intOf(node, 'axis', 1), map))) throw new Unreadable('axis');
  into.set(node.outputs[0], { ...into.add('concat', {}, maps, node.name), flat });
}

/** The mean over height and width. */
export async function reduceMean(node: OnnxNode, into: Translation): Promise<void> {
  const x = into.map(node);
  const axes = (await into.numbers(node, 'axes', 1)) ?? [];
  // Without axes it is the mean of all, or, where it says so, of nothing.
  if (axes.length === 0 && intOf(node, 'noop_with_empty_axes', 0) !== 0) return into.set(node.outputs[0], x);
  const places = placesOf(axes, 4)?.toSorted((a, b) => a - b);
  if (x.flat || places?.join() !== '2,3') throw new Unreadable('axes');
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
  const axes = await into.numbers(node, 'axes', 3);
  const half = pads.length / 2;
  const before = byAxis(pads.slice(0, half), axes, 4, 0);
  const after = byAxis(pads.slice(half), axes, 4, 0);
  if (x.flat || !before || !after) throw new Unreadable('pads');
  const [batch, channels, top, left] = before;
  const [, , bottom, right] = after;
  const isBorder = [batch, channels, after[0], after[1]].every((side) => side === 0);
  if (!isBorder || pads.some((side) => side < 0)) throw new Unreadable('pads');
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
  const [channels] = x.shape;
  const count = node.outputs.length;
  // Since operator set 18 the last part may be smaller than the others.
  const isUneven = node.attributes.has('num_outputs');
  if (isUneven && intOf(node, 'num_outputs', 0) !== count) throw new Unreadable('num_outputs');
  const equal = Math.ceil(channels / count);
  const parts =
    (await into.numbers(node, 'split', 1)) ??
    node.outputs.map((_, index) => (isUneven ? Math.min(equal, channels - index * equal) : channels / count));
  const isAll = parts.length === count && parts.reduce((a, b) => a + b, 0) === channels;
  if (!isAll || parts.some((part) => !Number.isInteger(part) || part < 1))
    throw new Unreadable(isUneven ? 'num_outputs' : 'split');
  let from = 0;
  for (const [index, name] of node.outputs.entries()) {
    const to = from + parts[index]!;
    into.set(name, { ...into.add('slice', { from, to }, [x], node.name), flat: x.flat });
    from = to;
  }
}
