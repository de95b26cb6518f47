import { mayBeLink } from '#lib/dla/link/link.ts';

// Which workspace this tab has: known to the tab over reloads, and to all other tabs while it is open.

/** What stands behind the # of the page as it was opened: none where it runs without an address. */
const { href = '' } = (globalThis as { location?: Location }).location ?? {};
/** A link has a workspace of its own, so that the way back from it leads to the one before. */
const KEY = mayBeLink(href) ? `dla-workspace ${href.slice(href.indexOf('#'))}` : 'dla-workspace';
const lockOf = (id: string): string => `dla-workspace ${id}`;
/** A page that is being left lets go of its workspace a moment after the next one asks. */
const PATIENCE = 1000;

/** Letters and digits that no other workspace or network has. */
export const newId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** The workspace that this tab had before it was reloaded. */
export function remembered(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(id: string): void {
  try {
    sessionStorage.setItem(KEY, id);
  } catch {
    // Storage is closed to this page: then nothing else is kept here either.
  }
}

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
