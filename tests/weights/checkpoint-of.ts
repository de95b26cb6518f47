import { bytesSource } from '#lib/dla/weights/byte-source.ts';
import { buildZipCheckpoint, dictOps, pickle, readWeightFile, tensorOps } from './build.ts';
import { openWeights } from '#lib/dla/weights/open.ts';
import { rowMajorStrides } from '#lib/dla/weights/dtype.ts';

export interface NamedTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** What a checkpoint holds: tables within tables, tensors, and opcodes of anything else. */
export type Tree = NamedTensor | readonly number[] | { readonly [key: string]: Tree };

const isOpcodes = (tree: Tree): tree is readonly number[] => Array.isArray(tree);
const isTensor = (tree: Tree): tree is NamedTensor => !isOpcodes(tree) && tree['data'] instanceof Float32Array;

/** The file that `torch.save` writes of it. */
export function checkpointOf(tree: Tree): Uint8Array {
  const storages: Record<string, Uint8Array> = {};
  const opsOf = (part: Tree): readonly number[] => {
    if (isOpcodes(part)) return part;
    if (!isTensor(part))
      return dictOps(Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, opsOf(inner)])));
    const { shape, data } = part;
    const key = String(Object.keys(storages).length);
    storages[key] = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return tensorOps({ storage: 'FloatStorage', key, count: data.length, shape, strides: rowMajorStrides(shape) });
  };
  const data = pickle(2, opsOf(tree));
  return buildZipCheckpoint(data, storages);
}

/** The tensors of a file of this folder, by name. */
export async function tensorsOf(fileName: string): Promise<Record<string, NamedTensor>> {
  const { tensors } = await openWeights(bytesSource(readWeightFile(fileName)), fileName);
  const named: Record<string, NamedTensor> = {};
  for (const [name, tensor] of tensors) named[name] = { shape: tensor.shape, data: await tensor.read() };
  return named;
}

/** The same under another beginning of every name. */
export const prefixed = (prefix: string, tensors: Readonly<Record<string, NamedTensor>>): Record<string, NamedTensor> =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [prefix + name, tensor]));
