import type { OnnxNode } from './onnx-file.ts';
import type { Translation } from './translation.ts';
import { attributeOf, computed, numbersOf, Unreadable, type Value } from './values.ts';

/** Numbers that are known, with their shape: what exporters compute sizes and paddings with. */
interface Known {
  readonly numbers: readonly number[];
  readonly shape: readonly number[];
}

const MOST_NUMBERS = 4096;

export async function knownAt(node: OnnxNode, into: Translation, index = 0): Promise<Known> {
  const values = into.constant(node, index);
  return { numbers: await numbersOf({ values }), shape: values.shape };
}

const strides = (shape: readonly number[]): readonly number[] =>
  shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));

/** The numbers at the places that a rule gives for the places of the result. */
function gathered(
  { numbers, shape }: Known,
  result: readonly number[],
  placeOf: (at: readonly number[]) => readonly number[],
): Value {
  const steps = strides(result);
  const from = strides(shape);
  const count = result.reduce((a, b) => a * b, 1);
  if (count > MOST_NUMBERS) throw new Unreadable('shape');
  const found = Array.from({ length: count }, (_, index) => {
    const at = result.map((extent, axis) => Math.floor(index / steps[axis]!) % extent);
    return numbers[placeOf(at).reduce((sum, place, axis) => sum + place * from[axis]!, 0)] ?? 0;
  });
  return computed(found, result);
}

/** Some of the numbers along one axis, perhaps backwards. */
export function sliceKnown(known: Known, axis: number, start: number, end: number, step: number): Value {
  const at = axis < 0 ? axis + known.shape.length : axis;
  const extent = known.shape[at];
  if (extent === undefined || step === 0) throw new Unreadable('axes');
  const place = (index: number, least: number, most: number): number =>
    Math.min(Math.max(index < 0 ? index + extent : index, least), most);
  const [first, last] =
    step > 0
      ? [place(start, 0, extent), place(end, 0, extent)]
      : [place(start, -1, extent - 1), place(Math.max(end, -2 * extent - 1), -1, extent - 1)];
  const count = Math.max(0, Math.ceil((last - first) / step));
  const shape = known.shape.map((each, other) => (other === at ? count : each));
  return gathered(known, shape, (index) => index.map((each, other) => (other === at ? first + each * step : each)));
}

export async function transpose(node: OnnxNode, into: Translation): Promise<void> {
  const known = await knownAt(node, into);
  const { ints } = attributeOf(node, 'perm');
  const order = ints.length > 0 ? ints : known.shape.map((_, axis) => known.shape.length - 1 - axis);
  if (order.length !== known.shape.length || order.some((axis) => known.shape[axis] === undefined))
    throw new Unreadable('perm');
  const shape = order.map((axis) => known.shape[axis]!);
  into.set(
    node.outputs[0],
    gathered(known, shape, (at) => known.shape.map((_, axis) => at[order.indexOf(axis)] ?? 0)),
  );
}

/** The values stay in the file. */
export function reshapeKnown(node: OnnxNode, into: Translation, wanted: readonly number[]): void {
  const values = into.constant(node, 0);
  const { shape } = values;
  const count = shape.reduce((a, b) => a * b, 1);
  const given = wanted.map((extent, axis) => (extent === 0 ? (shape[axis] ?? 0) : extent));
  const rest = count / given.reduce((product, extent) => (extent === -1 ? product : product * extent), 1);
  const found = given.map((extent) => (extent === -1 ? rest : extent));
  if (found.reduce((a, b) => a * b, 1) !== count) throw new Unreadable('shape');
  into.set(node.outputs[0], { kind: 'constant', values: { ...values, shape: found, read: () => values.read() } });
}

export async function constantOfShape(node: OnnxNode, into: Translation): Promise<void> {
  const { numbers } = await knownAt(node, into);
  const { tensor } = attributeOf(node, 'value');
  const [value = 0] = tensor ? await numbersOf({ values: tensor }) : [0];
  const count = numbers.reduce((a, b) => a * b, 1);
  if (!(count >= 0 && count <= MOST_NUMBERS)) throw new Unreadable('shape');
  into.set(
    node.outputs[0],
    computed(
      Array.from({ length: count }, () => value),
      numbers,
    ),
  );
}
