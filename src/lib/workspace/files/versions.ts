import { parseGraph, serialiseGraph } from '#lib/dla/network/graph-file.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { words } from '#lib/messages/messages.ts';
import { ok, refused, type Issue, type Result } from '#lib/issue.ts';
import { storageIssue } from '#lib/workspace/shared/storage-issue.ts';
import { openDB, type IDBPDatabase } from 'idb';
import * as v from 'valibot';

/** A network that was saved on this machine under a name. */
export interface Version {
  readonly id: number;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly saved: number;
  readonly parameters: number;
  readonly document: GraphDocument;
}

/** A record that is none: written by something else, or by a newer program. It is shown and left alone. */
export interface BrokenVersion {
  readonly id: number;
  readonly name: string;
  readonly issues: readonly Issue[];
}

const DATABASE = 'dla-explorer-versions';
const STORE = 'versions';

const recordSchema = v.object({
  name: v.string(),
  // Beyond these there is no date.
  saved: v.pipe(v.number(), v.minValue(-8.64e15), v.maxValue(8.64e15)),
  parameters: v.pipe(v.number(), v.finite()),
  file: v.string(),
});

/** A record as it lies in the store, whatever it holds: deleting gives it back, so that deleting can be undone. */
export interface Kept {
  readonly id: number;
  readonly record: unknown;
}

let database: Promise<IDBPDatabase> | undefined;

function opened(): Promise<IDBPDatabase> {
  database ??= openDB(DATABASE, 1, { upgrade: (db) => void db.createObjectStore(STORE, { autoIncrement: true }) });
  // Storage that is opened later must not be refused for what it was before.
  database.catch(() => (database = undefined));
  return database;
}

/** What the store says, in data: closed, or full. */
async function guarded<T>(work: (db: IDBPDatabase) => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work(await opened()));
  } catch (error) {
    return refused(storageIssue(error));
  }
}

/** Keeps a network under a name; names may stand twice, the times tell them apart. */
export function saveVersion(
  document: GraphDocument,
  name: string,
  parameters: number,
  saved = Date.now(),
): Promise<Result<number>> {
  const record: v.InferOutput<typeof recordSchema> = { name, saved, parameters, file: serialiseGraph(document) };
  return guarded(async (db) => Number(await db.add(STORE, record)));
}

/** Everything that is kept, the newest first. Each record is parsed; one that cannot be read says why. */
export function listVersions(): Promise<Result<readonly (Version | BrokenVersion)[]>> {
  return guarded(async (db) => {
    const transaction = db.transaction(STORE);
    const [keys, records] = await Promise.all([
      transaction.store.getAllKeys(),
      transaction.store.getAll() as Promise<unknown[]>,
    ]);
    return records.map((record, index) => readVersion(Number(keys[index]), record)).reverse();
  });
}

/** A record of the store as a version, or as what is wrong with it. */
export function readVersion(id: number, record: unknown): Version | BrokenVersion {
  const parsed = v.safeParse(recordSchema, record);
  if (!parsed.success) {
    const name = v.safeParse(v.object({ name: v.string() }), record);
    return {
      id,
      name: name.success ? name.output.name : words.filing.versions.unnamed(id),
      issues: [{ kind: 'version-broken', at: '' }],
    };
  }
  const { file, ...facts } = parsed.output;
  const document = parseGraph(file, { draft: true });
  return document.ok ? { id, ...facts, document: document.value } : { id, name: facts.name, issues: document.issues };
}

/** Gives a version another name. A broken record is left alone. */
export function renameVersion(id: number, name: string): Promise<Result<void>> {
  return guarded(async (db) => {
    const transaction = db.transaction(STORE, 'readwrite');
    const record = v.safeParse(recordSchema, await transaction.store.get(id));
    if (record.success) await transaction.store.put({ ...record.output, name }, id);
    await transaction.done;
  });
}

/** Deletes a record and gives it back, for {@link putBack}. */
export function deleteVersion(id: number): Promise<Result<Kept>> {
  return guarded(async (db) => {
    const transaction = db.transaction(STORE, 'readwrite');
    const record: unknown = await transaction.store.get(id);
    await transaction.store.delete(id);
    await transaction.done;
    return { id, record };
  });
}

/** Takes a deletion back. */
export const putBack = ({ id, record }: Kept): Promise<Result<void>> =>
  guarded(async (db) => void (await db.put(STORE, record, id)));
