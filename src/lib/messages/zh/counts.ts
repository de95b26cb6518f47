import type { Messages } from '../en.ts';
import { counted } from './grammar.ts';

export const counts: Messages['counts'] = {
  opOf: (place, op) => `${place} · ${op}`,

  costs: {
    by: '开销统计方式',
    caption: (grain) => `按${grain}统计的开销`,
    grains: {
      part: { label: '部分', one: '部分' },
      level: { label: '层级', one: '层级' },
      module: { label: '模块', one: '模块' },
      op: { label: '算子', one: '算子' },
    },
    what: '对象',
    result: '结果',
    share: '占全部 MACs',
    modules: (count) => counted(count, '个模块'),
    wholeField: '全图',
  },

  accuracy: {
    show: '已公布的准确率',
    what: 'timm 公布的 ImageNet 224×224 top-1（results-imagenet.csv）与各网络开销的关系，对数坐标。实心：论文中的网络；空心：其他网络。',
    open: '当前打开的网络标在横轴上对应的开销处：不会为它们编造准确率。',
    chart: (count, networks) => `已公布的 top-1 准确率与${count}的关系，对数坐标。横轴上：${networks.join('；')}。`,
    titles: { parameters: 'top-1 与参数量', macs: 'top-1 与 MACs' },
    at: (name, count) => `${name}，${count}`,
    caption: '预设网络已公布的准确率和开销',
    network: '网络',
    top1: 'top-1',
    top5: 'top-5',
    openPreset: (name) => `打开 ${name}`,
    counting: '正在统计预设网络',
  },

  paths: {
    to: '路径',
    ends: { output: '到输出', level: '到层级末端' },
    hint: '跳跃路径只经过聚合节点：经过的节点少，是浅的跳跃；经过的节点多，是深的跳跃。选择一行即可在结构图上看到它的最短路径。',
    empty: {
      title: '没有块通向任何输出',
      text: '请把块连接到输出，或选择属于六种结构之一的层级。',
    },
    caption: '每个块的路径',
    skip: '跳跃路径上的节点数',
    noSkip: '没有跳跃路径',
    nodes: '节点数，最短 – 最长',
    blocks: '其后的块数',
    convolutions: '卷积数',
    ways: '路径数',
  },

  times: {
    caption: '各算子的耗时',
    share: '占总耗时',
    rate: 'GMAC/s',
    op: (name, kind) => `${name}，${kind}`,
    summary: (time, steps, backend) =>
      `在 ${backend} 上逐步运行 ${counted(steps, '步')}，共 ${time}。一起计算的算子列在其中第一个之下。`,
    again: '重新测量',
    measure: '测量各算子的耗时',
    empty: {
      title: '还没有测量过',
      text: '再运行一次网络，每次一步，即可看到每个算子用了多久，以及这段时间内完成了多少次乘加。',
    },
  },

  issues: {
    none: '没有问题',
    covered: '所有形状都匹配，所有计数都涵盖整个网络。',
    show: (place) => `显示 ${place}`,
  },

  tools: {
    label: '工具',
    tool: (name, backend) => (backend ? `${name}，${backend}` : name),
    caption: (tool) => `从这里的 MACs 到 ${tool} 打印的数值`,
    columns: { what: '乘加', counted: '计为', ops: '算子数', amount: '数量' },
    here: '这里的 MACs',
    hereCounted: '卷积和线性层，偏置不计',
    quantity: (quantity, tool) => `${tool} 的 ${quantity}`,
    same: '没有差别',
    untrained: '从不训练',
    untrainedWhat: '任务头中固定的上采样',
    parameters: (tool) => `${tool} 的参数量`,
    parametersOf: (count) => `共 ${count}`,
    parametersSame: '与这里相同',
    note: (tool, version, repository) =>
      `${tool} ${version}（${repository}），一张图像，eval 模式，各层写成模块，同 timm 和 torchvision。`,
    subjects: {
      'conv-bias': '卷积的偏置',
      'linear-bias': '线性层的偏置',
      transposed: '转置卷积',
      deformable: '可变形卷积',
      norm: '批归一化',
      'group-norm': '组归一化',
      relu: 'ReLU',
      'max-pool': '最大池化',
      'avg-pool': '平均池化',
      'global-pool': '全局平均池化',
      bilinear: '双线性上采样',
      nearest: '最近邻上采样',
    },
    measures: {
      'per-output': '每个输出元素计 1 次',
      'per-class': '每个类别计 1 次',
      'output-positions': '每个权重按输出位置计，而不是按输入位置计',
      'two-per-channel': '两个参数，每个通道计一次',
      'two-per-element': '每个元素计 2 次',
      'four-per-element': '每个元素计 4 次',
      'five-per-element': '每个元素计 5 次',
      none: '不计：工具没有对应的规则',
      'by-module': '由模块的钩子，每个输入元素计 1 次',
      'by-function': '由函数的钩子，每个输入元素计 1 次',
      'per-input': '每个输入元素计 1 次',
      'inputs-and-outputs': '每个输入元素和每个输出元素各计 1 次',
      'four-per-output': '每个输出元素计 4 次',
      'eleven-per-output': '每个输出元素计 11 次',
    },
  },

  official: {
    title: '作者代码中的参数量',
    none: '作者的代码不构建这个网络，因此没有官方计数。',
    allUsed: (count) => ['全部 ', { strong: count }, ' 个参数都用到了。'],
    caption: '用到的参数、无用权重和官方计数',
    used: '用到的',
    dead: '无用权重',
    official: '官方',
    buffer: '缓冲区',
    reasons: {
      'outer-projection': '由树组成的树会自建一个投影，但它把输入传给左半部分，而左半部分自己会做投影。',
      'backbone-classifier': '主干网络保留着 ImageNet 分类器，但密集预测网络从不调用它。',
    },
  },
};
