import type { ByteSource } from './byte-source.ts';
import { refuseWithout } from './checkpoint.ts';
import { openNpz } from './npz.ts';
import { isPytorchLegacy, MAGIC_BYTES, openPytorchLegacy } from './pytorch-legacy.ts';
import { isPickle, openPickle } from './python-pickle.ts';
import { findPickle, openPytorchZip } from './pytorch-zip.ts';
import { refuse } from './refuse.ts';
import { openSafetensors } from './safetensors.ts';
import type { WeightFile } from './weight-file.ts';
import { isZip, ZipArchive } from './zip.ts';

const OPENING_BRACE = 0x7b;

/**
 * Opens a weight file by its content: safetensors, a PyTorch checkpoint (zip or legacy), NumPy's `.npz`, or a pickle of arrays and tensors. Reads names,
 * shapes and places only. `fileName` is named in refusals. Throws an IssueError for what is no such file, or a broken or
 * malicious one.
 */
export async function openWeights(source: ByteSource, fileName: string): Promise<WeightFile> {
  const head = await source.read(0, Math.min(MAGIC_BYTES, source.size));
  if (isPytorchLegacy(head)) return openPytorchLegacy(source, fileName);
  if (isPickle(head)) return openPickle(source, fileName);
  if (isZip(head)) {
    const archive = await ZipArchive.open(source, fileName);
    if (findPickle(archive)) return openPytorchZip(archive);
    const file = await openNpz(archive);
    return file.tensors.size > 0 ? file : refuseWithout(fileName, file.unreadable);
  }
  if (head[8] === OPENING_BRACE || fileName.endsWith('.safetensors')) return openSafetensors(source, fileName);
  return refuse('weights-format', fileName, {
    expected: ['safetensors', 'pytorch', 'npz', 'pickle'],
    received: String.fromCharCode(...head.subarray(0, 16)).replace(/[^ -~]/g, '·'),
  });
}
