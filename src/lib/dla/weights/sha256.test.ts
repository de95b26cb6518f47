import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { bytesSource } from './byte-source.ts';
import { blobSource } from './byte-source.ts';
import { sha256 } from './sha256.ts';

it('hashes across chunks as the platform does, and tells how far it is', async () => {
  const bytes = Uint8Array.from({ length: 9_000_001 }, (_, i) => (i * 31 + (i >> 9)) & 0xff);
  const done: number[] = [];
  const expected = createHash('sha256').update(bytes).digest('hex');
  expect(await sha256(bytesSource(bytes), (count) => done.push(count))).toBe(expected);
  expect(await sha256(blobSource(new Blob([bytes])))).toBe(expected);
  expect(done).toEqual([4_194_304, 8_388_608, 9_000_001]);
});

it('hashes nothing', async () => {
  expect(await sha256(bytesSource(new Uint8Array()))).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  );
});
