import { sha256 as hash } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ByteSource } from './byte-source.ts';

const CHUNK = 4 * 1024 * 1024;

/**
 * SHA-256 of the whole source as lower-case hexadecimal, read in chunks of 4 MiB (`crypto.subtle` would need all bytes
 * at once). `onProgress` is told the bytes done after each chunk.
 */
export async function sha256(source: ByteSource, onProgress?: (done: number) => void): Promise<string> {
  const state = hash.create();
  for (let start = 0; start < source.size; start += CHUNK) {
    const end = Math.min(start + CHUNK, source.size);
    state.update(await source.read(start, end));
    onProgress?.(end);
  }
  return bytesToHex(state.digest());
}
