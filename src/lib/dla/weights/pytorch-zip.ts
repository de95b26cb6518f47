import { Budget } from './budget.ts';
import { readCheckpoint, type ReadStorage, type TorchFile } from './checkpoint.ts';
import { MAX_PICKLE, runPickle } from './pickle.ts';
import { refuse } from './refuse.ts';
import { findGlobal } from './torch-objects.ts';
import { loadPersistent, type TorchStorage } from './torch-storages.ts';
import type { WeightFile } from './weight-file.ts';
import type { ZipArchive } from './zip.ts';

const PICKLE = 'data.pkl';

/** The entry that makes a zip archive a checkpoint of PyTorch ≥ 1.6: `<archive's name>/data.pkl`. */
export const findPickle = (archive: ZipArchive) =>
  [...archive.entries.values()].find(({ name }) => name === PICKLE || name.endsWith(`/${PICKLE}`));

/** Whether an archive says that its storages are little-endian, as all were before 2.1. */
async function isLittleEndian(archive: ZipArchive, folder: string): Promise<boolean> {
  const entry = archive.entries.get(`${folder}byteorder`);
  if (!entry) return true;
  const head = await archive.readHead(entry, 'little'.length);
  return new TextDecoder().decode(head.subarray(0, 'big'.length)) !== 'big';
}

/** What lies in a `torch.save` file of PyTorch ≥ 1.6: a pickle of the structure, each storage an entry `data/<key>`. */
export async function readPytorchZip(archive: ZipArchive, budget?: Budget): Promise<TorchFile> {
  const { fileName, entries } = archive;
  const pickle = findPickle(archive) ?? refuse('weights-no-tensors', fileName);
  const file = `${fileName}/${pickle.name}`;
  if (pickle.size > MAX_PICKLE) refuse('pickle-size', file, { expected: MAX_PICKLE, received: pickle.size });
  const folder = pickle.name.slice(0, -PICKLE.length);

  const findStorage = (storage: TorchStorage) => {
    const name = `${folder}data/${storage.key}`;
    const entry = entries.get(name) ?? refuse('pytorch-storage-missing', fileName, { expected: name });
    const expected = storage.count * storage.type.size;
    if (entry.size !== expected)
      refuse('pytorch-storage-size', `${fileName}/${name}`, { expected, received: entry.size });
    return entry;
  };
  const host = { findGlobal, loadPersistent: loadPersistent(findStorage) };
  const own = budget ?? new Budget(archive.size, file);
  const { value } = runPickle(await archive.read(pickle), 0, host, file, own);
  const littleEndian = await isLittleEndian(archive, folder);
  const readStorage: ReadStorage = (storage, start, end) => archive.read(findStorage(storage), start, end);
  return { value, readStorage, littleEndian, budget: own };
}

export async function openPytorchZip(archive: ZipArchive): Promise<WeightFile> {
  const file = await readPytorchZip(archive);
  return { format: 'pytorch-zip', ...readCheckpoint(file.value, archive.fileName, file) };
}
