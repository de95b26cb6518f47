import type { StorageIssue } from '#lib/issue.ts';
import type { Words } from '../values.ts';
import { plain, plural, shown } from './grammar.ts';

export const storage = {
  'history-broken': ({ at, expected, received }) =>
    `${shown(received)} of the ${plural(expected, 'step')} of ${plain(at)} can be read. The record is left as it is.`,
  'network-unreadable': ({ at }) => `${plain(at)} can no longer be read. The record is left as it is.`,
  'storage-closed': () => 'browser storage is closed to this page, as in some private windows. Save a file instead.',
  'storage-full': () => 'browser storage is full. Delete versions that you no longer need, or save a file instead.',
  'workspace-elsewhere': () => 'this workspace is open in another tab. You are working on a separate copy of it.',
  'workspace-in-use': () => 'this workspace is open in another tab. Close that tab first.',
  'workspace-missing': () =>
    'this work is not on this machine. It may have been deleted, or belong to another browser. What was open last is shown.',
  'workspace-unreadable': ({ received }) =>
    `${plural(received, 'workspace')} on this machine cannot be read by this version. Nothing is overwritten; Versions offers them as files.`,
  'version-broken': () => 'this record cannot be read. It is left as it is.',
} satisfies Record<StorageIssue, Words>;
