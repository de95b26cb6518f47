import type { Messages } from '../en.ts';
import { behind, counted, inQuotes, listed } from './grammar.ts';
import { names } from './names.ts';

const { given } = names;

export const compare: Messages['compare'] = {
  letters: ['A', 'B', 'C', 'D'],
  note: (structure) => `~ ${structure}`,

  allSix: {
    button: '六种结构',
    hint: '论文图 2：同一层级的六种结构及其计数',
    command: '同一层级的六种结构',
    title: (blocks) => (blocks === undefined ? '六种结构' : `聚合 ${counted(blocks, '个块')}的六种方式`),
    what: 'Deep Layer Aggregation 的图 2，画在此网络的一个层级上。点击即采用该结构。',
    level: '层级',
    empty: {
      title: '没有可以选择结构的层级',
      text: '没有层级属于图 2 的六种结构。',
    },
    key: { block: '块', node: '聚合节点', way: '首块的最短路径' },
    now: '当前',
    nodes: (count) => counted(count, '个聚合节点'),
    skip: (block, nodes, blocks) => {
      if (nodes === undefined) return `没有跳跃路径：${block} 还要经过 ${counted(blocks, '个块')}`;
      return nodes === 0 ? `${block} 就是结果` : `${block} 的最短跳跃路径：${counted(nodes, '个节点')}`;
    },
    out: '输出',
    parameters: '参数量',
    macs: 'MACs',
  },

  counts: {
    title: (networks) => `${listed(networks)} 的计数`,
    column: '计数',
    difference: (a, b) => `${b} − ${a}`,
    ratio: (a, b) => `${b} ÷ ${a}`,
    same: '相同',
    moving: (name, letters) => `${name}（${letters} 中随数据移动）`,
    names: {
      parameters: '参数量',
      macs: 'MACs',
      flops: 'FLOPs',
      activations: '激活数',
      tensors: '张量数',
      blocks: '块数',
      aggregations: '聚合节点数',
      receptiveField: '感受野',
    },
  },

  levels: {
    title: '各层级的开销',
    count: '计数内容',
    network: (letter, name) => (name === '' ? letter : `${letter}：${name}`),
    countOf: (level, count) => `${level}，${count}`,
    largest: '最大',
    none: '–',
    copy: {
      button: '复制',
      title: '按屏幕上的样子复制表格',
      markdown: '复制为 Markdown',
      latex: '复制为 LaTeX',
      csv: '复制为 CSV',
      done: '表格已复制到剪贴板。',
    },
  },

  differences: {
    title: '差异',
    of: (other, reference) => `${other} 与 ${reference} 对比`,
    levels: (count) => counted(count, '个层级'),
    none: (a, b) => `${a} 和 ${b} 是同一个网络。修改其中一个，第一次编辑就是第一处差异。`,
    alike: (levels) =>
      levels.length === 1
        ? `${given(levels[0]!)} 有两个块：(b) 到 (f) 都用一个节点聚合两个块，因此结构不造成差异。`
        : `${listed(levels.map(given))} 各有两个块：(b) 到 (f) 都用一个节点聚合两个块，因此结构不造成差异。`,
    only: (level, network) => `只有 ${network} 有${behind(given(level))}`,
    differs: (level) => `${given(level)} 不同`,
    structure: (level, now, before) => `${given(level)}：${now}，原为 ${before}`,
    nodes: (change) => `${change} 个节点`,
    parameters: (change) => `${change} 个参数`,
    macs: (change) => `${change} 次乘加（MACs）`,
    setting: (name, now, before) => `${name} ${now}，原为 ${before}`,
    inputs: (now, before) => `输入 ${now}，原为 ${before}`,
    changed: (node, changes) => `${node}：${changes.join('，')}`,
    added: (node, inputs) => (inputs === '' ? `新增 ${node}` : `新增 ${node}，输入 ${inputs}`),
    removed: (node) => `删去 ${node}`,
  },

  script: {
    title: '编辑脚本',
    count: (count) => counted(count, '条命令'),
    none: '不需要任何命令：两者的计算相同，张量也相同。',
    unsound: '请先修复两个网络的问题。',
    find: '求出命令',
    replay: '逐步执行',
    replayHint: '在第一个网络的副本上逐条执行命令；如果不能再打开网络，则直接在该网络上执行',
    next: '下一步',
    back: '上一步',
    end: '结束',
    done: (done, of) => `共 ${counted(of, '条命令')}，已执行 ${done} 条`,
    edited: '网络已被另外编辑。请撤销该编辑再继续。',
    lines: {
      edit: (what, changes) => `${what}：${changes.join('，')}`,
      change: (name, value) => `${name} ${value}`,
      image: '图像',
      stem: '起始层',
      addLevel: (at) => `添加层级 ${at}`,
      removeLevel: (level) => `删除${behind(given(level))}`,
      name: (id, name) => (name === '' ? `${id}：去掉名称` : `${id}：命名为${inQuotes(name)}`),
      makeGroup: (id) => `建立组 ${id}`,
      fillGroup: (id, count) => `${id}：包含 ${counted(count, '个成员')}`,
    },
    names: '只改变张量的名称',
    copy: '复制',
    copyHint: '作为 dla apply 可用的文件',
    copied: '编辑脚本已复制到剪贴板。',
  },

  classes: {
    title: (input) => `${input} 的类别`,
    class: '类别',
    table: (networks) => `${listed(networks)} 的最可能类别`,
    agree: (networks, name) => `${listed(networks)} 都认为最可能是 ${name}。`,
    disagree: (first) => `最可能的类别：${listed(first.map(([network, name]) => `${network} 为 ${name}`))}。`,
    rank: (rank) => `#${rank}`,
    place: (network) => `在 ${network} 中的名次`,
    percent: (value) => `${value} %`,
    changed: (by, less) => `${less ? '−' : '+'}${by}`,
    mapOf: (network) => `最可能的类别，${network}`,
    boundaryOf: (network) => `边界概率，${network}`,
    differ: (a, b) => `${a} 与 ${b} 的不同之处`,
    share: (share) => `占所有位置的 ${share}`,
    otherSize: '两张图的大小不同。',
    shares: (networks) => `各类别在 ${listed(networks)} 中所占的图像比例`,
  },

  report: {
    outputs: '网络的计算结果',
    pairs: (measure) => `两两比较：${measure}`,
    maps: '每个位置最可能的类别',
  },

  outputs: {
    title: (input) => (input === undefined ? '输出' : `输入 ${input} 时的输出`),
    empty: '运行这些网络即可对比结果。',
    unlike: '这些网络运行时所用的图像或权重不同，请全部重新运行。',
    result: '结果',
    stale: (networks) => `${listed(networks)} 在这次运行之后有改动。`,
    map: (result, network) => `${network} 的${behind(result)}`,
    differs: (a, b) => `|${a} − ${b}|`,
    differenceMap: (result, a, b) => `${result}：${a} 与 ${b} 的差异所在`,
    measures: {
      cosine: { label: '余弦', hint: '余弦相似度：结果方向相同时为 1' },
      cka: {
        label: 'CKA',
        hint: '线性中心核对齐：各通道对每个位置的描述一致时为 1',
      },
      largest: { label: 'max |Δ|', hint: '两个数值之间的最大差值' },
    },
    pair: (measure, a, b) => `${measure} ${a}、${b}`,
    samples: '样本数',
    samplesHint: '所有图像的所有位置，即 CKA 所用的样本',
    none: '–',
    waiting: '…',
    notFinite: '非有限值',
    measure: '对比的量',
    matrix: '两两对比',
    level: '结果',
    onFigure: '显示在结构图上',
    heat: { cosine: '1 − 余弦', cka: '1 − CKA', largest: '最大差值' },
  },
};
