import { storageIssue } from '#lib/workspace/shared/storage-issue.ts';
import { ok, refused, type Result } from '#lib/issue.ts';
import { textHash } from './text-hash.ts';
import { openDB, type DBSchema } from 'idb';

// Lessons that came as files and are too large for an address: kept on this machine, so that a reload brings them back.

interface Kept extends DBSchema {
  lessons: { key: string; value: { readonly text: string; readonly at: number } };
}

/** So many of them: the one that was opened longest ago gives way. */
const MOST = 20;

const opened = () => openDB<Kept>('dla-explorer-lessons', 1, { upgrade: (db) => void db.createObjectStore('lessons') });

/** Keeps the file of a lesson, and says under which key. */
export async function keepLesson(text: string): Promise<Result<string>> {
  const key = `${textHash(text)}-${text.length.toString(36)}`;
  try {
    const db = await opened();
    const keys = await db.getAllKeys('lessons');
    const lessons = await Promise.all(keys.map(async (each) => ({ each, at: (await db.get('lessons', each))!.at })));
    const [oldest] = lessons.sort((a, b) => a.at - b.at);
    if (lessons.length >= MOST && oldest) await db.delete('lessons', oldest.each);
    await db.put('lessons', { text, at: Date.now() }, key);
    db.close();
    return ok(key);
  } catch (error) {
    return refused(storageIssue(error));
  }
}

/** The file of a lesson that was kept here; undefined where there is none of that key. */
export async function keptLesson(key: string): Promise<string | undefined> {
  try {
    const db = await opened();
    const kept = await db.get('lessons', key);
    db.close();
    return kept?.text;
  } catch {
    return undefined;
  }
}
