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

/** What stands before the values of tensors in a safetensors file in float32; `format: pt` in the metadata is what PyTorch's loaders expect. */
export function safetensorsHead(
  tensors: Iterable<readonly [name: string, shape: readonly number[]]>,
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  let size = 0;
  const entries: [string, unknown][] = [['__metadata__', metadata]];
  for (const [name, shape] of tensors) {
    const end = size + Float32Array.BYTES_PER_ELEMENT * countElements(shape, name);
    entries.push([name, { dtype: 'F32', shape, data_offsets: [size, end] }]);
    size = end;
  }
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  // Padded with spaces so that the data begins at a multiple of 8 bytes.
  const head = new Uint8Array(8 + Math.ceil(text.length / 8) * 8).fill(0x20);
  viewOf(head).setBigUint64(0, BigInt(head.length - 8), true);
  head.set(text, 8);
  return head;
}

/** The bytes of a tensor's values; refuses values that do not fill its shape. */
export function bytesOf(name: string, { shape, data }: SavedTensor): Uint8Array {
  const expected = countElements(shape, name);
  if (data.length !== expected) refuse('tensor-values', name, { expected, received: data.length });
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** A whole safetensors file of few tensors, in the map's order; large ones are written part by part. */
export function writeSafetensors(
  tensors: ReadonlyMap<string, SavedTensor>,
  metadata: Readonly<Record<string, string>> = { format: 'pt' },
): Uint8Array<ArrayBuffer> {
  const head = safetensorsHead(
    [...tensors].map(([name, { shape }]) => [name, shape] as const),
    metadata,
  );
  const parts = [head, ...[...tensors].map(([name, tensor]) => bytesOf(name, tensor))];
  const file = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}
