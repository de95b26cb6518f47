import { expect, it } from 'vitest';
import { holdsNetwork, readNetworkFile } from './open-file.ts';

/** A file of so many bytes that begins so; to read it as a whole fails the test. */
const unread = (size: number, ...first: readonly number[]): Blob => ({
  ...new Blob(),
  size,
  slice: () => new Blob([Uint8Array.from(first)]),
  arrayBuffer: () => Promise.reject(new Error('was read')),
});

it('a JSON of 300 MB is refused by its size, and never read (R12)', async () => {
  expect(await readNetworkFile(unread(3e8, 0x7b))).toEqual({
    ok: false,
    issues: [{ kind: 'file-too-large', at: 'file', expected: 10_000_000, received: 3e8 }],
  });
});

it('a picture of 3 GB is not looked through for a network (R12)', async () => {
  expect(await holdsNetwork(unread(3e9, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))).toBe(false);
});
