import { refuse } from './refuse.ts';

/** Bytes that are read where they are needed: a file of 1 GB is never held as a whole. */
export interface ByteSource {
  /** In bytes. */
  readonly size: number;
  /** The bytes [start, end), 0 ≤ start ≤ end ≤ size; may be a view of memory that others use, so do not write to it. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** Bytes in memory; reads are views, not copies. */
export const bytesSource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.byteLength,
  read: (start, end) => Promise.resolve(bytes.subarray(start, end)),
});

/** A file or other blob of the browser (or of Node), read by slices. */
export const blobSource = (blob: Blob): ByteSource => ({
  size: blob.size,
  read: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
});

/**
 * The same bytes, for many small reads one behind the other: those that follow each other within `ahead` bytes are read
 * together, because to read a few bytes of a file takes as long as a few thousand.
 */
export function readAhead(source: ByteSource, ahead: number): ByteSource {
  let window: { readonly start: number; readonly bytes: Uint8Array } = { start: 0, bytes: new Uint8Array() };
  let last = -Infinity;
  return {
    size: source.size,
    async read(start, end) {
      const close = start - last < ahead && start >= last;
      last = end;
      const { start: from, bytes } = window;
      if (start >= from && end <= from + bytes.length) return bytes.subarray(start - from, end - from);
      const wanted = close && end - start < ahead ? Math.min(start + ahead, source.size) : end;
      window = { start, bytes: await source.read(start, wanted) };
      return window.bytes.subarray(0, end - start);
    },
  };
}

/** The bytes [start, end) of `source`; refuses with `weights-truncated` at `at` where the file ends before. */
export async function readExactly(source: ByteSource, start: number, end: number, at: string): Promise<Uint8Array> {
  if (end > source.size) refuse('weights-truncated', at, { expected: end, received: source.size });
  const bytes = await source.read(start, end);
  if (bytes.byteLength !== end - start)
    refuse('weights-truncated', at, { expected: end, received: start + bytes.byteLength });
  return bytes;
}

/** A view for reading numbers out of `bytes`. */
export const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
