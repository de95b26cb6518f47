import { GROUP_NORM_EPSILON } from '#lib/dla/ops/group-norm.ts';
import type { TensorName, Values } from './operator-draft.ts';
import type { OnnxNode } from './onnx-file.ts';
import type { Translation } from './translation.ts';
import { attributeOf, intOf, numbersOf, Unreadable, type GroupsValue, type MapValue } from './values.ts';

/** The operator set from which scales stand for channels, not for groups. */
const BY_CHANNEL = 21;

function checkEpsilon(node: OnnxNode): void {
  const epsilon = attributeOf(node, 'epsilon').float ?? GROUP_NORM_EPSILON;
  if (Math.abs(epsilon - GROUP_NORM_EPSILON) > 1e-9) throw new Unreadable('epsilon');
}

function add(into: Translation, x: MapValue, groups: number, weight: Values, bias: Values, label: string): MapValue {
  const tensors = new Map<TensorName, Values>([
    ['weight', weight],
    ['bias', bias],
  ]);
  return into.add('group-norm', { groups }, [x], label, tensors);
}

export function groupNorm(node: OnnxNode, into: Translation): void {
  checkEpsilon(node);
  const x = into.map(node);
  const groups = intOf(node, 'num_groups', 0);
  const [channels] = x.shape;
  if (groups < 1 || channels % groups !== 0) throw new Unreadable('num_groups');
  const [weight, bias] = [1, 2].map((index) => {
    const given = into.constant(node, index);
    const count = into.file.opset < BY_CHANNEL ? groups : channels;
    if (given.shape.length !== 1 || given.shape[0] !== count) throw new Unreadable(`inputs[${index}]`);
    return count === channels ? given : repeated(given, channels);
  });
  into.set(node.outputs[0], add(into, x, groups, weight!, bias!, node.name));
}

/** Each number for as many channels as its group has. */
function repeated(given: Values, channels: number): Values {
  const read = async (): Promise<Float32Array> => {
    const values = await given.read();
    return Float32Array.from({ length: channels }, (_, at) => values[Math.floor((at * values.length) / channels)]!);
  };
  return { name: given.name, shape: [channels], read };
}

/**
 * Between two reshapes, over groups that stand apart as channels do, an instance norm is a group norm; its own scales and shifts
 * do nothing then, and those of the channels follow.
 */
export async function instanceNorm(node: OnnxNode, into: Translation): Promise<void> {
  checkEpsilon(node);
  const value = into.optional(node, 0);
  if (value?.kind !== 'groups' || value.step !== 'apart') throw new Unreadable('inputs[0]');
  for (const [index, nothing] of [
    [1, 1],
    [2, 0],
  ] as const) {
    const numbers = await numbersOf({ values: into.constant(node, index) });
    if (numbers.length !== value.groups || numbers.some((each) => each !== nothing))
      throw new Unreadable(`inputs[${index}]`);
  }
  into.set(node.outputs[0], { ...value, step: 'normed' });
}

/** The shape that a map had before its channels stood in groups. */
export function joinGroups(node: OnnxNode, into: Translation, value: GroupsValue, wanted: readonly number[]): void {
  const { shape } = value.of;
  const known = shape.reduce((a, b) => a * b, 1);
  const given = wanted.map((extent, axis) => (extent === 0 ? ([1, value.groups][axis] ?? 0) : extent));
  const rest = known / given.reduce((product, extent) => (extent === -1 ? product : product * extent), 1);
  const found = given.map((extent) => (extent === -1 ? rest : extent));
  if (value.step !== 'normed' || found.join() !== [1, ...shape].join()) throw new Unreadable('shape');
  into.set(node.outputs[0], { ...value, step: 'whole' });
}

/** The map that is normed and the numbers of its channels, in whichever order they stand. */
function channelwise(node: OnnxNode, into: Translation): { value: GroupsValue; numbers: Values } {
  const index = into.optional(node, 0)?.kind === 'groups' ? 0 : 1;
  const value = into.optional(node, index);
  if (value?.kind !== 'groups' || value.step !== 'whole' || node.inputs.length !== 2)
    throw new Unreadable(`inputs[${index}]`);
  const given = into.constant(node, 1 - index);
  const [channels] = value.of.shape;
  const shape = given.shape.slice(-3);
  if (shape.join() !== [channels, 1, 1].join() || given.shape.slice(0, -3).some((extent) => extent !== 1))
    throw new Unreadable(`inputs[${1 - index}]`);
  return { value, numbers: { name: given.name, shape: [channels], read: () => given.read() } };
}

export function scaleGroups(node: OnnxNode, into: Translation): void {
  const { value, numbers } = channelwise(node, into);
  if (value.weight) throw new Unreadable('inputs[1]');
  into.set(node.outputs[0], { ...value, weight: numbers });
}

export function shiftGroups(node: OnnxNode, into: Translation): void {
  const { value, numbers } = channelwise(node, into);
  if (!value.weight) throw new Unreadable('inputs[0]');
  into.set(node.outputs[0], add(into, value.of, value.groups, value.weight, numbers, node.name));
}
