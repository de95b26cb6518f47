import type { StorageIssue } from '#lib/issue.ts';
import type { Words } from '../values.ts';

export const storage = {
  'storage-closed': () =>
    'this browser keeps nothing for this page: its storage is closed, as in some private windows. Save a file instead.',
  'storage-full': () =>
    'the storage that this browser gives the page is full. Delete versions that nobody needs, or save a file instead.',
  'version-broken': () => 'this record cannot be read. It is left as it is.',
} satisfies Record<StorageIssue, Words>;
