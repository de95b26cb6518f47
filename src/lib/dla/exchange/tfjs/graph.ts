/** An attribute of a node, as TensorFlow's graphs have them in JSON. */
export type Attribute =
  | { readonly i: string }
  | { readonly f: number }
  | { readonly b: boolean }
  | { readonly s: string }
  | { readonly type: string }
  | { readonly list: { readonly i: readonly string[] } }
  | { readonly shape: TensorShape }
  | { readonly tensor: { readonly dtype: string; readonly tensorShape: TensorShape } };

interface TensorShape {
  readonly dim: readonly { readonly size: string }[];
}

export const numbers = (value: number): Attribute => ({ i: String(value) });
export const flag = (value: boolean): Attribute => ({ b: value });
export const list = (...values: readonly number[]): Attribute => ({ list: { i: values.map(String) } });
/** Bytes of a text in base 64. */
export const text = (value: string): Attribute => ({ s: btoa(value) });
export const shapeOf = (shape: readonly number[]): TensorShape => ({
  dim: shape.map((size) => ({ size: String(size) })),
});

export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
  readonly attr: Readonly<Record<string, Attribute>>;
}

/** A constant: its node stands in the graph, its values in the shards. */
export interface Constant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

export const constantNode = ({ name, shape, values }: Constant): GraphNode => {
  const dtype = values instanceof Int32Array ? 'DT_INT32' : 'DT_FLOAT';
  return {
    name,
    op: 'Const',
    input: [],
    attr: { dtype: { type: dtype }, value: { tensor: { dtype, tensorShape: shapeOf(shape) } } },
  };
};

/** Most bytes of a shard: browsers keep files of this size. */
export const SHARD = 4 * 1024 * 1024;

/** Files of at most {@link SHARD} bytes with the values of all constants, one after the other. */
export function shardsOf(constants: readonly Constant[]): readonly Uint8Array<ArrayBuffer>[] {
  const size = constants.reduce((sum, { values }) => sum + values.byteLength, 0);
  const shards = Array.from(
    { length: Math.max(1, Math.ceil(size / SHARD)) },
    (_, index) => new Uint8Array(Math.min(SHARD, size - index * SHARD)),
  );
  let at = 0;
  for (const { values } of constants) {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    for (let from = 0; from < bytes.length;) {
      const shard = shards[Math.floor(at / SHARD)]!;
      const place = at % SHARD;
      const part = bytes.subarray(from, from + shard.length - place);
      shard.set(part, place);
      from += part.length;
      at += part.length;
    }
  }
  return shards;
}
