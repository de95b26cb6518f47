import { IssueError } from '#lib/issue.ts';
import { readExactly, viewOf, type ByteSource } from './byte-source.ts';
import { readMetadata, toWeightTensors, type ReadStorage } from './checkpoint.ts';
import { DTYPE_SIZE } from './dtype.ts';
import { PLAIN_DATA, runPickle } from './pickle.ts';
import type { PickleValue } from './pickle-values.ts';
import { refuse } from './refuse.ts';
import { loadStorage, TORCH_HOST, type TorchStorage } from './torch-objects.ts';
import type { WeightFile } from './weight-file.ts';

/** What the file begins with: the pickle of the number 0x1950a86a20f9469cfc6c. */
export const LEGACY_MAGIC = [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e];
const PROTOCOL = 1001;
const FIRST_READ = 1024 * 1024;
const MAX_PICKLES = 64 * 1024 * 1024;

/** The pickles in front of the storages: protocol version, system, the checkpoint itself, the storages' keys. */
function readPickles(bytes: Uint8Array, fileName: string) {
  const storages = new Map<string, TorchStorage>();
  const host = {
    ...TORCH_HOST,
    loadPersistent: (id: PickleValue, at: string) => {
      const storage = loadStorage(id, at);
      const known = storages.get(storage.key) ?? storage;
      if (known.dtype !== storage.dtype || known.count !== storage.count)
        refuse('pytorch-storage', at, { received: storage.key });
      storages.set(storage.key, storage);
      return storage;
    },
  };
  const protocol = runPickle(bytes, LEGACY_MAGIC.length, PLAIN_DATA, fileName);
  const version = typeof protocol.value === 'number' ? protocol.value : null;
  if (version !== PROTOCOL) refuse('pytorch-protocol', fileName, { expected: PROTOCOL, received: version });
  // The system's byte order is of no use: storages are little-endian on every system.
  const system = runPickle(bytes, protocol.end, PLAIN_DATA, fileName);
  const checkpoint = runPickle(bytes, system.end, host, fileName);
  const keys = runPickle(bytes, checkpoint.end, PLAIN_DATA, fileName);
  if (!Array.isArray(keys.value)) return refuse('pytorch-storage', fileName);
  return { value: checkpoint.value, storages, keys: keys.value, end: keys.end };
}

const isTruncated = (error: unknown) =>
  error instanceof IssueError && error.issues.some(({ kind }) => kind === 'pickle-truncated');

/** Reads as much of the file's beginning as the pickles need: their length stands nowhere. */
async function openPickles(source: ByteSource, fileName: string) {
  const limit = Math.min(source.size, MAX_PICKLES);
  for (let size = FIRST_READ; size < limit; size *= 4) {
    try {
      return readPickles(await readExactly(source, 0, size, fileName), fileName);
    } catch (error) {
      if (!isTruncated(error)) throw error;
    }
  }
  return readPickles(await readExactly(source, 0, limit, fileName), fileName);
}

/** Each storage lies behind the pickles as its number of elements (int64) and its values, in the order of the keys. */
async function locateStorages(
  source: ByteSource,
  fileName: string,
  { storages, keys, end }: ReturnType<typeof readPickles>,
): Promise<ReadonlyMap<string, number>> {
  const starts = new Map<string, number>();
  let next = end;
  for (const key of keys) {
    if (typeof key !== 'string') return refuse('pytorch-storage', fileName, { received: typeof key });
    const storage = storages.get(key) ?? refuse('pytorch-storage', fileName, { received: key });
    const at = `${fileName}:${next}`;
    const count = Number(viewOf(await readExactly(source, next, next + 8, at)).getBigInt64(0, true));
    if (count !== storage.count) refuse('pytorch-storage-size', at, { expected: storage.count, received: count });
    starts.set(storage.key, next + 8);
    next += 8 + count * DTYPE_SIZE[storage.dtype];
    if (next > source.size) refuse('weights-truncated', at, { expected: next, received: source.size });
  }
  for (const key of storages.keys())
    if (!starts.has(key)) refuse('pytorch-storage-missing', fileName, { expected: key });
  return starts;
}

/** A `torch.save` file of PyTorch before 1.6, as the checkpoints of 2018 are: a row of pickles, then the storages. */
export async function openPytorchLegacy(source: ByteSource, fileName: string): Promise<WeightFile> {
  const pickles = await openPickles(source, fileName);
  const starts = await locateStorages(source, fileName, pickles);
  const readStorage: ReadStorage = ({ key }, start, end) => {
    const first = starts.get(key)!;
    return readExactly(source, first + start, first + end, `${fileName}:${first}`);
  };
  return {
    format: 'pytorch-legacy',
    tensors: toWeightTensors(pickles.value, readStorage, fileName),
    metadata: readMetadata(pickles.value),
  };
}
