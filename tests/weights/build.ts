import { readFileSync } from 'node:fs';
import { zipSync, type Zippable } from 'fflate';
import type { ByteSource } from '#lib/dla/weights/byte-source.ts';
import { bytesSource } from '#lib/dla/weights/byte-source.ts';

/** Files of this folder, and files that are written by hand, for the tests of the readers. */

export const readWeightFile = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`./${name}`, import.meta.url)));

/** A source that counts the bytes that were read of it. */
export function countingSource(bytes: Uint8Array): ByteSource & { bytesRead: number } {
  const source = bytesSource(bytes);
  return {
    size: source.size,
    bytesRead: 0,
    read(start, end) {
      this.bytesRead += end - start;
      return source.read(start, end);
    },
  };
}

export function joinBytes(...parts: readonly ArrayLike<number>[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (bytes.set(part, at), at + part.length), 0);
  return bytes;
}

const ascii = (text: string) => [...text].map((char) => char.charCodeAt(0));
const littleEndian = (value: number, count: number) =>
  Array.from({ length: count }, (_, i) => Math.floor(value / 2 ** (8 * i)) & 0xff);

/** The opcodes of a pickle, each as its bytes; `pickle` puts them between PROTO and STOP. */
export const op = {
  mark: [0x28],
  none: [0x4e],
  true: [0x88],
  false: [0x89],
  tuple: [0x74],
  emptyTuple: [0x29],
  emptyDict: [0x7d],
  setItem: [0x73],
  setItems: [0x75],
  reduce: [0x52],
  build: [0x62],
  persistentId: [0x51],
  stackGlobal: [0x93],
  memoize: [0x94],
  put: (index: number) => [0x71, index],
  get: (index: number) => [0x68, index],
  int: (value: number) => [0x4a, ...littleEndian(value, 4)],
  long: (bytes: readonly number[]) => [0x8a, bytes.length, ...bytes],
  text: (value: string) => [0x58, ...littleEndian(value.length, 4), ...ascii(value)],
  shortText: (value: string) => [0x8c, value.length, ...ascii(value)],
  python2Text: (value: string) => [0x55, value.length, ...ascii(value)],
  global: (module: string, name: string) => [0x63, ...ascii(`${module}\n${name}\n`)],
};

export const pickle = (protocol: number, ...opcodes: readonly (readonly number[])[]): Uint8Array =>
  joinBytes([0x80, protocol], ...opcodes, [0x2e]);

export interface BuiltTensor {
  readonly storage: string;
  readonly key: string;
  /** Elements of the storage. */
  readonly count: number;
  readonly offset?: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  /** Element offset of a view of the storage (legacy format). */
  readonly viewStart?: number;
  /** Opcodes of what PyTorch 2 says of a lazy view. */
  readonly lazy?: readonly number[];
}

const ints = (values: readonly number[]) => [...op.mark, ...values.flatMap(op.int), ...op.tuple];

/** The opcodes with which `torch.save` writes a tensor. */
export const tensorOps = (tensor: BuiltTensor): number[] => [
  ...op.global('torch._utils', '_rebuild_tensor_v2'),
  ...[op.mark, op.mark, op.text('storage'), op.global('torch', tensor.storage), op.text(tensor.key)].flat(),
  ...[op.text('cpu'), op.int(tensor.count)].flat(),
  ...(tensor.viewStart === undefined
    ? []
    : [op.mark, op.text('view'), op.int(tensor.viewStart), op.int(1), op.tuple].flat()),
  ...[op.tuple, op.persistentId, op.int(tensor.offset ?? 0), ints(tensor.shape), ints(tensor.strides)].flat(),
  ...[op.false, op.global('collections', 'OrderedDict'), op.emptyTuple, op.reduce].flat(),
  ...[tensor.lazy ?? [], op.tuple, op.reduce].flat(),
];

/** The opcodes of a dictionary of texts to values. */
export const dictOps = (entries: Readonly<Record<string, readonly number[]>>): number[] => [
  ...op.emptyDict,
  ...op.mark,
  ...Object.entries(entries).flatMap(([key, value]) => [...op.text(key), ...value]),
  ...op.setItems,
];

/** A checkpoint of PyTorch ≥ 1.6; `level` 0 stores, the others deflate. */
export function buildZipCheckpoint(
  data: Uint8Array,
  storages: Readonly<Record<string, Uint8Array>>,
  { level = 0, byteOrder }: { level?: 0 | 1 | 6; byteOrder?: string } = {},
): Uint8Array {
  const files: Zippable = { 'archive/data.pkl': data };
  if (byteOrder) files['archive/byteorder'] = Uint8Array.from(ascii(byteOrder));
  for (const [key, bytes] of Object.entries(storages)) files[`archive/data/${key}`] = bytes;
  return zipSync(files, { level });
}

/** The pickle of the magic number of old checkpoints, as each protocol has it. */
const magicPickle = (protocol: number): Uint8Array => {
  const digits = ascii('L119547037146038801333356L\n.');
  if (protocol < 2) return Uint8Array.from(digits);
  const long = op.long([0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19]);
  return protocol < 4 ? pickle(protocol, long) : pickle(protocol, [0x95, ...littleEndian(long.length + 1, 8)], long);
};

/** A checkpoint of PyTorch < 1.6: pickles, then (count, bytes) of each storage. */
export function buildLegacyCheckpoint(
  data: Uint8Array,
  storages: readonly (readonly [key: string, count: number, bytes: Uint8Array])[],
  protocol = 2,
): Uint8Array {
  const keys = storages.flatMap(([key]) => op.text(key));
  return joinBytes(
    magicPickle(protocol),
    pickle(2, op.int(1001)),
    pickle(2, op.emptyDict),
    data,
    pickle(2, [0x5d], op.mark, keys, [0x65]),
    ...storages.flatMap(([, count, bytes]) => [littleEndian(count, 8), bytes]),
  );
}

/** The bytes of float32 values, little-endian. */
export const floats = (...values: readonly number[]) => new Uint8Array(Float32Array.from(values).buffer);
