import type { Messages } from '../en.ts';
import { counted, listed } from './grammar.ts';

/** What another implementation of a network computed, beside what is computed here. */
export const port: Messages['port'] = {
  title: '移植',
  reading: (file) => `正在读取 ${file}`,
  comparing: '正在核对移植版',
  empty: {
    title: '还没有核对移植版',
    text: '拖入另一实现用种子权重和种子图像运行后写出的 .npz：第一个不同的节点会亮起。',
  },
  stale: '核对之后，网络又改动过。',
  equal: (file, count) => `${file}：共核对 ${counted(count, '个节点')}，全部相等。`,
  differs: (file, label) => `${file} 最先在 ${label} 处不同。`,
  unknown: (names) => `没有核对，因为没有节点用这些名称：${listed(names)}。`,
  caption: '核对过的节点',
  node: '节点',
  status: '结果',
  statuses: { equal: '相等', different: '不同', absent: '文件中没有' },
  error: '最大差值',
  shape: '形状',
  foundShape: (found, expected) => `${found}，应为 ${expected}`,
  both: '应为与实为',
  value: '数值',
  expected: '应为',
  found: '实为',
  rows: { mean: '均值', std: '标准差', maxAbs: '最大绝对值' },
  inputs: '它的输入',
  show: (label) => `显示 ${label}`,
  cancel: '取消',
};
