import { askedBy, type Asked } from './asked.ts';

// Which workspace this tab has: known to the tab over reloads, and to all other tabs while it is open.

/** The page as it was opened: none where it runs without an address. */
const { href = '' } = (globalThis as { location?: Location }).location ?? {};
const KEY = 'dla-workspace';
/** What is opened by an address of its own has a workspace of its own, so that the way back from it leads to the one before. */
const keys = keysOf(askedBy(href));
const lockOf = (id: string): string => `dla-workspace ${id}`;
/** A page that is being left lets go of its workspace a moment after the next one asks. */
const PATIENCE = 1000;

/** Letters and digits that no other workspace or network has. */
export const newId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** The first says what the page had before it was reloaded; the others, what a page without such an address has. */
function keysOf(asked: Asked): readonly [string, ...string[]] {
  switch (asked.kind) {
    case 'link':
      return [`${KEY} ${asked.fragment}`];
    case 'preset':
      return [`${KEY}/${asked.kind}/${asked.id}`];
    case 'new':
      return [`${KEY}/${asked.kind}`, KEY];
    case 'kept':
      return [`${KEY}/${asked.kind}/${asked.id}`, KEY];
    case 'last':
      return [KEY];
  }
}

/** The workspace that this tab had before it was reloaded. */
export function remembered(): string | undefined {
  try {
    return sessionStorage.getItem(keys[0]) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(id: string): void {
  try {
    for (const key of keys) sessionStorage.setItem(key, id);
  } catch {
    // Storage is closed to this page: then nothing else is kept here either.
  }
}

/** Whether the page was come to by its address, and is not one that was here before. */
export const isNewVisit = (): boolean =>
  performance.getEntriesByType('navigation').every((entry) => !('type' in entry) || entry.type === 'navigate');

/** Whether this tab has a workspace for its own; `unknown` where tabs cannot know of each other. */
export type Claim = 'mine' | 'taken' | 'unknown';

/** Makes a workspace this tab's own for as long as it is open. */
export function claim(id: string, { patient = false } = {}): Promise<Claim> {
  const locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks;
  if (!locks) return Promise.resolve('unknown');
  const options: LockOptions = patient ? { signal: AbortSignal.timeout(PATIENCE) } : { ifAvailable: true };
  return new Promise((resolve) => {
    locks
      .request(lockOf(id), options, (lock) => {
        resolve(lock ? 'mine' : 'taken');
        return lock ? new Promise<void>(() => undefined) : undefined;
      })
      .catch(() => resolve('taken'));
  });
}
