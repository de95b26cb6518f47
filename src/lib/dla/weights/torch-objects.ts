import { countElements } from './dtype.ts';
import { InertObject, PickleFunction, PickleObject, type PickleDict, type PickleValue } from './pickle-values.ts';
import { refuse } from './refuse.ts';
import { areSizes, isSize, STORAGE_TYPES, TorchStorage } from './torch-storages.ts';

/** A view of a storage; offset and strides in elements, all ≥ 0 and within the storage. */
export class TorchTensor extends PickleObject {
  readonly name = 'tensor';
  constructor(
    readonly storage: TorchStorage,
    readonly offset: number,
    readonly shape: readonly number[],
    readonly strides: readonly number[],
    /** Whether the values are those of the storage with the other sign. */
    readonly negated: boolean,
  ) {
    super();
  }
}

/**
 * `_rebuild_tensor(storage, offset, size, stride)`; version 2 adds requires_grad and hooks, which are of no use here, and from
 * PyTorch 2 on what a lazy view is: `{'neg': True}`.
 */
function rebuildTensor(args: readonly PickleValue[], at: string): TorchTensor {
  const [storage, offset, shape, strides, , , lazy] = args;
  if (!(storage instanceof TorchStorage) || !isSize(offset) || !areSizes(shape) || !areSizes(strides))
    return refuse('pickle-tensor', at);
  if (strides.length !== shape.length) refuse('pickle-tensor', at);
  const last = shape.reduce((sum, size, axis) => sum + (size - 1) * strides[axis]!, storage.start + offset);
  if (countElements(shape, at) > 0 && last >= storage.count)
    refuse('pickle-storage-bounds', at, { expected: storage.count, received: last + 1 });
  const negated = lazy instanceof Map && lazy.get('neg') === true;
  return new TorchTensor(storage, storage.start + offset, shape, strides, negated);
}

/** Version 3 is of types younger than the classes of storages, which the 7th argument names: passed over by that name. */
const rebuildUntyped = (args: readonly PickleValue[]): InertObject =>
  new InertObject(args[6] instanceof PickleObject ? args[6].name : 'torch._utils._rebuild_tensor_v3');

/** `_rebuild_parameter(data, …)`: the tensor itself. */
const rebuildParameter = ([data]: readonly PickleValue[], at: string): PickleObject =>
  data instanceof TorchTensor || data instanceof InertObject ? data : refuse('pickle-tensor', at);

/** `_rebuild_from_type_v2(function, type, arguments, state)`: a tensor with attributes or of a class of its own. */
const rebuildFromType = ([build, , args]: readonly PickleValue[], at: string): PickleValue =>
  build instanceof PickleFunction && Array.isArray(args)
    ? build.call(args, at)
    : new InertObject('torch._tensor._rebuild_from_type_v2');

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
    new PickleFunction('torch._utils._rebuild_tensor_v3', rebuildUntyped),
    new PickleFunction('torch._utils._rebuild_parameter', rebuildParameter),
    new PickleFunction('torch._utils._rebuild_parameter_with_state', rebuildParameter),
    new PickleFunction('torch._tensor._rebuild_from_type_v2', rebuildFromType),
    ...STORAGE_TYPES,
  ].map((object) => [object.name, object]),
);

/**
 * What a name in the pickle of a checkpoint stands for: what builds tensors, parameters, their storages and ordered
 * dictionaries is known; everything else is inert.
 */
export const findGlobal = (name: string): PickleObject =>
  GLOBALS.get(name.replace(/^torch\.cuda\./, 'torch.')) ?? new InertObject(name);
