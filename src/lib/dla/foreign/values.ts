import type { Shape } from '#lib/dla/ops/op.ts';
import type { OnnxAttribute, OnnxNode } from './onnx-file.ts';
import type { Values } from './operator-draft.ts';

/** What a name of the file stands for. */
export type Value =
  /** A map of one image, [1, C, H, W]; `flat` says that the file has it as [1, C · H · W]. */
  | { readonly kind: 'map'; readonly draft: number; readonly shape: Shape; readonly flat: boolean }
  | { readonly kind: 'constant'; readonly values: Values }
  | GroupsValue
  /** What hangs on something that could not be read. */
  | { readonly kind: 'unknown' };

/** A map inside a group norm that is written by other operators: [1, groups, …], or whole again but not yet scaled and shifted. */
export interface GroupsValue {
  readonly kind: 'groups';
  readonly of: MapValue;
  readonly groups: number;
  readonly step: 'apart' | 'normed' | 'whole';
  /** By what it was scaled. */
  readonly weight?: Values;
}

export type MapValue = Extract<Value, { kind: 'map' }>;

/** Thrown where an operator says what no document can: which of its attributes or inputs does, by ONNX's name. */
export class Unreadable extends Error {
  constructor(readonly what: string) {
    super(what);
  }
}

/** Thrown where an operator takes what hangs on one that could not be read. */
export class Unknown extends Error {}

const none: OnnxAttribute = { ints: [], floats: [] };

export const attributeOf = ({ attributes }: OnnxNode, name: string): OnnxAttribute => attributes.get(name) ?? none;
export const intOf = (node: OnnxNode, name: string, otherwise: number): number =>
  attributeOf(node, name).int ?? otherwise;

/** One number for height and width, as all that a document holds is square. */
export function squareOf(node: OnnxNode, name: string, otherwise: number): number {
  const [height = otherwise, width = height, ...more] = attributeOf(node, name).ints;
  if (height !== width || more.length > 0) throw new Unreadable(name);
  return height;
}

/** Turns a number of small constants into plain numbers. */
export const numbersOf = async ({ values }: { readonly values: Values }): Promise<readonly number[]> =>
  values.shape.reduce((a, b) => a * b, 1) > MOST_NUMBERS ? [] : [...(await values.read())];

/** More than any list of axes, sizes or pads has. */
const MOST_NUMBERS = 4096;

/** A constant that is computed, of numbers that are known; of whole ones unless it says otherwise. */
export const computed = (
  numbers: readonly number[],
  shape: readonly number[] = [numbers.length],
  whole = true,
): Value => ({
  kind: 'constant',
  values: { name: '', shape, whole, read: () => Promise.resolve(Float32Array.from(numbers)) },
});

/** The same numbers in another shape, which stay where they are. */
export const shaped = (values: Values, shape: readonly number[]): Value => ({
  kind: 'constant',
  values: { ...values, shape, read: () => values.read() },
});

/** Axes that may be counted from the last, of so many; undefined where one is none of them, or stands there twice. */
export function placesOf(axes: readonly number[], rank: number): readonly number[] | undefined {
  const places = axes.map((axis) => (axis < 0 ? axis + rank : axis));
  const fits = places.every((place) => Number.isInteger(place) && place >= 0 && place < rank);
  return fits && new Set(places).size === places.length ? places : undefined;
}

/**
 * Numbers of which each is that of an axis, for all axes: since a later operator set, an operator may name those that it means, and
 * the others have `otherwise`. Undefined where there are more or fewer than axes.
 */
export function byAxis(
  numbers: readonly number[],
  axes: readonly number[] | undefined,
  rank: number,
  otherwise: number,
): readonly number[] | undefined {
  const places = axes ? placesOf(axes, rank) : [...Array(rank).keys()];
  if (!places) throw new Unreadable('axes');
  if (places.length !== numbers.length) return undefined;
  const found = new Map(places.map((place, index) => [place, numbers[index]!]));
  return Array.from({ length: rank }, (_, axis) => found.get(axis) ?? otherwise);
}
