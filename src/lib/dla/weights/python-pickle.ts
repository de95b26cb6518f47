import { Budget } from './budget.ts';
import { bytesSource, readExactly, type ByteSource } from './byte-source.ts';
import { readCheckpoint, type ReadStorage, type TorchFile } from './checkpoint.ts';
import { bytesOf } from './numpy-arrays.ts';
import { MAX_PICKLE, PLAIN_DATA, runPickle } from './pickle.ts';
import { InertObject, PickleFunction, PickleObject, type PickleHost, type PickleValue } from './pickle-values.ts';
import { isPytorchLegacy, MAGIC_BYTES, readPytorchLegacy } from './pytorch-legacy.ts';
import { findPickle, readPytorchZip } from './pytorch-zip.ts';
import { refuse } from './refuse.ts';
import { findGlobal } from './torch-objects.ts';
import { TorchStorage } from './torch-storages.ts';
import type { WeightFile } from './weight-file.ts';
import { isZip, ZipArchive } from './zip.ts';

/** PROTO, and the protocols that begin with it. */
const [PROTO, OLDEST, NEWEST] = [0x80, 2, 5];

export const isPickle = (head: Uint8Array): boolean =>
  head[0] === PROTO && head[1] !== undefined && head[1] >= OLDEST && head[1] <= NEWEST;

/** How a storage of PyTorch pickles itself: as the bytes of a `torch.save` file of its own (torch/storage.py). */
const EMBEDDED = 'torch.storage._load_from_bytes';

/** The pickle runs with this in the place of what reads those bytes. */
const host = (load: PickleFunction['call']): PickleHost => {
  const embedded = new PickleFunction(EMBEDDED, load);
  return { ...PLAIN_DATA, findGlobal: (name) => (name === EMBEDDED ? embedded : findGlobal(name)) };
};

/** Of tensors nothing is built before their storages are read. */
const withoutTensors = (files: Uint8Array[], budget: Budget): PickleHost => {
  const first = host(([given], at) => {
    const bytes = bytesOf(given) ?? refuse('pickle-storage', at, { received: kindOf(given) });
    // Those of a text were made; others lie in the file.
    if (!(given instanceof Uint8Array)) budget.spend(bytes.length);
    files.push(bytes);
    return new InertObject(EMBEDDED);
  });
  const isInert = (name: string) => name !== EMBEDDED && name.startsWith('torch.');
  return { ...first, findGlobal: (name) => (isInert(name) ? new InertObject(name) : first.findGlobal(name)) };
};

/** What is named where a storage was to be. */
function kindOf(value: PickleValue | undefined): string {
  if (value instanceof PickleObject) return value.name;
  return value instanceof Map ? 'dict' : Array.isArray(value) ? 'list' : typeof value;
}

/** A storage out of a file within the pickle. That file's own pickle is of PyTorch's, in which no further one may lie. */
async function readEmbedded(
  bytes: Uint8Array,
  at: string,
  budget: Budget,
): Promise<TorchFile & { value: TorchStorage }> {
  const source = bytesSource(bytes);
  const head = bytes.subarray(0, MAGIC_BYTES);
  const file = isPytorchLegacy(head)
    ? await readPytorchLegacy(source, at, budget)
    : isZip(head)
      ? await readZip(source, at, budget)
      : refuse('pytorch-protocol', at);
  const { value } = file;
  if (!(value instanceof TorchStorage)) return refuse('pickle-storage', at, { received: kindOf(value) });
  return { ...file, value };
}

async function readZip(source: ByteSource, at: string, budget: Budget): Promise<TorchFile> {
  const archive = await ZipArchive.open(source, at, budget);
  if (!findPickle(archive)) refuse('pytorch-protocol', at);
  // PyTorch packs nothing; many small files that unpack to large ones would.
  if ([...archive.entries.values()].some(({ deflated }) => deflated))
    refuse('pickle-storage', at, { received: 'deflate' });
  const file = await readPytorchZip(archive, budget);
  return file.littleEndian === false ? refuse('pickle-storage', at, { received: 'big-endian' }) : file;
}

/** What `pickle.dump` wrote: arrays of NumPy and tensors of PyTorch, by their names. */
export async function openPickle(source: ByteSource, fileName: string): Promise<WeightFile> {
  if (source.size > MAX_PICKLE) refuse('pickle-size', fileName, { expected: MAX_PICKLE, received: source.size });
  const bytes = await readExactly(source, 0, source.size, fileName);
  const found: Uint8Array[] = [];
  const first = new Budget(source.size, fileName);
  const { value } = runPickle(bytes, 0, withoutTensors(found, first), fileName, first);
  if (found.length === 0) return fileOf(value, fileName, first, () => refuse('weights-no-tensors', fileName));

  const budget = new Budget(source.size, fileName);
  const files = new Map<TorchStorage, TorchFile>();
  for (const [index, each] of found.entries()) {
    const file = await readEmbedded(each, `${fileName}/${index}`, budget);
    files.set(file.value, file);
  }
  // Run once more, it asks for them in the same order.
  const storages = [...files.keys()].values();
  const load: PickleFunction['call'] = (_, at) => storages.next().value ?? refuse('pickle-storage', at);
  const again = runPickle(bytes, 0, host(load), fileName, budget);
  return fileOf(again.value, fileName, budget, (storage, start, end) =>
    files.get(storage)!.readStorage(storage, start, end),
  );
}

const fileOf = (value: PickleValue, fileName: string, budget: Budget, readStorage: ReadStorage): WeightFile => ({
  format: 'pickle',
  ...readCheckpoint(value, fileName, { readStorage, budget }),
});
