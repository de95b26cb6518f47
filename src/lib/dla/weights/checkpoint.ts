import { decode, DTYPE_SIZE, gatherStrided, rowMajorStrides } from './dtype.ts';
import type { PickleValue } from './pickle-values.ts';
import { refuse } from './refuse.ts';
import { TorchTensor, type TorchStorage } from './torch-objects.ts';
import type { WeightTensor } from './weight-file.ts';

/** Under which keys training scripts keep the network's weights, beside epoch, optimizer and so on. */
const WRAPPERS = ['state_dict', 'model', 'model_state_dict'];
/** DataParallel's and DistributedDataParallel's. */
const WRAPPER_PREFIX = 'module.';

/** Where the values of a storage lie: its bytes [start, end). */
export type ReadStorage = (storage: TorchStorage, start: number, end: number) => Promise<Uint8Array>;

/** Wrappers inside of each other; a dictionary that holds itself has no end. */
const MAX_WRAPPERS = 4;

/** The tensors of a state dict, or of the one that a training checkpoint holds; nothing else in there matters. */
function findTensors(value: PickleValue, depth = 0): Map<string, TorchTensor> {
  const tensors = new Map<string, TorchTensor>();
  if (!(value instanceof Map) || depth > MAX_WRAPPERS) return tensors;
  for (const key of WRAPPERS) {
    const inner = value.get(key);
    if (inner instanceof Map) return findTensors(inner, depth + 1);
  }
  for (const [name, tensor] of value)
    if (typeof name === 'string' && tensor instanceof TorchTensor) tensors.set(name, tensor);
  return tensors;
}

function stripWrapper(tensors: ReadonlyMap<string, TorchTensor>): ReadonlyMap<string, TorchTensor> {
  if (![...tensors.keys()].every((name) => name.startsWith(WRAPPER_PREFIX))) return tensors;
  return new Map([...tensors].map(([name, tensor]) => [name.slice(WRAPPER_PREFIX.length), tensor]));
}

function toWeightTensor(tensor: TorchTensor, readStorage: ReadStorage, littleEndian: boolean): WeightTensor {
  const { storage, offset, shape, strides } = tensor;
  const { dtype } = storage;
  const read = async () => {
    if (shape.includes(0)) return new Float32Array(0);
    const contiguous = rowMajorStrides(shape).every((stride, axis) => shape[axis] === 1 || stride === strides[axis]);
    const span = shape.reduce((sum, size, axis) => sum + (size - 1) * strides[axis]!, 1);
    const size = DTYPE_SIZE[dtype];
    const values = decode(await readStorage(storage, offset * size, (offset + span) * size), dtype, littleEndian);
    return contiguous ? values : gatherStrided(values, shape, strides);
  };
  return { shape, dtype, read };
}

/** The named tensors of a checkpoint's unpickled value, `module.` taken off; refuses a value that holds none. */
export function toWeightTensors(
  value: PickleValue,
  readStorage: ReadStorage,
  fileName: string,
  littleEndian = true,
): ReadonlyMap<string, WeightTensor> {
  const tensors = stripWrapper(findTensors(value));
  if (tensors.size === 0) refuse('weights-no-tensors', fileName);
  return new Map([...tensors].map(([name, tensor]) => [name, toWeightTensor(tensor, readStorage, littleEndian)]));
}

/** The texts and numbers at the top of a training checkpoint: epoch, architecture, best accuracy. */
export function readMetadata(value: PickleValue): ReadonlyMap<string, string> {
  const metadata = new Map<string, string>();
  if (value instanceof Map)
    for (const [key, entry] of value)
      if (typeof key === 'string' && (typeof entry === 'string' || typeof entry === 'number'))
        metadata.set(key, String(entry));
  return metadata;
}
