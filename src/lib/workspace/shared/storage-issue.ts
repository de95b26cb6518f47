import type { Issue } from '#lib/issue.ts';

/** Why this browser's storage did not do what was asked: it is full, or closed to the page. */
export function storageIssue(error: unknown): Issue {
  const full = error instanceof DOMException && error.name === 'QuotaExceededError';
  return { kind: full ? 'storage-full' : 'storage-closed', at: '' };
}
