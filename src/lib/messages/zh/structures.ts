import type { Messages } from '../en.ts';
import { isKeyOf } from '#lib/own-key.ts';

const names: Messages['structures']['names'] = {
  plain: {
    word: '普通',
    title: '普通堆叠',
    says: '每个块只接收前一个块的输出。第一个块看到的内容要经过其余所有块才到达输出。',
  },
  shallow: {
    word: '浅层聚合',
    title: '浅层聚合',
    says: '第一个块最后才聚合，只经过一个节点：图上的线很长，路径却很浅。',
  },
  ida: {
    word: 'IDA',
    title: '迭代深度聚合（IDA）',
    says: '第一个块最先聚合。之后的每个节点都再次处理它的特征，因此这些特征走得最深。',
  },
  tree: {
    word: '树形',
    title: '树形聚合',
    says: '块两两聚合，聚合的结果再两两聚合。没有块离输出很远，也没有块停留在浅处。',
  },
  reentrant: { word: '重入式', title: '重入式聚合', says: '一对块聚合的结果回到下一个块，后面的块在它的基础上继续。' },
  merged: {
    word: '合并式',
    title: '层次深度聚合（HDA），合并节点',
    says: '与 (e) 相同，但把相继的节点合并成一个。DLA 网络就是这样构成的。',
  },
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
