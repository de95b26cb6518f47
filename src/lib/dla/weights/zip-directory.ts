import { readExactly, viewOf, type ByteSource } from './byte-source.ts';
import type { Budget } from './budget.ts';
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
const END_SIZE = 22;
/** Bytes of a local header, without the name and the extra field that follow it. */
const LOCAL_SIZE = 30;
const MAX_COMMENT = 0xffff;
/** More names than any checkpoint has, and a bound of what a forged directory costs. */
const MAX_DIRECTORY = 64 * 1024 * 1024;
/** What an entry costs in memory, in bytes, beside its name. */
const ENTRY_COST = 300;
/** An unpacked entry is held as a whole. */
const MAX_UNPACKED = 2 ** 31;
/** Deflate cannot pack tighter: an entry that claims more is a bomb or broken. */
const MAX_DEFLATE_RATIO = 1032;

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

/** Entries lie one behind the other: names that share bytes make little much. */
function checkOverlap(entries: Iterable<ZipEntry>, at: string) {
  let end = 0;
  for (const { name, headerStart, packedSize } of [...entries].sort((a, b) => a.headerStart - b.headerStart)) {
    if (headerStart < end) refuse('zip-overlap', `${at}/${name}`, { expected: end, received: headerStart });
    end = headerStart + LOCAL_SIZE + packedSize;
  }
}

function parseDirectory(bytes: Uint8Array, directoryStart: number, at: string, budget: Budget): Map<string, ZipEntry> {
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
    budget.spend(ENTRY_COST + nameLength!);
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
    if (headerStart + LOCAL_SIZE + packedSize > directoryStart)
      refuse('weights-truncated', place, { expected: headerStart + LOCAL_SIZE + packedSize, received: directoryStart });
    entries.set(name, { name, deflated, packedSize, size, crc: view.getUint32(next + 16, true), headerStart });
    next = extraEnd + commentLength!;
  }
  checkOverlap(entries.values(), at);
  return entries;
}

/** The entries of the archive in `source`, by name, in the order of its central directory. Nothing else is read. */
export async function readDirectory(source: ByteSource, at: string, budget: Budget): Promise<Map<string, ZipEntry>> {
  const { start, size } = await findDirectory(source, at);
  return parseDirectory(await readExactly(source, start, start + size, at), start, at, budget);
}
