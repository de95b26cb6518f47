import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { joinBytes } from '#tests/weights/build.ts';
import { bytesSource } from './byte-source.ts';
import { ZipArchive } from './zip.ts';

const text = (value: string) => new TextEncoder().encode(value);
const open = (bytes: Uint8Array) => ZipArchive.open(bytesSource(bytes), 'x.zip');
const content = text('deep layer aggregation '.repeat(100));

/** Offset of the first place where a record of that signature begins. */
function find(bytes: Uint8Array, signature: number) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [...bytes.keys()].find((at) => at + 4 <= bytes.length && view.getUint32(at, true) === signature)!;
}

/** The archive of one stored entry, its sizes and places written as zip64 has them. */
function toZip64(bytes: Uint8Array): Uint8Array {
  const directory = find(bytes, 0x02014b50);
  const end = find(bytes, 0x06054b50);
  const entry = bytes.slice(directory, end);
  const view = new DataView(entry.buffer);
  const [packed, size, start] = [20, 24, 42].map((at) => view.getUint32(at, true));
  for (const at of [20, 24, 42]) view.setUint32(at, 0xffffffff, true);
  view.setUint16(30, 28, true);
  const big = (...values: number[]) => new Uint8Array(BigUint64Array.from(values, BigInt).buffer);
  const extra = joinBytes([1, 0, 24, 0], big(size!, packed!, start!));
  const end64 = joinBytes(
    [0x50, 0x4b, 6, 6],
    big(44),
    [45, 0, 45, 0],
    new Uint8Array(8),
    big(1, 1, entry.length + 28, directory),
  );
  const end64Start = directory + entry.length + 28;
  const locator = joinBytes([0x50, 0x4b, 6, 7], new Uint8Array(4), big(end64Start), [1, 0, 0, 0]);
  const oldEnd = bytes.slice(end);
  oldEnd.fill(0xff, 8, 20);
  return joinBytes(bytes.slice(0, directory), entry, extra, end64, locator, oldEnd);
}

describe('zip', () => {
  it.each([0, 6] as const)('reads entries, ranges and heads at level %i', async (level) => {
    const archive = await open(zipSync({ 'a/b': content, empty: new Uint8Array() }, { level }));
    const entry = archive.entries.get('a/b')!;
    expect(entry).toMatchObject({ size: content.length, deflated: level > 0 });
    expect(await archive.read(entry)).toEqual(content);
    expect(await archive.read(entry, 5, 10)).toEqual(text('layer'));
    const head = await archive.readHead(entry, 30);
    expect(head.subarray(0, 30)).toEqual(content.subarray(0, 30));
    expect(await archive.read(archive.entries.get('empty')!)).toHaveLength(0);
  });

  it('reads zip64', async () => {
    const archive = await open(toZip64(zipSync({ a: content }, { level: 0 })));
    const entry = archive.entries.get('a')!;
    expect(entry.size).toBe(content.length);
    expect(await archive.read(entry)).toEqual(content);
  });

  it('finds the end behind a comment', async () => {
    const archive = await open(zipSync({ a: content }, { comment: 'a note' }));
    expect([...archive.entries.keys()]).toEqual(['a']);
  });

  const changed = (level: 0 | 6, change: (view: DataView, directory: number) => void) => {
    const bytes = zipSync({ a: content }, { level });
    change(new DataView(bytes.buffer, bytes.byteOffset), find(bytes, 0x02014b50));
    return bytes;
  };

  it.each([
    ['a file cut off', zipSync({ a: content }).slice(0, -30), 'zip-end'],
    ['an encrypted entry', changed(0, (view, at) => view.setUint16(at + 8, 1, true)), 'zip-encrypted'],
    ['a packing that is not known', changed(0, (view, at) => view.setUint16(at + 10, 12, true)), 'zip-method'],
    ['a stored entry with two sizes', changed(0, (view, at) => view.setUint32(at + 24, 9, true)), 'zip-size'],
    ['a size that deflate cannot reach', changed(6, (view, at) => view.setUint32(at + 24, 2 ** 30, true)), 'zip-size'],
    [
      'an entry beyond the directory',
      changed(0, (view, at) => view.setUint32(at + 42, 2 ** 20, true)),
      'weights-truncated',
    ],
    ['a broken directory', changed(0, (view, at) => view.setUint32(at, 0, true)), 'zip-directory'],
    ['a directory of another length', changed(0, (view, at) => view.setUint16(at + 28, 500, true)), 'zip-directory'],
  ])('refuses %s', async (_, bytes, kind) => {
    await expect(open(bytes)).rejects.toMatchObject({ issues: [{ kind }] });
  });

  it('[R13] refuses names that share the bytes of one entry', async () => {
    const bytes = zipSync({ a: content, b: content }, { level: 0 });
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const second = find(bytes, 0x02014b50) + 46 + 1;
    view.setUint32(second + 42, 0, true);
    await expect(open(bytes)).rejects.toThrow('zip-overlap at x.zip/b');
  });

  it('[R13] does not unpack what would be far larger than the file', async () => {
    const archive = await open(zipSync({ a: new Uint8Array(70_000_000), b: content }, { level: 6 }));
    await expect(archive.read(archive.entries.get('a')!)).rejects.toThrow('weights-budget at x.zip/a');
    expect(await archive.read(archive.entries.get('b')!)).toEqual(content);
  });

  it('refuses two entries of one name', async () => {
    const bytes = zipSync({ aa: content, bb: content }, { level: 0 });
    const at = find(bytes, 0x02014b50) + 46;
    bytes.copyWithin(at, at + 48, at + 50);
    await expect(open(bytes)).rejects.toThrow('zip-duplicate at x.zip/bb');
  });
});
