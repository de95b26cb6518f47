import type { StorageIssue } from '#lib/issue.ts';
import type { Words } from '../values.ts';
import { counted, plain, shown } from './grammar.ts';

export const storage = {
  'history-broken': ({ at, expected, received }) =>
    `${plain(at)} 的 ${counted(expected, '个步骤')}中有 ${shown(received)} 个可以读取。记录保持原样。`,
  'network-unreadable': ({ at }) => `${plain(at)} 已无法读取。记录保持原样。`,
  'storage-closed': () => '浏览器不允许此页面使用存储，例如在某些无痕窗口中。请改为保存文件。',
  'storage-full': () => '浏览器存储已满。请删除不再需要的版本，或改为保存文件。',
  'workspace-elsewhere': () => '这个工作区已在另一个标签页中打开。你正在它的单独副本上工作。',
  'workspace-in-use': () => '这个工作区已在另一个标签页中打开。请先关闭那个标签页。',
  'workspace-missing': () => '本机上没有这份工作：它可能已被删除，或在别的浏览器里。现在显示的是上次打开的内容。',
  'workspace-unreadable': ({ received }) =>
    `本机上有 ${counted(received, '个工作区')}无法由此版本读取。它们不会被覆盖，可在“版本”中保存为文件。`,
  'version-broken': () => '这条记录无法读取。它保持原样。',
} satisfies Record<StorageIssue, Words>;
