import type { LinkIssue } from '#lib/issue.ts';
import type { Words } from '../values.ts';
import { shown } from './grammar.ts';

const again = '请重新索取链接，或索取网络文件。';

export const links = {
  'link-broken': () => `无法读取链接的内容：它在传递中被改动了。${again}`,
  'link-cut': () => `链接的结尾缺失。请复制完整的链接。${again}`,
  'link-differs': () => `链接的内容与生成时不同：它在传递中被改动了。${again}`,
  'link-newer': ({ expected, received }) =>
    `链接版本为 ${shown(received)}，而本程序最高只能读取版本 ${shown(expected)}。请使用更新的程序。`,
  'link-none': () => '这个地址不含网络。请复制完整的链接，包括井号（#）之后的全部内容。',
  'link-too-large': ({ expected, received }) =>
    `链接在井号（#）之后最多 ${shown(expected)} 个字符，而这个链接会有 ${shown(received)} 个。请改为传递网络文件。`,
} satisfies Record<LinkIssue, Words>;
