import {
  buildLegacyCheckpoint,
  buildZipCheckpoint,
  dictOps,
  floats,
  joinBytes,
  op,
  pickle,
  tensorOps,
} from '#tests/weights/build.ts';
import { zipSync } from 'fflate';
import type { Row } from './row.ts';
import { zip64, zipOf, type Claimed } from './zip-files.ts';

const little = (value: bigint, count: number): number[] =>
  Array.from({ length: count }, (_, index) => Number((value >> BigInt(8 * index)) & 255n));
const tensor = tensorOps({ storage: 'FloatStorage', key: '0', count: 6, shape: [2, 3], strides: [3, 1] });
const storages = { 0: floats(1, 2, 3, 4, 5, 6) };
const checkpoint = (...opcodes: readonly (readonly number[])[]): Uint8Array =>
  buildZipCheckpoint(pickle(2, ...opcodes), storages);
const many = (count: number, opcodes: readonly number[]): number[] =>
  Array.from({ length: count }, () => opcodes).flat();

/** A pickle of one opcode over and over. */
const grown = (before: readonly number[], count: number, opcode: number): Uint8Array =>
  joinBytes([0x80, 2], before, new Uint8Array(count).fill(opcode), [0x2e]);

const npy = (shape: string, bytes = 0): Uint8Array => {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': ${shape}, }`;
  return joinBytes(
    [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length & 255, text.length >> 8],
    new TextEncoder().encode(text),
    new Uint8Array(bytes),
  );
};
const npz = (shape: string): Uint8Array => zipSync({ 'a.npy': npy(shape) }, { level: 0 });
const small: Claimed = { name: 'a.npy', packed: npy('(1,)', 4) };

const safetensors = (header: string, data = 24): Uint8Array => {
  const text = new TextEncoder().encode(header);
  return joinBytes(little(BigInt(text.length), 8), text, new Uint8Array(data));
};
const entry = (shape = '[2,3]', offsets = '[0,24]'): string =>
  `{"dtype":"F32","shape":${shape},"data_offsets":${offsets}}`;

const huge = tensorOps({
  storage: 'FloatStorage',
  key: '0',
  count: 6,
  shape: [65536, 65536, 65536],
  strides: [0, 0, 0],
});

/** Files of weights. */
export const weightRows: readonly Row[] = [
  [
    'zip: what it claims to become is beyond what deflate can do',
    'weights',
    () => zipOf([{ ...small, method: 8, size: 2 ** 31 - 1 }]),
    'zip-size',
  ],
  ['zip: a stored entry of another size than it has', 'weights', () => zipOf([{ ...small, size: 5 }]), 'zip-size'],
  [
    'zip: zeros that become a thousand times as many',
    'weights',
    () => zipSync({ 'a.npy': npy('(17500000,)', 70_000_000) }, { level: 9 }),
    'weights-budget',
  ],
  ['zip: two names of one entry', 'weights', () => zipOf([small, { ...small, name: 'b.npy', at: 0 }]), 'zip-overlap'],
  [
    'zip: sixty thousand names of one entry',
    'weights',
    () => zipOf([small, ...Array.from({ length: 60_000 }, (_, at) => ({ name: `${at}.npy`, at: 0 }))]),
    'zip-overlap',
  ],
  [
    'zip: sixty thousand empty entries',
    'weights',
    () => zipOf(Array.from({ length: 60_000 }, (_, at) => ({ name: `${at}` }))),
    'weights-no-tensors',
  ],
  ['zip: one name twice', 'weights', () => zipOf([small, small]), 'zip-duplicate'],
  [
    'zip: zip64 that lies behind the end',
    'weights',
    () => zipOf([small], (start, size) => zip64(start, size, 2 ** 50)),
    'weights-truncated',
  ],
  [
    'zip: zip64 that lies elsewhere',
    'weights',
    () => zipOf([small], (start, size) => zip64(start, size, 0)),
    'zip-end',
  ],
  [
    'zip: a directory of an exabyte',
    'weights',
    () => zipOf([small], (start, size) => zip64(start, 2 ** 60, start + size)),
    'zip-directory',
  ],
  [
    'zip: a directory that begins behind the end',
    'weights',
    () => zipOf([small], (start, size) => zip64(2 ** 60, size, start + size)),
    'weights-truncated',
  ],
  ['zip: encrypted', 'weights', () => zipOf([{ ...small, flags: 1 }]), 'zip-encrypted'],
  ['zip: packed in another way', 'weights', () => zipOf([{ ...small, method: 12 }]), 'zip-method'],
  ['zip: an entry called __proto__', 'weights', () => zipOf([{ ...small, name: '__proto__.npy' }]), 'read'],
  ['zip: cut short', 'weights', () => zipOf([small]).slice(0, 60), 'zip-end'],
  ['npz: more values than there are numbers', 'weights', () => npz('(4294967296, 4294967296)'), 'tensor-shape'],
  ['npz: less than nothing', 'weights', () => npz('(-1,)'), 'tensor-shape'],
  ['npz: a header of ten thousand brackets', 'weights', () => npz('('.repeat(10_000)), 'npy-header'],
  [
    'pickle: a memo without end',
    'weights',
    () => buildZipCheckpoint(grown([0x5d], 2_000_000, 0x94), storages),
    'weights-budget',
  ],
  [
    'pickle: dictionaries without end',
    'weights',
    () => buildZipCheckpoint(grown([], 700_000, 0x7d), storages),
    'weights-budget',
  ],
  [
    'pickle: ten thousand lists in each other',
    'weights',
    () => checkpoint(many(10_000, [0x5d]), many(9_999, [0x61])),
    'weights-no-tensors',
  ],
  [
    'pickle: a list that holds itself',
    'weights',
    () => checkpoint([0x5d], op.put(0), op.get(0), [0x61]),
    'weights-no-tensors',
  ],
  [
    'pickle: pairs of pairs, forty times over',
    'weights',
    () => checkpoint(op.none, many(40, [0x32, 0x86])),
    'weights-no-tensors',
  ],
  [
    'pickle: a text of eight exabytes',
    'weights',
    () => checkpoint([0x8d, ...little(2n ** 63n - 1n, 8)]),
    'pickle-truncated',
  ],
  [
    'pickle: a number of two billion bytes',
    'weights',
    () => checkpoint([0x8b, 255, 255, 255, 127]),
    'pickle-truncated',
  ],
  [
    'pickle: os.system beside the weights is not run',
    'weights',
    () => checkpoint(dictOps({ a: tensor, b: [...op.global('os', 'system'), ...op.text('rm'), 0x85, ...op.reduce] })),
    'read',
  ],
  [
    'pickle: nothing but builtins.eval',
    'weights',
    () => checkpoint(op.global('builtins', 'eval'), op.text('1'), [0x85], op.reduce),
    'weights-no-tensors',
  ],
  [
    'pickle: keys that every object inherits something by',
    'weights',
    () => checkpoint(dictOps({ __proto__x: tensor, constructor: dictOps({ prototype: tensor }) })),
    'read',
  ],
  ['pickle: an opcode of a registry that nobody has', 'weights', () => checkpoint([0x82, 1]), 'pickle-opcode'],
  ['pickle: values taken from an empty stack', 'weights', () => checkpoint([0x86]), 'pickle-stack'],
  [
    'pickle: a shape of more values than there are numbers',
    'weights',
    () => checkpoint(dictOps({ a: huge })),
    'tensor-shape',
  ],
  [
    'pickle: cut short',
    'weights',
    () => buildZipCheckpoint(pickle(2, dictOps({ a: tensor })).slice(0, 50), storages),
    'pickle-truncated',
  ],
  [
    'legacy: storages that are not there',
    'weights',
    () => buildLegacyCheckpoint(pickle(2, dictOps({ a: tensor })), []),
    'pytorch-storage-missing',
  ],
  [
    'legacy: a storage that claims more than there is',
    'weights',
    () => buildLegacyCheckpoint(pickle(2, dictOps({ a: tensor })), [['0', 2 ** 40, floats(1)]]),
    'pytorch-storage-size',
  ],
  [
    'safetensors: a header of nine exabytes',
    'weights',
    () => joinBytes(little(2n ** 63n, 8), new TextEncoder().encode('{}')),
    'safetensors-header-length',
  ],
  ['safetensors: a name twice', 'weights', () => safetensors(`{"a":${entry()},"a":${entry()}}`), 'safetensors-header'],
  [
    'safetensors: a key of a tensor twice',
    'weights',
    () => safetensors('{"a":{"dtype":"F32","dtype":"I32","shape":[2,3],"data_offsets":[0,24]}}'),
    'safetensors-header',
  ],
  ['safetensors: colons and quotes in names', 'weights', () => safetensors(`{"a\\":\\\\":${entry()}}`), 'read'],
  ['safetensors: a tensor called __proto__', 'weights', () => safetensors(`{"__proto__":${entry()}}`), 'read'],
  ['safetensors: half a character', 'weights', () => safetensors(`{"\\ud800":${entry()}}`), 'read'],
  [
    'safetensors: ten thousand lists in each other',
    'weights',
    () => safetensors(`{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`),
    'safetensors-entry',
  ],
  [
    'safetensors: a shape of more values than there are numbers',
    'weights',
    () => safetensors(`{"a":${entry('[4294967296,4294967296]')}}`),
    'tensor-shape',
  ],
  [
    'safetensors: tensors on the same bytes',
    'weights',
    () => safetensors(`{"a":${entry()},"b":${entry()}}`),
    'safetensors-overlap',
  ],
  ["safetensors: bytes that are no tensor's", 'weights', () => safetensors(`{"a":${entry()}}`, 30), 'safetensors-gap'],
  ['safetensors: cut short', 'weights', () => safetensors(`{"a":${entry()}}`).slice(0, 80), 'weights-truncated'],
  ['weights: another magic', 'weights', () => new TextEncoder().encode('GGUF and more'), 'weights-format'],
  ['weights: nothing', 'weights', () => new Uint8Array(), 'weights-format'],
];
