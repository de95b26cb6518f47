import type { OnnxNode } from './onnx-file.ts';
import type { Translation } from './translation.ts';
import { attributeOf, computed, intOf, numbersOf, shaped, Unreadable, type Value } from './values.ts';

/** Numbers that are known, with their shape: what exporters compute sizes and paddings with. */
export interface Known {
  readonly numbers: readonly number[];
  readonly shape: readonly number[];
  readonly whole: boolean;
}

const MOST_NUMBERS = 4096;

export async function knownAt(node: OnnxNode, into: Translation, index = 0): Promise<Known> {
  const values = into.constant(node, index);
  const { shape, whole = false } = values;
  const numbers = await numbersOf({ values });
  if (numbers.length !== shape.reduce((a, b) => a * b, 1)) throw new Unreadable(`inputs[${index}]`);
  return { numbers, shape, whole };
}

const strides = (shape: readonly number[]): readonly number[] =>
  shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));

/** The numbers at the places that a rule gives for the places of the result. */
function gathered(
  { numbers, shape, whole }: Known,
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
  return computed(found, result, whole);
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
  into.set(node.outputs[0], shaped(values, found));
}

/** One behind the other, of one axis. */
export async function concatKnown(node: OnnxNode, into: Translation): Promise<void> {
  const all = await Promise.all(node.inputs.map((_, index) => knownAt(node, into, index)));
  if (all.some(({ shape }) => shape.length !== 1)) throw new Unreadable('axis');
  const numbers = all.flatMap((each) => each.numbers);
  if (numbers.length > MOST_NUMBERS) throw new Unreadable('inputs[0]');
  into.set(
    node.outputs[0],
    computed(
      numbers,
      [numbers.length],
      all.every(({ whole }) => whole),
    ),
  );
}

export async function gather(node: OnnxNode, into: Translation): Promise<void> {
  const [{ numbers, shape, whole }, indices] = await Promise.all([knownAt(node, into), knownAt(node, into, 1)]);
  const found = indices.numbers.map((index) => numbers.at(index));
  if (shape.length !== 1 || intOf(node, 'axis', 0) !== 0) throw new Unreadable('axis');
  if (found.some((each) => each === undefined)) throw new Unreadable('inputs[1]');
  into.set(node.outputs[0], computed(found as number[], indices.shape, whole));
}

/** TensorProto.DataType of numbers with a fraction: in all of them a network is the same one. */
const FRACTIONS: ReadonlySet<number> = new Set([1, 10, 11, 16]);
const WHOLES: ReadonlySet<number> = new Set([2, 3, 4, 5, 6, 7, 12, 13]);
const TRUTH = 9;

/** Another type of number: none of a map, of constants as C converts them. */
export function cast(node: OnnxNode, into: Translation): void {
  const value = into.optional(node, 0);
  const to = intOf(node, 'to', 0);
  if (!value || (!FRACTIONS.has(to) && (value.kind !== 'constant' || (!WHOLES.has(to) && to !== TRUTH))))
    throw new Unreadable('to');
  if (value.kind !== 'constant') return into.set(node.outputs[0], value);
  const { values } = value;
  const change = WHOLES.has(to) ? Math.trunc : to === TRUTH ? (each: number) => Number(each !== 0) : undefined;
  const read = async () => (change ? (await values.read()).map(change) : values.read());
  into.set(node.outputs[0], { kind: 'constant', values: { ...values, whole: WHOLES.has(to), read } });
}

export async function constantOfShape(node: OnnxNode, into: Translation): Promise<void> {
  const { numbers } = await knownAt(node, into);
  const { tensor } = attributeOf(node, 'value');
  const [value = 0] = tensor ? await numbersOf({ values: tensor }) : [0];
  const whole = tensor?.whole ?? false;
  const count = numbers.reduce((a, b) => a * b, 1);
  if (!(count >= 0 && count <= MOST_NUMBERS)) throw new Unreadable('shape');
  into.set(
    node.outputs[0],
    computed(
      Array.from({ length: count }, () => value),
      numbers,
      whole,
    ),
  );
}
