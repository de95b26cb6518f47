import type { ByteSource } from '#lib/dla/weights/byte-source.ts';

/** Bytes in memory; reads are views, not copies. */
export const bytesSource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.byteLength,
  read: (start, end) => Promise.resolve(bytes.subarray(start, end)),
});
