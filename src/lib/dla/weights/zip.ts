import { Inflate, inflateSync } from 'fflate';
import { readExactly, viewOf, type ByteSource } from './byte-source.ts';
import { refuse } from './refuse.ts';

/** A file inside a zip archive, as its central directory has it. */
export interface ZipEntry {
  readonly name: string;
  readonly deflated: boolean;
  /** In bytes, as stored and unpacked. */
  readonly packedSize: number;
  readonly size: number;
  readonly crc: number;
  readonly headerStart: number;
}

const END = 0x06054b50;
const END64_LOCATOR = 0x07064b50;
const END64 = 0x06064b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const END_SIZE = 22;
const MAX_COMMENT = 0xffff;
/** More names than any checkpoint has, and a bound of what a forged directory costs. */
const MAX_DIRECTORY = 64 * 1024 * 1024;
/** An unpacked entry is held as a whole. */
const MAX_UNPACKED = 2 ** 31;
/** Deflate cannot pack tighter: an entry that claims more is a bomb or broken. */
const MAX_DEFLATE_RATIO = 1032;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n;
});

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (let i = 0; i < bytes.length; i++) crc = CRC_TABLE[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8);
  return (crc ^ -1) >>> 0;
}

const bigAt = (view: DataView, offset: number) => Number(view.getBigUint64(offset, true));

/** Where the central directory lies: from the record at the archive's end, or zip64's in front of it. */
async function findDirectory(source: ByteSource, at: string) {
  const tailStart = Math.max(0, source.size - END_SIZE - MAX_COMMENT);
  const tail = viewOf(await readExactly(source, tailStart, source.size, at));
  let end = tail.byteLength - END_SIZE;
  while (end >= 0 && tail.getUint32(end, true) !== END) end--;
  if (end < 0) return refuse('zip-end', at, { received: source.size });
  let start = tail.getUint32(end + 16, true);
  let size = tail.getUint32(end + 12, true);
  const locator = end - 20;
  if (locator >= 0 && tail.getUint32(locator, true) === END64_LOCATOR) {
    const end64Start = bigAt(tail, locator + 8);
    const end64 = viewOf(await readExactly(source, end64Start, end64Start + 56, at));
    if (end64.getUint32(0, true) !== END64) refuse('zip-end', at, { received: source.size });
    size = bigAt(end64, 40);
    start = bigAt(end64, 48);
  }
  if (size > MAX_DIRECTORY) refuse('zip-directory', at, { expected: MAX_DIRECTORY, received: size });
  if (start + size > tailStart + end)
    refuse('weights-truncated', at, { expected: start + size, received: source.size });
  return { start, size };
}

/** The sizes and place that a zip64 extra field has for the values that read 0xFFFFFFFF. */
function readExtra64(extra: DataView, values: number[]): number[] {
  for (let field = 0; field + 4 <= extra.byteLength; field += 4 + extra.getUint16(field + 2, true)) {
    if (extra.getUint16(field, true) !== 1) continue;
    let next = field + 4;
    return values.map((value) => {
      if (value !== 0xffffffff || next + 8 > extra.byteLength) return value;
      next += 8;
      return bigAt(extra, next - 8);
    });
  }
  return values;
}

function parseDirectory(bytes: Uint8Array, directoryStart: number, at: string): Map<string, ZipEntry> {
  const view = viewOf(bytes);
  const entries = new Map<string, ZipEntry>();
  let next = 0;
  while (next < bytes.length) {
    const here = `${at}:${directoryStart + next}`;
    if (next + 46 > bytes.length || view.getUint32(next, true) !== DIRECTORY_ENTRY) refuse('zip-directory', here);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((at) => view.getUint16(next + at, true));
    const nameEnd = next + 46 + nameLength!;
    const extraEnd = nameEnd + extraLength!;
    if (extraEnd > bytes.length) refuse('zip-directory', here);
    const name = new TextDecoder().decode(bytes.subarray(next + 46, nameEnd));
    const [size, packedSize, headerStart] = readExtra64(
      viewOf(bytes.subarray(nameEnd, extraEnd)),
      [24, 20, 42].map((at) => view.getUint32(next + at, true)),
    ) as [number, number, number];
    const method = view.getUint16(next + 10, true);
    const place = `${at}/${name}`;
    if (view.getUint16(next + 8, true) & 1) refuse('zip-encrypted', place);
    if (method !== 0 && method !== 8) refuse('zip-method', place, { expected: [0, 8], received: method });
    if (entries.has(name)) refuse('zip-duplicate', place);
    const deflated = method === 8;
    const limit = deflated ? Math.min(MAX_UNPACKED, packedSize * MAX_DEFLATE_RATIO + 64) : packedSize;
    if (size > limit || (!deflated && size < limit)) refuse('zip-size', place, { expected: limit, received: size });
    if (headerStart + 30 + packedSize > directoryStart)
      refuse('weights-truncated', place, { expected: headerStart + 30 + packedSize, received: directoryStart });
    entries.set(name, { name, deflated, packedSize, size, crc: view.getUint32(next + 16, true), headerStart });
    next = extraEnd + commentLength!;
  }
  return entries;
}

/** A zip archive (zip64 too) whose entries are stored or deflated; only what is asked for is read. */
export class ZipArchive {
  private constructor(
    private readonly source: ByteSource,
    readonly fileName: string,
    readonly entries: ReadonlyMap<string, ZipEntry>,
  ) {}

  static async open(source: ByteSource, fileName: string): Promise<ZipArchive> {
    const { start, size } = await findDirectory(source, fileName);
    const bytes = await readExactly(source, start, start + size, fileName);
    return new ZipArchive(source, fileName, parseDirectory(bytes, start, fileName));
  }

  /**
   * The unpacked bytes [start, end) of an entry. Of a stored entry these alone are read, so its checksum cannot be
   * checked; a deflated entry is unpacked as a whole and checked.
   */
  async read(entry: ZipEntry, start = 0, end = entry.size): Promise<Uint8Array> {
    const at = `${this.fileName}/${entry.name}`;
    if (end > entry.size) refuse('weights-truncated', at, { expected: end, received: entry.size });
    if (!entry.deflated) return this.readPacked(entry, start, end);
    const packed = await this.readPacked(entry, 0, entry.packedSize);
    const bytes = new Uint8Array(entry.size);
    try {
      inflateSync(packed, { out: bytes });
    } catch {
      refuse('zip-deflate', at);
    }
    const crc = crc32(bytes);
    if (crc !== entry.crc) refuse('zip-checksum', at, { expected: entry.crc, received: crc });
    return bytes.subarray(start, end);
  }

  /** At least the first `count` unpacked bytes, or all where there are fewer; does not unpack the rest. */
  async readHead(entry: ZipEntry, count: number): Promise<Uint8Array> {
    if (!entry.deflated) return this.readPacked(entry, 0, Math.min(count, entry.size));
    const parts: Uint8Array[] = [];
    let length = 0;
    const inflate = new Inflate((part) => {
      parts.push(part);
      length += part.length;
    });
    try {
      for (let start = 0; start < entry.packedSize && length < count; start += count)
        inflate.push(await this.readPacked(entry, start, Math.min(start + count, entry.packedSize)));
    } catch {
      refuse('zip-deflate', `${this.fileName}/${entry.name}`);
    }
    const head = new Uint8Array(length);
    parts.reduce((at, part) => (head.set(part, at), at + part.length), 0);
    return head;
  }

  /** Bytes as they lie in the archive, counted from the entry's first. */
  private async readPacked(entry: ZipEntry, start: number, end: number): Promise<Uint8Array> {
    const at = `${this.fileName}/${entry.name}`;
    const header = viewOf(await readExactly(this.source, entry.headerStart, entry.headerStart + 30, at));
    if (header.getUint32(0, true) !== LOCAL_HEADER) refuse('zip-directory', at);
    // The local header's own name and extra field (padding, in PyTorch's files) differ in length from the directory's.
    const first = entry.headerStart + 30 + header.getUint16(26, true) + header.getUint16(28, true);
    return readExactly(this.source, first + start, first + end, at);
  }
}
