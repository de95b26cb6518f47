import { blobSource, type ByteSource } from '#lib/dla/weights/byte-source.ts';
import { openWeights } from '#lib/dla/weights/open.ts';
import type { WeightFile } from '#lib/dla/weights/weight-file.ts';
import { isOnnx } from './is-onnx.ts';
import type { Beside } from './onnx-tensor.ts';
import { openOnnx } from './open-onnx.ts';
import type { Size } from './translate.ts';

/** What an ONNX file's weights hang on beside the file. */
export interface ForeignOptions {
  /** Files that lie beside it, by name: large models keep their values there. */
  readonly files?: ReadonlyMap<string, Blob>;
  /** The size at which its network was read. */
  readonly size?: Size;
}

/** Files that were handed over as those beside a model. */
export const besideOf =
  (files: ReadonlyMap<string, Blob> | undefined): Beside =>
  (name) => {
    const found = files?.get(name);
    return Promise.resolve(found && blobSource(found));
  };

/** Opens a file of weights of any kind; an ONNX file's tensors have the names of the document that it becomes. */
export async function openWeightFile(
  source: ByteSource,
  fileName: string,
  { files, size }: ForeignOptions = {},
): Promise<WeightFile> {
  const head = await source.read(0, Math.min(16, source.size));
  if (!isOnnx(head, fileName)) return openWeights(source, fileName);
  return (await openOnnx(source, fileName, { size, beside: besideOf(files) })).weights;
}
