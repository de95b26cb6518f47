import type { StorageIssue } from '#lib/issue.ts';
import { counted, plain, plural, type Words } from '../values.ts';

export const storage = {
  'history-broken': ({ at, expected, received }) =>
    `of the ${plural(expected, 'step')} of ${plain(at)} ${counted(received)} can be read. The record is left as it is.`,
  'network-unreadable': ({ at }) => `${plain(at)} cannot be read any more. The record is left as it is.`,
  'storage-closed': () =>
    'this browser keeps nothing for this page: its storage is closed, as in some private windows. Save a file instead.',
  'storage-full': () =>
    'the storage that this browser gives the page is full. Delete versions that nobody needs, or save a file instead.',
  'workspace-elsewhere': () =>
    'this workspace is open in another tab. You are working on a copy of it, which is kept apart.',
  'workspace-in-use': () => 'this workspace is open in another tab. Close that tab first.',
  'workspace-unreadable': ({ received }) =>
    `${plural(received, 'workspace')} on this machine cannot be read by this version. Nothing of it is overwritten; Versions offers it as a file.`,
  'version-broken': () => 'this record cannot be read. It is left as it is.',
} satisfies Record<StorageIssue, Words>;
