import { openOnnx as openForeign } from '#lib/dla/foreign/open-onnx.ts';
import { besideOf } from '#lib/dla/foreign/weight-files.ts';
import { blobSource } from '#lib/dla/weights/byte-source.ts';
import type { TensorValues } from '#lib/dla/exchange/source.ts';
import { seededWeights as seeded } from '#lib/runtime/compute/seeded-weights.ts';
import type { WeightProvider as Weights } from '#lib/runtime/compute/weight-provider.ts';
import { WeightFiles } from '#lib/runtime/session/weight-files.ts';
import { tensors, type Network } from './network.ts';

/**
 * Reproducible weights that hang on the names of the tensors alone: the same on every machine and in every backend, of a size that
 * keeps values finite. No training gave them.
 */
export const seededWeights = (): Weights => seeded();

/**
 * The weights of a checkpoint for a network: safetensors, PyTorch (`.pth`, read without running any code of it), NumPy (`.npz`) or
 * ONNX, in the naming of timm, the authors, CenterNet and their kin. Values are read when they are asked for.
 *
 * @param file - in Node what `openAsBlob` of `node:fs` gives
 * @throws {@link IssueError} naming tensors that are missing, unreadable or of another shape
 */
export async function weightsFrom(network: Network, file: Blob, fileName: string): Promise<Weights> {
  const key = JSON.stringify(['file', fileName, (counted += 1)]);
  return (await new WeightFiles().weights({ kind: 'file', file, fileName, key }, tensors(network))).provider;
}

/** Files have keys of their own: two of one name may differ. */
let counted = 0;

/** How an ONNX file is read. */
export interface OnnxOptions {
  /** Pixels of the image, where another size than the file's is wanted or the file leaves it open. */
  readonly size?: { readonly height: number; readonly width: number };
  /** Files that lie beside it, by name: large models keep their values there. */
  readonly files?: ReadonlyMap<string, Blob>;
}

/**
 * Opens an ONNX file (opset 7 to 22) as a network with its weights; blocks, aggregation nodes and levels are found again.
 *
 * @throws {@link IssueError} for operators that a network here cannot have, each with its count and first place
 */
export async function openOnnx(
  file: Blob,
  fileName: string,
  { size, files }: OnnxOptions = {},
): Promise<{ readonly network: Network; readonly weights: Weights }> {
  const opened = await openForeign(blobSource(file), fileName, { size, beside: besideOf(files) });
  const key = JSON.stringify(['onnx', fileName, (counted += 1)]);
  const read: Weights['read'] = ({ name }) => opened.weights.tensors.get(name)!.read();
  return { network: { document: opened.document }, weights: { key, read } };
}

/** All values of a network's tensors, read ahead: exports take them one after another. */
export async function valuesOf(network: Network, weights: Weights): Promise<TensorValues> {
  const values = new Map<string, Float32Array>();
  for (const tensor of tensors(network)) values.set(tensor.name, await weights.read(tensor));
  return ({ name }) => values.get(name)!;
}
