import type { Issue } from '#lib/issue.ts';
import { readExactly, viewOf, type ByteSource } from './byte-source.ts';
import { countElements, decode, type DType } from './dtype.ts';
import { refuse, weightIssue } from './refuse.ts';
import { readHeader } from './safetensors-header.ts';
import type { WeightFile, WeightTensor } from './weight-file.ts';

/** Reads the header only; each tensor's bytes are read when it is asked for. */
export async function openSafetensors(source: ByteSource, fileName: string): Promise<WeightFile> {
  const { entries, metadata, dataStart } = await readHeader(source, fileName);
  const tensors = new Map<string, WeightTensor>();
  const unreadable = new Map<string, Issue>();
  for (const { name, dtype, dtypeName, shape, begin, end } of entries) {
    const at = `${fileName}:${name}`;
    const read = async (known: DType) =>
      decode(await readExactly(source, dataStart + begin, dataStart + end, at), known);
    if (dtype) tensors.set(name, { shape, dtype, table: '', read: () => read(dtype) });
    else unreadable.set(name, weightIssue('weights-dtype', at, { received: dtypeName }));
  }
  return { format: 'safetensors', tensors, unreadable, metadata };
}

/** A tensor to be saved: `shape` in PyTorch's order, `data` row-major. */
export interface SavedTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/**
 * A safetensors file in float32 with the tensors in the map's order. `format: pt` in the metadata is what PyTorch's
 * loaders expect.
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, SavedTensor>,
  metadata: Readonly<Record<string, string>> = { format: 'pt' },
): Uint8Array<ArrayBuffer> {
  let size = 0;
  const entries: [string, unknown][] = [['__metadata__', metadata]];
  for (const [name, { shape, data }] of tensors) {
    const expected = countElements(shape, name);
    if (data.length !== expected) refuse('tensor-values', name, { expected, received: data.length });
    entries.push([name, { dtype: 'F32', shape, data_offsets: [size, size + data.byteLength] }]);
    size += data.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  // Padded with spaces so that the data begins at a multiple of 8 bytes.
  const headerLength = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerLength + size);
  viewOf(bytes).setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(0x20, 8, 8 + headerLength);
  bytes.set(text, 8);
  let at = 8 + headerLength;
  for (const { data } of tensors.values()) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}
