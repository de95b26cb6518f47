import { IssueError, type Issue } from '#lib/issue.ts';
import { decodeNpy, parseNpyHeader, type NpyHeader } from './npy.ts';
import { refuse } from './refuse.ts';
import type { WeightFile, WeightTensor } from './weight-file.ts';
import type { ZipEntry } from './zip-directory.ts';
import type { ZipArchive } from './zip.ts';

const SUFFIX = '.npy';
/** NumPy's headers take 128 bytes, more only for structured types. */
const HEAD = 256;
const MAX_HEADER = 64 * 1024;

async function readHeader(archive: ZipArchive, entry: ZipEntry, at: string): Promise<NpyHeader> {
  let header = parseNpyHeader(await archive.readHead(entry, HEAD), at);
  if (typeof header === 'number' && header <= MAX_HEADER)
    header = parseNpyHeader(await archive.readHead(entry, MAX_HEADER), at);
  return typeof header === 'number'
    ? refuse('weights-truncated', at, { expected: header, received: Math.min(entry.size, MAX_HEADER) })
    : header;
}

async function openEntry(archive: ZipArchive, entry: ZipEntry): Promise<WeightTensor> {
  const at = `${archive.fileName}/${entry.name}`;
  const header = await readHeader(archive, entry, at);
  const { dataStart, dataSize, shape, dtype } = header;
  if (entry.size !== dataStart + dataSize)
    refuse('weights-truncated', at, { expected: dataStart + dataSize, received: entry.size });
  return { shape, dtype, table: '', read: async () => decodeNpy(header, await archive.read(entry, dataStart)) };
}

/**
 * NumPy's `.npz`: a zip archive of `.npy` files, named by their tensors. Arrays of texts, objects and the like, and what
 * is no array, are passed over.
 */
export async function openNpz(archive: ZipArchive): Promise<WeightFile> {
  const tensors = new Map<string, WeightTensor>();
  const unreadable = new Map<string, Issue>();
  for (const entry of archive.entries.values()) {
    if (!entry.name.endsWith(SUFFIX)) continue;
    const name = entry.name.slice(0, -SUFFIX.length);
    try {
      tensors.set(name, await openEntry(archive, entry));
    } catch (error) {
      const issue = error instanceof IssueError ? error.issues[0]! : undefined;
      if (!issue || issue.kind === 'weights-budget') throw error;
      unreadable.set(name, issue);
    }
  }
  return { format: 'npz', tensors, unreadable, metadata: new Map() };
}
