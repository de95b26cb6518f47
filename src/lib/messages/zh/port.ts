import type { Messages } from '../en.ts';

/** 移植的网络所算的值，与这里所算的值并列。 */
export const port: Messages['port'] = {
  title: '移植',
  reading: (file) => `正在读取 ${file}`,
  comparing: '正在比较移植',
  empty: {
    title: '尚未比较移植',
    text: '拖入另一实现用种子权重和种子图像运行后写出的 .npz：首个不同的节点会亮起。',
  },
  stale: '此后网络已更改。',
  equal: (file, count) => `${file}：比较了 ${count} 个节点，全部相等。`,
  differs: (file, label) => `${file} 首先在 ${label} 处不同。`,
  caption: '已比较的节点',
  node: '节点',
  status: '结果',
  statuses: { equal: '相等', different: '不同', absent: '文件中没有' },
  error: '最大差异',
  shape: '形状',
  foundShape: (found, expected) => `${found}，应为 ${expected}`,
  both: '应有值与所得值',
  value: '数值',
  expected: '应有',
  found: '所得',
  rows: { mean: '均值', std: '标准差', maxAbs: '最大绝对值' },
  inputs: '其输入',
  show: (label) => `显示 ${label}`,
  cancel: '取消',
};
