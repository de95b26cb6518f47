import { ok, refused, type Result } from '#lib/issue.ts';
import { storageIssue } from '#lib/workspace/shared/storage-issue.ts';
import { openDB, type DBSchema } from 'idb';

// Files on their way from one page of the site to the workspace, which is loaded anew and so has nothing of the page before.

interface Handed extends DBSchema {
  files: { key: string; value: readonly File[] };
}
const KEY = 'files';

const opened = () => openDB<Handed>('dla-explorer-handed', 1, { upgrade: (db) => void db.createObjectStore('files') });

/** Lays files down for the workspace that is opened next. */
export async function handOver(files: readonly File[]): Promise<Result<void>> {
  try {
    const db = await opened();
    await db.put('files', files, KEY);
    db.close();
    return ok(undefined);
  } catch (error) {
    return refused(storageIssue(error));
  }
}

/** The files that were handed over, once: they lie nowhere afterwards. */
export async function takeHanded(): Promise<readonly File[]> {
  try {
    const db = await opened();
    const transaction = db.transaction('files', 'readwrite');
    const files = await transaction.store.get(KEY);
    await transaction.store.delete(KEY);
    await transaction.done;
    db.close();
    return files ?? [];
  } catch {
    // Closed storage took none.
    return [];
  }
}
