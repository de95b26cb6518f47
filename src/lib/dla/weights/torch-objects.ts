import { countElements, type DType } from './dtype.ts';
import { PickleFunction, PickleObject, type PickleDict, type PickleHost, type PickleValue } from './pickle-values.ts';
import { refuse } from './refuse.ts';

/** The class of a storage, which says its element type. */
export class TorchStorageType extends PickleObject {
  constructor(
    readonly name: string,
    readonly dtype: DType,
  ) {
    super();
  }
}

/** Values in the file that tensors are views of. */
export class TorchStorage extends PickleObject {
  readonly name = 'storage';
  constructor(
    readonly key: string,
    readonly dtype: DType,
    /** Elements of the whole storage in the file, and where in it this one begins. */
    readonly count: number,
    readonly start: number,
  ) {
    super();
  }
}

/** A view of a storage; offset and strides in elements, all ≥ 0 and within the storage. */
export class TorchTensor extends PickleObject {
  readonly name = 'tensor';
  constructor(
    readonly storage: TorchStorage,
    readonly offset: number,
    readonly shape: readonly number[],
    readonly strides: readonly number[],
  ) {
    super();
  }
}

const STORAGE_TYPES: Readonly<Record<string, DType>> = {
  DoubleStorage: 'f64',
  FloatStorage: 'f32',
  HalfStorage: 'f16',
  BFloat16Storage: 'bf16',
  LongStorage: 'i64',
  IntStorage: 'i32',
  ShortStorage: 'i16',
  CharStorage: 'i8',
  ByteStorage: 'u8',
  BoolStorage: 'bool',
};

const isSize = (value: PickleValue | undefined): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const areSizes = (value: PickleValue | undefined): value is number[] => Array.isArray(value) && value.every(isSize);

/** `_rebuild_tensor(storage, offset, size, stride)`; version 2 adds requires_grad and hooks, which are of no use here. */
function rebuildTensor([storage, offset, shape, strides]: readonly PickleValue[], at: string): TorchTensor {
  if (!(storage instanceof TorchStorage) || !isSize(offset) || !areSizes(shape) || !areSizes(strides))
    return refuse('pickle-tensor', at);
  if (strides.length !== shape.length) refuse('pickle-tensor', at);
  const last = shape.reduce((sum, size, axis) => sum + (size - 1) * strides[axis]!, storage.start + offset);
  if (countElements(shape, at) > 0 && last >= storage.count)
    refuse('pickle-storage-bounds', at, { expected: storage.count, received: last + 1 });
  return new TorchTensor(storage, storage.start + offset, shape, strides);
}

/** `_rebuild_parameter(data, …)`: the tensor itself. */
const rebuildParameter = ([data]: readonly PickleValue[], at: string): TorchTensor =>
  data instanceof TorchTensor ? data : refuse('pickle-tensor', at);

/** `OrderedDict()`; Python 2 hands over a list of pairs. */
function makeDict(args: readonly PickleValue[], at: string): PickleDict {
  const [pairs = []] = args;
  if (args.length > 1 || !Array.isArray(pairs)) return refuse('pickle-dict', at);
  return new Map(
    pairs.map((pair): [PickleValue, PickleValue] =>
      Array.isArray(pair) && pair.length === 2 ? [pair[0]!, pair[1]!] : refuse('pickle-dict', at),
    ),
  );
}

const GLOBALS = new Map<string, PickleObject>(
  [
    new PickleFunction('collections.OrderedDict', makeDict),
    new PickleFunction('torch._utils._rebuild_tensor', rebuildTensor),
    new PickleFunction('torch._utils._rebuild_tensor_v2', rebuildTensor),
    new PickleFunction('torch._utils._rebuild_parameter', rebuildParameter),
    ...Object.entries(STORAGE_TYPES).map(([name, dtype]) => new TorchStorageType(`torch.${name}`, dtype)),
  ].map((object) => [object.name, object]),
);

/** `('storage', type, key, device, count)`, in the legacy format with `(view key, offset, count)` or None behind it. */
export function loadStorage(id: PickleValue, at: string): TorchStorage {
  const [tag, type, key, , count, view = null] = Array.isArray(id) ? id : [];
  if (tag !== 'storage' || !(type instanceof TorchStorageType) || typeof key !== 'string' || !isSize(count))
    return refuse('pickle-storage', at, { received: typeof tag === 'string' ? tag : typeof tag });
  const start = Array.isArray(view) ? view[1] : 0;
  if (!isSize(start)) return refuse('pickle-storage', at);
  return new TorchStorage(key, type.dtype, count, start);
}

/** What the pickle of a checkpoint may name: tensors, parameters, their storages, ordered dictionaries; no more. */
export const TORCH_HOST: PickleHost = { findGlobal: (name) => GLOBALS.get(name), loadPersistent: loadStorage };
