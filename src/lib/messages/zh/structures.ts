import type { Messages } from '../en.ts';
import { isKeyOf } from '#lib/own-key.ts';

const names: Messages['structures']['names'] = {
  plain: { word: '普通', title: '普通堆叠' },
  shallow: { word: '浅层聚合', title: '浅层聚合' },
  ida: { word: 'IDA', title: '迭代深度聚合（IDA）' },
  tree: { word: '树形', title: '树形聚合' },
  reentrant: { word: '重入式', title: '重入式聚合' },
  merged: { word: '合并式', title: '层次深度聚合（HDA），合并节点' },
};

export const structures: Messages['structures'] = {
  names,
  none: '不属于六种结构',
  lettered: (word, letter) => `${word}（${letter}）`,
  oneNetwork: (blocks, first, last) =>
    `${blocks === 0 ? '没有块' : `只有 ${blocks} 个块`}时，(${first}) 到 (${last}) 是同一个网络。`,
};

/** What an id of a structure is called; the id itself where it is none of them. */
export const structureName = (id: string): string => (isKeyOf(names, id) ? names[id].word : id);
