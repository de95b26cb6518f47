import { decodeNpy, parseNpyHeader } from '#lib/dla/weights/npy.ts';
import { refuse } from '#lib/dla/weights/refuse.ts';

/** A whole `.npy` file: its shape and its row-major values as float32. */
export function parseNpy(bytes: Uint8Array, at = 'npy'): { shape: readonly number[]; data: Float32Array } {
  const header = parseNpyHeader(bytes, at);
  if (typeof header === 'number') return refuse('weights-truncated', at, { expected: header, received: bytes.length });
  const { shape, dataStart, dataSize } = header;
  if (bytes.length !== dataStart + dataSize)
    refuse('weights-truncated', at, { expected: dataStart + dataSize, received: bytes.length });
  return { shape, data: decodeNpy(header, bytes.subarray(dataStart)) };
}
