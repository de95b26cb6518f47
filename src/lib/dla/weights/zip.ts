import { Inflate, inflateSync } from 'fflate';
import { crc32 } from '#lib/checksum.ts';
import { IssueError } from '#lib/issue.ts';
import { Budget, mostBytes } from './budget.ts';
import { readAhead, readExactly, viewOf, type ByteSource } from './byte-source.ts';
import { refuse } from './refuse.ts';
import { readDirectory, type ZipEntry } from './zip-directory.ts';

/** `PK` and the first two bytes of a local header, or of the end of an empty archive. */
const ZIP_MAGICS = [0x04034b50, 0x06054b50];

export const isZip = (head: Uint8Array): boolean =>
  head.length >= 4 && ZIP_MAGICS.includes(viewOf(head).getUint32(0, true));

const LOCAL_HEADER = 0x04034b50;
const READ_AHEAD = 16 * 1024;
/** Packed bytes at a time, where only the head of an entry is wanted: few, because they may become a thousand times more. */
const PIECE = 128;

/** A zip archive (zip64 too) whose entries are stored or deflated; only what is asked for is read. */
export class ZipArchive {
  /** The entry that was unpacked last, for a storage that several tensors are views of. */
  #unpacked: { readonly entry: ZipEntry; readonly bytes: Uint8Array } | undefined;
  readonly #heads: ByteSource;

  private constructor(
    private readonly source: ByteSource,
    readonly fileName: string,
    readonly entries: ReadonlyMap<string, ZipEntry>,
    private readonly budget: Budget,
  ) {
    this.#heads = readAhead(source, READ_AHEAD);
  }

  static async open(
    source: ByteSource,
    fileName: string,
    budget = new Budget(source.size, fileName),
  ): Promise<ZipArchive> {
    return new ZipArchive(source, fileName, await readDirectory(source, fileName, budget), budget);
  }

  /** Of the whole file, in bytes. */
  get size(): number {
    return this.source.size;
  }

  /**
   * The unpacked bytes [start, end) of an entry. Of a stored entry these alone are read, so its checksum cannot be
   * checked; a deflated entry is unpacked as a whole and checked.
   */
  async read(entry: ZipEntry, start = 0, end = entry.size): Promise<Uint8Array> {
    const at = `${this.fileName}/${entry.name}`;
    if (end > entry.size) refuse('weights-truncated', at, { expected: end, received: entry.size });
    if (!entry.deflated) return this.#readPacked(this.source, entry, start, end);
    const bytes = this.#unpacked?.entry === entry ? this.#unpacked.bytes : await this.#unpack(entry, at);
    // Read as a whole it is not asked for again.
    this.#unpacked = end - start < entry.size ? { entry, bytes } : undefined;
    return bytes.subarray(start, end);
  }

  async #unpack(entry: ZipEntry, at: string): Promise<Uint8Array> {
    const most = mostBytes(this.size);
    if (entry.size > most) refuse('weights-budget', at, { expected: most });
    const packed = await this.#readPacked(this.source, entry, 0, entry.packedSize);
    const bytes = new Uint8Array(entry.size);
    try {
      inflateSync(packed, { out: bytes });
    } catch {
      refuse('zip-deflate', at);
    }
    const crc = crc32(bytes);
    if (crc !== entry.crc) refuse('zip-checksum', at, { expected: entry.crc, received: crc });
    return bytes;
  }

  /** At least the first `count` unpacked bytes, or all where there are fewer; does not unpack the rest. */
  async readHead(entry: ZipEntry, count: number): Promise<Uint8Array> {
    if (!entry.deflated) return this.#readPacked(this.#heads, entry, 0, Math.min(count, entry.size));
    const parts: Uint8Array[] = [];
    let length = 0;
    const inflate = new Inflate((part) => {
      parts.push(part);
      length += part.length;
      this.budget.spend(part.length);
    });
    try {
      for (let start = 0; start < entry.packedSize && length < count; start += PIECE)
        inflate.push(await this.#readPacked(this.#heads, entry, start, Math.min(start + PIECE, entry.packedSize)));
    } catch (error) {
      if (error instanceof IssueError) throw error;
      refuse('zip-deflate', `${this.fileName}/${entry.name}`);
    }
    const head = new Uint8Array(length);
    parts.reduce((at, part) => (head.set(part, at), at + part.length), 0);
    return head;
  }

  /** Bytes as they lie in the archive, counted from the entry's first. */
  async #readPacked(source: ByteSource, entry: ZipEntry, start: number, end: number): Promise<Uint8Array> {
    const at = `${this.fileName}/${entry.name}`;
    const header = viewOf(await readExactly(source, entry.headerStart, entry.headerStart + 30, at));
    if (header.getUint32(0, true) !== LOCAL_HEADER) refuse('zip-directory', at);
    // The local header's own name and extra field (padding, in PyTorch's files) differ in length from the directory's.
    const first = entry.headerStart + 30 + header.getUint16(26, true) + header.getUint16(28, true);
    return readExactly(source, first + start, first + end, at);
  }
}
