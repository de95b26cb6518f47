import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import * as v from 'valibot';
import type { Base, Head, ViewChange } from './head.ts';

const DATABASE = 'dla-explorer';
const VERSION = 2;
/** What versions before kept: one workspace, under one key. */
const FIRST = { store: 'workspace', key: 'open' } as const;

interface Stores extends DBSchema {
  heads: { key: string; value: unknown };
  bases: { key: [workspace: string, view: string]; value: unknown };
  steps: { key: [workspace: string, view: string, index: number]; value: unknown };
  workspace: { key: string; value: unknown };
}
const WRITTEN: ('heads' | 'bases' | 'steps')[] = ['heads', 'bases', 'steps'];
type Writing = IDBPTransaction<Stores, typeof WRITTEN, 'readwrite'>;

/** Everything that lies here of one workspace, as it lies here. */
export interface Stored {
  readonly id: string;
  readonly head: unknown;
  readonly bases: readonly { readonly view: string; readonly base: unknown }[];
  readonly steps: readonly { readonly view: string; readonly index: number; readonly step: unknown }[];
}

/** What became of a writing: done, or another tab has written here since. */
export type Written = 'written' | 'overtaken';

/** What a writing is of, when it is not known that no other tab has the workspace: who writes, and what he has seen. */
export interface Unsure {
  readonly writer: string;
  readonly seen: number | undefined;
}

let database: Promise<IDBPDatabase<Stores>> | undefined;
/** The connection, once it is there: what a page writes in its last moment must not wait for a promise. */
let connected: IDBPDatabase<Stores> | undefined;
let connections = 0;

/** Counts the connections that were opened: behind another one, what was written before may be gone. */
export const connectionNow = (): number => connections;

function forget(): void {
  database = undefined;
  connected = undefined;
}

/** The connection. One that the browser closed, as when it clears its storage, is opened again when it is next needed. */
function opened(): Promise<IDBPDatabase<Stores>> {
  if (!database) {
    database = connect();
    database.then((db) => {
      connected = db;
      connections += 1;
    }, forget);
  }
  return database;
}

/** The connection is given up to whoever needs the store for himself: another version, or who deletes it. */
const giving = {
  blocking(_current: number, _blocked: number | null, event: IDBVersionChangeEvent): void {
    (event.target as IDBDatabase).close();
    forget();
  },
  terminated: forget,
};

async function connect(): Promise<IDBPDatabase<Stores>> {
  try {
    return await openDB<Stores>(DATABASE, VERSION, {
      upgrade(db) {
        for (const name of WRITTEN) if (!db.objectStoreNames.contains(name)) db.createObjectStore(name);
        if (!db.objectStoreNames.contains(FIRST.store)) db.createObjectStore(FIRST.store);
      },
      ...giving,
    });
  } catch (error) {
    // A newer program was here: what both know is read and written all the same, and the rest is left alone.
    if (!(error instanceof DOMException) || error.name !== 'VersionError') throw error;
    const db = await openDB<Stores>(DATABASE, undefined, giving);
    if (WRITTEN.every((name) => db.objectStoreNames.contains(name))) return db;
    db.close();
    throw error;
  }
}

/** A writing, at once where the connection is open; one that was closed without a word is opened again. */
function begin(): Writing | Promise<Writing> {
  try {
    if (connected) return connected.transaction(WRITTEN, 'readwrite');
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
    forget();
  }
  return opened().then((db) => db.transaction(WRITTEN, 'readwrite'));
}

const all = (workspace: string): IDBKeyRange => IDBKeyRange.bound([workspace], [workspace, []]);

/** Heads of all workspaces, as they lie here. */
export async function listHeads(): Promise<readonly { readonly id: string; readonly head: unknown }[]> {
  const transaction = (await opened()).transaction('heads');
  const [ids, heads] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
  return heads.map((head, index) => ({ id: ids[index]!, head }));
}

export async function readStored(id: string): Promise<Stored> {
  const transaction = (await opened()).transaction(WRITTEN);
  const [bases, steps] = [transaction.objectStore('bases'), transaction.objectStore('steps')];
  const [head, baseKeys, baseValues, stepKeys, stepValues] = await Promise.all([
    transaction.objectStore('heads').get(id),
    bases.getAllKeys(all(id)),
    bases.getAll(all(id)),
    steps.getAllKeys(all(id)),
    steps.getAll(all(id)),
  ]);
  return {
    id,
    head,
    bases: baseKeys.map(([, view], at) => ({ view, base: baseValues[at] })),
    steps: stepKeys.map(([, view, index], at) => ({ view, index, step: stepValues[at] })),
  };
}

/**
 * Writes a head and what changed, in one go or not at all. All of it is on its way when this returns, if the connection is
 * open, so that it is written even if the page is gone a moment later. `make` is asked when the connection is in hand.
 * Rejects where storage is closed or full.
 */
export async function write(
  id: string,
  make: () => { readonly head: Head; readonly changes: readonly ViewChange[] },
  unsure?: Unsure,
): Promise<Written> {
  const begun = begin();
  const transaction = begun instanceof Promise ? await begun : begun;
  // Awaited below, or after a failure by nobody.
  transaction.done.catch(() => undefined);
  const heads = transaction.objectStore('heads');
  if (unsure && isOvertaken(await heads.get(id), unsure)) {
    transaction.abort();
    return 'overtaken';
  }
  try {
    const { head, changes } = make();
    for (const change of changes) putChange(transaction, id, change);
    quietly(heads.put(head, id));
  } catch (error) {
    // Left alone, the store would write what it was given until then: steps that are gone, under a head that counts them.
    transaction.abort();
    throw error;
  }
  // Not left to the browser's own time.
  transaction.commit();
  await transaction.done;
  return 'written';
}

const writerSchema = v.object({ writer: v.string(), revision: v.number() });

function isOvertaken(stored: unknown, { writer, seen }: Unsure): boolean {
  const head = v.safeParse(writerSchema, stored);
  return head.success ? head.output.writer !== writer && head.output.revision !== seen : stored !== undefined;
}

function putChange(transaction: Writing, id: string, { view, base, from, steps }: ViewChange): void {
  const store = transaction.objectStore('steps');
  quietly(store.delete(IDBKeyRange.bound([id, view, from + steps.length], [id, view, Infinity])));
  for (const [index, step] of steps.entries()) quietly(store.put(step, [id, view, from + index]));
  if (base) quietly(transaction.objectStore('bases').put(base satisfies Base, [id, view]));
}

/** Of a request that failed the transaction says it. */
const quietly = (request: Promise<unknown>): void => void request.catch(() => undefined);

/** Takes a workspace away, and gives back what it was. */
export async function removeStored(id: string): Promise<Stored> {
  const stored = await readStored(id);
  const transaction = await begin();
  void transaction.objectStore('heads').delete(id);
  void transaction.objectStore('bases').delete(all(id));
  void transaction.objectStore('steps').delete(all(id));
  await transaction.done;
  return stored;
}

/** Puts back what was taken away. */
export async function putBackStored({ id, head, bases, steps }: Stored): Promise<void> {
  const transaction = await begin();
  for (const { view, base } of bases) void transaction.objectStore('bases').put(base, [id, view]);
  for (const { view, index, step } of steps) void transaction.objectStore('steps').put(step, [id, view, index]);
  void transaction.objectStore('heads').put(head, id);
  await transaction.done;
}

/** The workspace that versions before kept; undefined where there is none. */
export async function readFirst(): Promise<unknown> {
  const db = await opened();
  return db.objectStoreNames.contains(FIRST.store) ? await db.get(FIRST.store, FIRST.key) : undefined;
}

export async function removeFirst(): Promise<void> {
  await (await opened()).delete(FIRST.store, FIRST.key);
}
