import type { Issue } from '#lib/issue.ts';
import type { Budget } from './budget.ts';
import { countElements, decode, gatherStrided, rowMajorStrides, type DType } from './dtype.ts';
import { NumpyArray } from './numpy-arrays.ts';
import { walkObjects, type Found } from './object-tree.ts';
import type { PickleValue } from './pickle-values.ts';
import { cutName, refuse, weightIssue } from './refuse.ts';
import type { TorchTensor } from './torch-objects.ts';
import type { TorchStorage } from './torch-storages.ts';
import type { WeightFile, WeightTensor } from './weight-file.ts';

/** Where the values of a storage lie: its bytes [start, end). */
export type ReadStorage = (storage: TorchStorage, start: number, end: number) => Promise<Uint8Array>;

interface Reading {
  readonly readStorage: ReadStorage;
  readonly littleEndian?: boolean;
  readonly budget: Budget;
}

/** A file that PyTorch saved, unpickled: its storages stay where they lie. */
export interface TorchFile extends Reading {
  readonly value: PickleValue;
}

/** Elements of a storage that may be read for each of a tensor's, and for any tensor: slices of larger ones stay below. */
const MOST_SPREAD = 16;
const ANY_SPAN = 1024 * 1024;

function toWeightTensor(
  { object: { storage, offset, shape, strides, negated }, table, name }: Found<TorchTensor>,
  dtype: DType,
  { readStorage, littleEndian = true }: Reading,
): WeightTensor {
  const { size } = storage.type;
  const read = async () => {
    if (shape.includes(0)) return new Float32Array(0);
    const contiguous = rowMajorStrides(shape).every((stride, axis) => shape[axis] === 1 || stride === strides[axis]);
    const span = shape.reduce((sum, extent, axis) => sum + (extent - 1) * strides[axis]!, 1);
    // Values that lie apart are read with all between them: many such tensors would read the file over and over.
    const most = MOST_SPREAD * countElements(shape, name) + ANY_SPAN;
    if (span > most) refuse('weights-budget', name, { expected: most * size });
    const values = decode(await readStorage(storage, offset * size, (offset + span) * size), dtype, littleEndian);
    const gathered = contiguous ? values : gatherStrided(values, shape, strides);
    return negated ? gathered.map((value) => -value) : gathered;
  };
  return { shape, dtype, table, read };
}

const tensorOf = (found: Found<TorchTensor>, reading: Reading): WeightTensor | undefined => {
  const { dtype } = found.object.storage.type;
  return dtype && toWeightTensor(found, dtype, reading);
};

const arrayTensor = ({ object, table, name }: Found<NumpyArray>): WeightTensor | undefined => {
  const { dtype, shape } = object;
  return dtype && { shape, dtype, table, read: () => Promise.resolve().then(() => object.read(name)) };
};

/** All tensors of a checkpoint's unpickled value, and what else it holds; refuses a value that holds no tensors. */
export function readCheckpoint(
  value: PickleValue,
  fileName: string,
  reading: Reading,
): Pick<WeightFile, 'tensors' | 'unreadable' | 'metadata'> {
  const tensors = new Map<string, WeightTensor>();
  const unreadable = new Map<string, Issue>();
  const passOver = (name: string, received: string) =>
    unreadable.set(name, weightIssue('weights-dtype', `${fileName}:${name}`, { received }));
  const tree = walkObjects(value, reading.budget, fileName);
  for (const found of tree.tensors) {
    const { name, object } = found;
    const tensor =
      object instanceof NumpyArray ? arrayTensor({ ...found, object }) : tensorOf({ ...found, object }, reading);
    if (!tensor) passOver(name, object instanceof NumpyArray ? object.name : object.storage.type.name);
    else if (tensors.has(name)) unreadable.set(name, weightIssue('tensor-twice', cutName(name)));
    else tensors.set(name, tensor);
  }
  // Which of two tensors a name means nobody can tell.
  for (const name of unreadable.keys()) tensors.delete(name);
  if (tensors.size === 0) return refuseWithout(fileName, unreadable);
  for (const { name, object } of tree.inert) if (!tensors.has(name)) passOver(name, object.name);
  return { tensors, unreadable, metadata: readMetadata(value) };
}

/** Refuses a file without tensors that can be read: with what is wrong with the first, where there is one. */
export function refuseWithout(fileName: string, unreadable: ReadonlyMap<string, Issue>): never {
  const [first] = unreadable.values();
  return first ? refuse(first.kind, first.at, first) : refuse('weights-no-tensors', fileName);
}

/** The texts and numbers at the top of a training checkpoint: epoch, architecture, best accuracy. */
function readMetadata(value: PickleValue): ReadonlyMap<string, string> {
  const metadata = new Map<string, string>();
  if (value instanceof Map)
    for (const [key, entry] of value)
      if (typeof key === 'string' && (typeof entry === 'string' || typeof entry === 'number'))
        metadata.set(cutName(key), cutName(String(entry)));
  return metadata;
}
