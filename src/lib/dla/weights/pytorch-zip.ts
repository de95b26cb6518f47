import { readMetadata, toWeightTensors, type ReadStorage } from './checkpoint.ts';
import { DTYPE_SIZE } from './dtype.ts';
import { runPickle } from './pickle.ts';
import type { PickleValue } from './pickle-values.ts';
import { refuse } from './refuse.ts';
import { loadStorage, TORCH_HOST, type TorchStorage } from './torch-objects.ts';
import type { WeightFile } from './weight-file.ts';
import type { ZipArchive } from './zip.ts';

const PICKLE = 'data.pkl';
const MAX_PICKLE = 64 * 1024 * 1024;

/** The entry that makes a zip archive a checkpoint of PyTorch ≥ 1.6: `<archive's name>/data.pkl`. */
export const findPickle = (archive: ZipArchive) =>
  [...archive.entries.values()].find(({ name }) => name === PICKLE || name.endsWith(`/${PICKLE}`));

/** A `torch.save` file of PyTorch ≥ 1.6: a pickle of the structure, each storage an entry `data/<key>`. */
export async function openPytorchZip(archive: ZipArchive): Promise<WeightFile> {
  const { fileName, entries } = archive;
  const pickle = findPickle(archive) ?? refuse('weights-no-tensors', fileName);
  const file = `${fileName}/${pickle.name}`;
  if (pickle.size > MAX_PICKLE) refuse('pickle-size', file, { expected: MAX_PICKLE, received: pickle.size });
  const folder = pickle.name.slice(0, -PICKLE.length);

  const findStorage = (storage: TorchStorage) => {
    const name = `${folder}data/${storage.key}`;
    const entry = entries.get(name) ?? refuse('pytorch-storage-missing', fileName, { expected: name });
    const expected = storage.count * DTYPE_SIZE[storage.dtype];
    if (entry.size !== expected)
      refuse('pytorch-storage-size', `${fileName}/${name}`, { expected, received: entry.size });
    return entry;
  };
  const host = {
    ...TORCH_HOST,
    loadPersistent: (id: PickleValue, at: string) => {
      const storage = loadStorage(id, at);
      findStorage(storage);
      return storage;
    },
  };
  const { value } = runPickle(await archive.read(pickle), 0, host, file);
  const byteOrder = entries.get(`${folder}byteorder`);
  const littleEndian = !byteOrder || new TextDecoder().decode(await archive.read(byteOrder)).trim() !== 'big';
  const readStorage: ReadStorage = (storage, start, end) => archive.read(findStorage(storage), start, end);
  return {
    format: 'pytorch-zip',
    tensors: toWeightTensors(value, readStorage, fileName, littleEndian),
    metadata: readMetadata(value),
  };
}
