/** A JSON Schema, as far as the project's own go. */
interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** A key by its path, `levels[].kind`, with what all variants of the object around it say of it. */
export interface Key {
  readonly path: string;
  /** The only values that it may have, where they are listed. */
  readonly values: readonly unknown[];
  readonly defaults: readonly unknown[];
  readonly required: boolean;
}

/** Every key of a schema, each once. */
export const schemaKeys = (schema: unknown): readonly Key[] => mergeKeys(keysBelow(schema as Schema, ''));

function keysBelow(schema: Schema, path: string): readonly Key[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const here = path === '' ? name : `${path}.${name}`;
    const values = 'const' in inner ? [inner.const] : (inner.enum ?? []);
    const defaults = 'default' in inner ? [inner.default] : [];
    const required = schema.required?.includes(name) ?? false;
    return [{ path: here, values, defaults, required }, ...keysBelow(inner, here)];
  });
  const items = schema.items ? keysBelow(schema.items, `${path}[]`) : [];
  return [...own, ...items, ...(schema.oneOf ?? []).flatMap((variant) => keysBelow(variant, path))];
}

function mergeKeys(keys: readonly Key[]): readonly Key[] {
  const merged = new Map<string, Key>();
  const union = (a: readonly unknown[], b: readonly unknown[]): readonly unknown[] => [...new Set([...a, ...b])];
  for (const key of keys) {
    const { path } = key;
    const before = merged.get(path) ?? { ...key, required: true };
    merged.set(path, {
      path,
      values: union(before.values, key.values),
      defaults: union(before.defaults, key.defaults),
      required: before.required && key.required,
    });
  }
  return [...merged.values()];
}

export interface NodeKind {
  readonly kind: string;
  readonly inputs: readonly [least: number, most: number];
  readonly attributes: readonly Key[];
}

/** The kinds of node that the schema of a graph document lists. */
export const graphKinds = (schema: unknown): readonly NodeKind[] =>
  (schema as Schema).properties!.nodes!.items!.oneOf!.map(({ properties }) => {
    const { kind, inputs, attributes } = properties!;
    return {
      kind: String(kind!.const),
      inputs: [inputs!.minItems ?? 0, inputs!.maxItems ?? Infinity],
      attributes: schemaKeys(attributes),
    };
  });

export interface Command {
  readonly name: string;
  readonly keys: readonly { readonly key: string; readonly required: boolean }[];
}

/** The commands that the schema of a script lists. */
export const scriptCommands = (schema: unknown): readonly Command[] =>
  (schema as Schema).properties!.commands!.items!.oneOf!.map(({ properties, required = [] }) => ({
    name: String(properties!.do!.const),
    keys: Object.keys(properties!).flatMap((key) => (key === 'do' ? [] : [{ key, required: required.includes(key) }])),
  }));
