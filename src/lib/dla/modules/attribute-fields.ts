import type { Attribute, GraphNode } from '#lib/graph/document/document.ts';
import { ownValue } from '#lib/own-key.ts';
import { attributesOf } from './attributes.ts';
import { LARGEST } from './module.ts';
import { moduleOf } from './modules.ts';

/** One attribute as an editor needs it, of one node or of several; without a value where these disagree. */
export type AttributeField = { readonly name: string } & (
  | {
      readonly type: 'number';
      readonly value: number | undefined;
      readonly min: number;
      readonly max: number;
      readonly step: number;
    }
  | { readonly type: 'switch'; readonly value: boolean | undefined }
  | { readonly type: 'choice'; readonly value: string | undefined; readonly options: readonly string[] }
);

/** The attributes that a node of this kind has, with their present values; none where the node is broken. */
export function attributeFields(node: GraphNode): readonly AttributeField[] {
  const module = moduleOf(node.kind);
  const values = attributesOf(node);
  if (!module || !values.ok) return [];
  const entries = entriesFor(module.attributes, values.value);
  return Object.entries(entries).flatMap(([name, schema]) => {
    // What a file may leave out, and has no default, is there where a file says it.
    const value = ownValue(values.value, name);
    return value === undefined ? [] : fieldOf(name, schema, value, keepsSize(name, entries, values.value));
  });
}

/** What a node is set to, defaults written out; what its file says where it is broken. */
export function settingsOf(node: GraphNode): ReadonlyMap<string, Attribute> {
  const fields = attributeFields(node);
  const values = fields.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const]));
  return new Map(fields.length > 0 ? values : Object.entries(node.attributes));
}

/** The attributes that all of these nodes have, and that one value can be given to. */
export function sharedFields(nodes: readonly GraphNode[]): readonly AttributeField[] {
  const [first, ...others] = nodes;
  let shared = first ? attributeFields(first) : [];
  for (const node of others) {
    // Of thousands of nodes that have nothing in common only the first few are read.
    if (shared.length === 0) break;
    const own = new Map(attributeFields(node).map((field) => [field.name, field]));
    shared = shared.flatMap((field) => sharedField(field, own.get(field.name)));
  }
  return shared;
}

function sharedField(a: AttributeField, b: AttributeField | undefined): readonly AttributeField[] {
  if (a.type === 'number' && b?.type === 'number' && a.step === b.step) {
    const value = a.value === b.value ? a.value : undefined;
    return [{ ...a, value, min: Math.max(a.min, b.min), max: Math.min(a.max, b.max) }];
  }
  if (a.type === 'switch' && b?.type === 'switch') return [{ ...a, value: a.value === b.value ? a.value : undefined }];
  if (a.type === 'choice' && b?.type === 'choice' && a.options.join() === b.options.join())
    return [{ ...a, value: a.value === b.value ? a.value : undefined }];
  return [];
}

/** The parts of a valibot schema that tell an editor what may be typed. */
interface Schema {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Schema>>;
  /** Of a variant its schemas, of a list of words these. */
  readonly options?: readonly unknown[];
  readonly key?: string;
  readonly wrapped?: Schema;
  readonly literal?: unknown;
  readonly pipe?: readonly PipeItem[];
}

interface PipeItem {
  readonly type?: string;
  readonly requirement?: unknown;
  readonly message?: unknown;
  readonly pipe?: readonly PipeItem[];
}

/** The entries of a schema for some values; of a variant, which may be of variants, those of what is chosen. */
function entriesFor(schema: Schema, values: Record<string, unknown>): Readonly<Record<string, Schema>> {
  if (schema.type !== 'variant') return schema.entries ?? {};
  const key = schema.key!;
  const options = (schema.options ?? []) as readonly Schema[];
  const namesOf = (option: Schema): readonly unknown[] =>
    option.type === 'variant'
      ? (option.options as readonly Schema[]).flatMap(namesOf)
      : [literalOf(ownValue(option.entries ?? {}, key)!)];
  const chosen = options.find((option) => namesOf(option).includes(ownValue(values, key)));
  const inner = chosen ? entriesFor(chosen, values) : {};
  return { ...inner, [key]: { type: 'picklist', options: [...new Set(options.flatMap(namesOf))] } };
}

const unwrapped = (schema: Schema): Schema => (schema.wrapped ? unwrapped(schema.wrapped) : schema);
const literalOf = (schema: Schema): unknown => unwrapped(schema).literal;

/** Whether it is the kernel of a convolution that keeps the size, which must be odd. */
const keepsSize = (name: string, entries: object, values: Record<string, unknown>): boolean =>
  name === 'kernel' && Object.hasOwn(entries, 'dilation') && ownValue(values, 'padding') === undefined;

function fieldOf(name: string, schema: Schema, value: unknown, isOdd: boolean): AttributeField[] {
  const inner = unwrapped(schema);
  if (inner.type === 'boolean') return [{ name, type: 'switch', value: value === true }];
  if (inner.type === 'picklist')
    return [{ name, type: 'choice', value: String(value), options: (inner.options ?? []).map(String) }];
  if (inner.type !== 'number') return [];
  const pipe = flatPipe(inner);
  const min = pipe.find((item) => item.type === 'min_value')?.requirement;
  const odd = isOdd || pipe.some((item) => item.message === 'odd');
  return [
    {
      name,
      type: 'number',
      value: Number(value),
      min: Number(min ?? 1),
      max: odd ? LARGEST - 1 : LARGEST,
      step: odd ? 2 : 1,
    },
  ];
}

const flatPipe = (outer: PipeItem): readonly PipeItem[] =>
  (outer.pipe ?? []).flatMap((item) => (item.pipe && item !== outer ? [item, ...flatPipe(item)] : [item]));
