import type { Messages } from '../en.ts';

export const terms: Messages['terms'] = {
  parameters: '参数量',
  buffers: '缓冲区',
  macs: 'MACs',
  flops: 'FLOPs',
  activations: '激活数',
  tensors: '张量数',
  weightMemory: '权重内存',
  activationMemory: '激活内存',
  receptiveField: '感受野',
  shape: '形状',
  reduction: '缩小倍数',
  input: '输入',
  node: '节点',
  block: '块',
  kind: '类型',
  name: '名称',
  op: '算子',
  time: '耗时',
  logits: 'logits',
  classes: '类别数',
  structure: '结构',
};

export const memory: Messages['memory'] = {
  weightMemory: '全部权重和缓冲区，按 float32 计。',
  activationMemory:
    '一张图像前向传播时，同一时刻占用的最大值：当前结果，加上之后还要用到的所有先前结果。按 float32 计，不含权重。',
  runMemory: '一次运行中后端同一时刻占用的最大值：权重、激活，以及计算过程中的临时数据。',
};
