import { IssueError } from '#lib/issue.ts';
import { Budget } from './budget.ts';
import { readAhead, readExactly, viewOf, type ByteSource } from './byte-source.ts';
import { readCheckpoint, type ReadStorage, type TorchFile } from './checkpoint.ts';
import { PLAIN_DATA, runPickle } from './pickle.ts';
import { refuse } from './refuse.ts';
import { findGlobal } from './torch-objects.ts';
import { loadPersistent, type TorchStorage } from './torch-storages.ts';
import type { WeightFile } from './weight-file.ts';

/** The number whose pickle, in any protocol, the file begins with. */
const MAGIC = 0x1950a86a20f9469cfc6cn;
/** More bytes than its pickle has in any of them. */
export const MAGIC_BYTES = 40;
const PROTOCOL = 1001;
const FIRST_READ = 1024 * 1024;
/** From one small storage to the next; what lies between is their values, which nobody may ask for. */
const READ_AHEAD = 512;
const MAX_PICKLES = 64 * 1024 * 1024;

/** Where the pickle of the magic number ends, if `head`, the file's beginning, is one. */
function magicEnd(head: Uint8Array): number | undefined {
  try {
    const { value, end } = runPickle(head, 0, PLAIN_DATA, '');
    return value === MAGIC ? end : undefined;
  } catch {
    return undefined;
  }
}

export const isPytorchLegacy = (head: Uint8Array): boolean => magicEnd(head) !== undefined;

/** The pickles in front of the storages: protocol version, system, the checkpoint itself, the storages' keys. */
function readPickles(bytes: Uint8Array, fileName: string, budget: Budget) {
  const storages = new Map<string, TorchStorage>();
  const takeStorage = (storage: TorchStorage, at: string) => {
    const known = storages.get(storage.key) ?? storage;
    if (known.type !== storage.type || known.count !== storage.count)
      refuse('pytorch-storage', at, { received: storage.key });
    storages.set(storage.key, storage);
  };
  const host = { findGlobal, loadPersistent: loadPersistent(takeStorage) };
  const start = magicEnd(bytes.subarray(0, MAGIC_BYTES)) ?? refuse('pytorch-protocol', fileName);
  const protocol = runPickle(bytes, start, PLAIN_DATA, fileName, budget);
  const version = typeof protocol.value === 'number' ? protocol.value : null;
  if (version !== PROTOCOL) refuse('pytorch-protocol', fileName, { expected: PROTOCOL, received: version });
  // The system's byte order is of no use: storages are little-endian on every system.
  const system = runPickle(bytes, protocol.end, PLAIN_DATA, fileName, budget);
  const checkpoint = runPickle(bytes, system.end, host, fileName, budget);
  const keys = runPickle(bytes, checkpoint.end, PLAIN_DATA, fileName, budget);
  if (!Array.isArray(keys.value)) return refuse('pytorch-storage', fileName);
  return { value: checkpoint.value, storages, keys: keys.value, end: keys.end, budget };
}

const isTruncated = (error: unknown) =>
  error instanceof IssueError && error.issues.some(({ kind }) => kind === 'pickle-truncated');

/** Reads as much of the file's beginning as the pickles need: their length stands nowhere. */
async function openPickles(source: ByteSource, fileName: string, budget: Budget | undefined) {
  const limit = Math.min(source.size, MAX_PICKLES);
  const read = async (size: number) =>
    readPickles(await readExactly(source, 0, size, fileName), fileName, budget ?? new Budget(source.size, fileName));
  for (let size = FIRST_READ; size < limit; size *= 4) {
    try {
      return await read(size);
    } catch (error) {
      if (!isTruncated(error)) throw error;
    }
  }
  return read(limit);
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
    const storage = storages.get(key);
    if (!storage || starts.has(key)) return refuse('pytorch-storage', fileName, { received: key });
    const at = `${fileName}:${next}`;
    const count = Number(viewOf(await readExactly(source, next, next + 8, at)).getBigInt64(0, true));
    if (count !== storage.count) refuse('pytorch-storage-size', at, { expected: storage.count, received: count });
    starts.set(storage.key, next + 8);
    next += 8 + count * storage.type.size;
    if (next > source.size) refuse('weights-truncated', at, { expected: next, received: source.size });
  }
  for (const key of storages.keys())
    if (!starts.has(key)) refuse('pytorch-storage-missing', fileName, { expected: key });
  return starts;
}

/** What lies in a `torch.save` file of PyTorch before 1.6, as the checkpoints of 2018 are: a row of pickles, then the storages. */
export async function readPytorchLegacy(source: ByteSource, fileName: string, budget?: Budget): Promise<TorchFile> {
  const pickles = await openPickles(source, fileName, budget);
  const starts = await locateStorages(readAhead(source, READ_AHEAD), fileName, pickles);
  const readStorage: ReadStorage = ({ key }, start, end) => {
    const first = starts.get(key)!;
    return readExactly(source, first + start, first + end, `${fileName}:${first}`);
  };
  return { value: pickles.value, readStorage, budget: pickles.budget };
}

export async function openPytorchLegacy(source: ByteSource, fileName: string): Promise<WeightFile> {
  const file = await readPytorchLegacy(source, fileName);
  return { format: 'pytorch-legacy', ...readCheckpoint(file.value, fileName, file) };
}
