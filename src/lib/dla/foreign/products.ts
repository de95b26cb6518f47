import type { WeightRole } from '#lib/dla/ops/op.ts';
import { knownAt, type Known } from './constants.ts';
import type { Values } from './operator-draft.ts';
import { scaleGroups, shiftGroups } from './group-norm.ts';
import type { OnnxNode } from './onnx-file.ts';
import type { Translation } from './translation.ts';
import { attributeOf, computed, intOf, Unreadable, type MapValue, type Value } from './values.ts';

/** A matrix [O, I] of one that may stand the other way round, times a factor. */
function matrixOf(given: Values, turned: boolean, factor: number): Values {
  const [rows, columns, ...more] = given.shape;
  if (rows === undefined || columns === undefined || more.length > 0) throw new Unreadable('inputs[1]');
  if (!turned && factor === 1) return given;
  const read = async (): Promise<Float32Array> => {
    const values = await given.read();
    if (!turned) return values.map((value) => value * factor);
    const out = new Float32Array(values.length);
    for (let row = 0; row < rows; row += 1)
      for (let column = 0; column < columns; column += 1)
        out[column * rows + row] = values[row * columns + column]! * factor;
    return out;
  };
  return { name: given.name, shape: turned ? [columns, rows] : given.shape, read };
}

/** A vector of a constant that has no other axis longer than one, times a factor. */
function vectorOf(given: Values, length: number, factor: number): Values {
  const count = given.shape.reduce((a, b) => a * b, 1);
  if (count !== length || given.shape.some((extent) => extent !== 1 && extent !== length))
    throw new Unreadable('inputs[2]');
  const read = async () => (factor === 1 ? given.read() : (await given.read()).map((value) => value * factor));
  return { name: given.name, shape: [length], read };
}

function checkInputs({ shape }: MapValue, [, ins]: readonly number[]): void {
  if (shape[0] * shape[1] * shape[2] !== ins) throw new Unreadable('inputs[1]');
}

/** Without a bias it is a convolution of one pixel: a linear layer has one. */
function withoutBias(into: Translation, x: MapValue, weight: Values, label: string): MapValue {
  const flat = into.solid({ ...x, flat: true });
  const attributes = { outChannels: weight.shape[0]!, kernel: 1 };
  return { ...into.add('conv', attributes, [flat], label, new Map([['weight', weight]])), flat: true };
}

export function linear(node: OnnxNode, into: Translation): void {
  const x = into.loose(node);
  if (intOf(node, 'transA', 0) !== 0) throw new Unreadable('transA');
  if (!x.flat && x.shape[1] * x.shape[2] > 1) throw new Unreadable('inputs[0]');
  const turned = intOf(node, 'transB', 0) === 0;
  const weight = matrixOf(into.constant(node, 1), turned, attributeOf(node, 'alpha').float ?? 1);
  checkInputs(x, weight.shape);
  if (into.optional(node, 2) === undefined) return into.set(node.outputs[0], withoutBias(into, x, weight, node.name));
  const outChannels = weight.shape[0]!;
  const bias = vectorOf(into.constant(node, 2), outChannels, attributeOf(node, 'beta').float ?? 1);
  const tensors = new Map<WeightRole, Values>([
    ['weight', weight],
    ['bias', bias],
  ]);
  into.set(node.outputs[0], { ...into.add('linear', { outChannels }, [x], node.name, tensors), flat: true });
}

export function matMul(node: OnnxNode, into: Translation): void {
  const x = into.loose(node);
  if (!x.flat) throw new Unreadable('inputs[0]');
  const weight = matrixOf(into.constant(node, 1), true, 1);
  checkInputs(x, weight.shape);
  into.set(node.outputs[0], withoutBias(into, x, weight, node.name));
}

const signs = new Map<string, (a: number, b: number, whole: boolean) => number>([
  ['Add', (a, b) => a + b],
  ['Sub', (a, b) => a - b],
  ['Mul', (a, b) => a * b],
  ['Div', (a, b, whole) => (whole ? Math.trunc(a / b) : a / b)],
]);

/** Arithmetic with numbers that are known, of one shape, or one of them with each of the others: how exporters compute sizes. */
export async function arithmetic(node: OnnxNode, into: Translation): Promise<void> {
  const [a, b] = await Promise.all([0, 1].map((index) => knownAt(node, into, index)));
  const sign = signs.get(node.type)!;
  const [longer, other] = a!.numbers.length >= b!.numbers.length ? [a!, b!] : [b!, a!];
  const isOne = other.numbers.length === 1 && other.shape.length <= longer.shape.length;
  if (!isOne && other.shape.join() !== longer.shape.join()) throw new Unreadable('inputs[1]');
  const whole = [0, 1].every((index) => into.constant(node, index).whole === true);
  const at = ({ numbers }: Known, index: number): number => numbers[numbers.length === 1 ? 0 : index]!;
  const numbers = longer.numbers.map((_, index) => sign(at(a!, index), at(b!, index), whole));
  into.set(node.outputs[0], computed(numbers, longer.shape, whole));
}

/** The scales of a group norm, or arithmetic. */
export async function multiply(node: OnnxNode, into: Translation): Promise<void> {
  const isNorm = [0, 1].some((index) => into.optional(node, index)?.kind === 'groups');
  return isNorm ? scaleGroups(node, into) : arithmetic(node, into);
}

/** A sum of maps, or a bias that is added to a convolution or a product. */
export async function sum(node: OnnxNode, into: Translation): Promise<void> {
  const values = node.inputs.map((_, index) => into.optional(node, index));
  if (values.some((value) => value?.kind === 'groups')) return shiftGroups(node, into);
  const constants = values.flatMap((value) => (value?.kind === 'constant' ? [value.values] : []));
  if (constants.length === values.length && values.length === 2) return arithmetic(node, into);
  if (constants.length > 0) {
    const index = values.findIndex((value) => value?.kind === 'map');
    if (constants.length > 1 || values.length !== 2 || index < 0) throw new Unreadable('inputs[1]');
    return addBias(node, into, index, constants[0]!);
  }
  const maps = node.inputs.map((_, index) => into.map(node, index));
  const flat = maps.every((map) => map.flat);
  if (maps.length === 1) return into.set(node.outputs[0], maps[0]!);
  into.set(node.outputs[0], { ...into.add('add', {}, maps, node.name), flat });
}

function addBias(node: OnnxNode, into: Translation, index: number, given: Values): void {
  const x = into.loose(node, index);
  const before = into.drafts[x.draft]!;
  if (before.kind !== 'conv' || before.attributes.bias === true || !into.isOnlyUse(node, index))
    throw new Unreadable(`inputs[${1 - index}]`);
  const channels = before.shape[0];
  // Along the axis of channels, counted from the last: [C] is that of a matrix, [C, 1, 1] that of a map.
  const axis = given.shape.length - (x.flat ? 1 : 3);
  if (given.shape[axis] !== channels) throw new Unreadable(`inputs[${1 - index}]`);
  const tensors = new Map([...before.tensors, ['bias', vectorOf(given, channels, 1)] as const]);
  const isLinear = x.flat && before.tensors.get('weight')!.shape.length === 2;
  // Flattened for the product's own sake: a linear layer takes a map as it is.
  const [input] = before.inputs;
  const unflattened = isLinear && into.drafts[input!]!.kind === 'flatten' ? into.drafts[input!]!.inputs : before.inputs;
  into.replace(x.draft, {
    tensors,
    ...(isLinear
      ? { kind: 'linear', inputs: unflattened, attributes: { outChannels: channels } }
      : { attributes: { ...before.attributes, bias: true } }),
  });
  into.set(node.outputs[0], x satisfies Value);
}
