import { closeSync, openSync, writeSync } from 'node:fs';
import { fileIssue } from './file-issue.ts';

/** A file that is written part by part, however large it becomes. */
interface PartFile {
  write(part: Uint8Array): void;
  close(): void;
}

/** Opens a file for writing. Throws an IssueError that names it, as writing does. */
export function openParts(path: string): PartFile {
  const named = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw fileIssue(path, error, 'file-not-writable');
    }
  };
  const file = named(() => openSync(path, 'w'));
  return {
    write(part) {
      // A call writes no more than 2 GiB, and says how much it wrote.
      for (let at = 0; at < part.length;)
        at += named(() => writeSync(file, part, at, Math.min(part.length - at, 2 ** 30)));
    },
    close: () => closeSync(file),
  };
}
