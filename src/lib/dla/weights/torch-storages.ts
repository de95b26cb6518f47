import { MOST_AXES, type DType } from './dtype.ts';
import { PickleObject, type PickleHost, type PickleValue } from './pickle-values.ts';
import { refuse } from './refuse.ts';

/** The class of a storage, which says its element type; `dtype` where its values can be read. */
export class TorchStorageType extends PickleObject {
  constructor(
    readonly name: string,
    /** Bytes of an element. */
    readonly size: number,
    readonly dtype?: DType,
  ) {
    super();
  }
}

/** Values in the file that tensors are views of. */
export class TorchStorage extends PickleObject {
  readonly name = 'storage';
  constructor(
    readonly key: string,
    readonly type: TorchStorageType,
    /** Elements of the whole storage in the file, and where in it this one begins. */
    readonly count: number,
    readonly start: number,
  ) {
    super();
  }
}

const READ: readonly (readonly [string, number, DType])[] = [
  ['torch.DoubleStorage', 8, 'f64'],
  ['torch.FloatStorage', 4, 'f32'],
  ['torch.HalfStorage', 2, 'f16'],
  ['torch.BFloat16Storage', 2, 'bf16'],
  ['torch.LongStorage', 8, 'i64'],
  ['torch.IntStorage', 4, 'i32'],
  ['torch.ShortStorage', 2, 'i16'],
  ['torch.CharStorage', 1, 'i8'],
  ['torch.ByteStorage', 1, 'u8'],
  ['torch.BoolStorage', 1, 'bool'],
];

/** Known by their size, so that what lies behind them is found. Untyped: newer types, which the tensor names. */
const PASSED_OVER: readonly (readonly [string, number])[] = [
  ['torch.ComplexFloatStorage', 8],
  ['torch.ComplexDoubleStorage', 16],
  ['torch.QInt8Storage', 1],
  ['torch.QUInt8Storage', 1],
  ['torch.QInt32Storage', 4],
  ['torch.storage.UntypedStorage', 1],
];

export const STORAGE_TYPES: readonly TorchStorageType[] = [
  ...READ.map(([name, size, dtype]) => new TorchStorageType(name, size, dtype)),
  ...PASSED_OVER.map(([name, size]) => new TorchStorageType(name, size)),
];

export const isSize = (value: PickleValue | undefined): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

export const areSizes = (value: PickleValue | undefined): value is number[] =>
  Array.isArray(value) && value.length <= MOST_AXES && value.every(isSize);

/** `('storage', type, key, device, count)`, in the legacy format with `(view key, offset, count)` or None behind it. */
export function loadStorage(id: PickleValue, at: string): TorchStorage {
  const [tag, type, key, , count, view = null] = Array.isArray(id) ? id : [];
  if (tag !== 'storage' || !(type instanceof TorchStorageType) || typeof key !== 'string' || !isSize(count)) {
    const unknown = type instanceof PickleObject ? type.name : tag;
    return refuse('pickle-storage', at, { received: typeof unknown === 'string' ? unknown : typeof unknown });
  }
  const start = Array.isArray(view) ? view[1] : 0;
  if (!isSize(start)) return refuse('pickle-storage', at);
  return new TorchStorage(key, type, count, start);
}

/** What lies outside of the pickle: a storage, or the class of a module that was saved as a whole, with its source. */
export const loadPersistent =
  (takeStorage: (storage: TorchStorage, at: string) => void): PickleHost['loadPersistent'] =>
  (id, at) => {
    if (Array.isArray(id) && id[0] === 'module' && id[1] instanceof PickleObject) return id[1];
    const storage = loadStorage(id, at);
    takeStorage(storage, at);
    return storage;
  };
