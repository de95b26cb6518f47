import type { Messages } from '../en.ts';
import { counted, grouped } from './grammar.ts';
import { names } from './names.ts';

export const inspect: Messages['inspect'] = {
  title: '检查器',
  selected: (count) => `已选择 ${grouped(count)} 项`,
  nothingShared: '所选对象没有共同的设置。',
  oddLevels: (levels) => `${levels.map(names.given).join('、')}：不属于六种结构。只能一起修改它们的块。`,
  group: '组',
  total: '合计',
  noShape: '无：见“问题”',
  moving: (size) => `${size}，随数据移动`,
  movingHint: '可变形卷积的采样点读取的位置由数据决定。感受野按采样点不移动计算。',

  actions: {
    title: '所选对象',
    connect: '连接',
    connectHint: '然后选择接收此节点输出的节点',
    unpinHint: '交还给自动布局',
  },

  network: {
    empty: '网络是空的。请从组件面板添加图像，或打开一个预设网络。',
    levels: (blocks, nodes, levels) =>
      `${counted(blocks, '个块')}，${counted(nodes, '个聚合节点')}，${counted(levels, '个层级')}。`,
    ops: (nodes, ops) => `${counted(nodes, '个节点')}，${counted(ops, '个算子')}。`,
    selectLevel: '选择层级、块或节点即可编辑。',
    selectNode: '选择组或节点即可编辑。',
    head: '任务头',
    broken: '修复问题后才能选择任务头：见“问题”。',
    mixed: (level, settings) =>
      `${names.given(level)} 的块在${settings.join('、')}上各不相同，配置文件无法表示，因此网络按计算图保存。改成一致即可恢复。`,
    left: (place) => `${place} 与配置文件所能表示的不同，因此网络按计算图保存。撤销即可恢复。`,
    show: '显示位置',
    counts: '计数',
    fixed: '其中固定不训练',
    source: '来源',
    changed: (source) => `${source}，之后有改动`,
    accuracy: (top1, top5) => `timm 公布的原网络 ImageNet 224×224 准确率：top-1 ${top1} %，top-5 ${top5} %。`,
  },

  hashes: {
    title: '哈希',
    structure: {
      label: '结构',
      hint: '由网络所计算的内容得出：等价的网络无论怎么画都相同',
      copyIt: '复制结构哈希',
    },
    names: {
      label: '名称',
      hint: '由所有张量的名称、形状和顺序得出：相同则权重可以通用',
      copyIt: '复制名称哈希',
    },
    compute: '计算哈希',
    copied: '哈希已复制到剪贴板。',
  },

  head: {
    task: '任务',
    tasks: {
      classifier: '图像分类',
      segmentation: '语义分割',
      boundary: '边界检测',
      detection: '目标检测',
      features: '仅特征',
    },
    decoder: '解码器',
    decoders: {
      none: '无',
      shallow: '浅层（FPN、U-Net）',
      ida: 'IDA',
      'ida-up': 'IDA-up (DLAUp)',
      own: '自定义',
    },
    finest: '最细尺度',
    stride: '输出步幅',
    seen: '看到',
    seenOf: '参数量和 MACs 属于整个网络。“看到”：颈部特征图的感受野。',
    seenMoves: '参数量和 MACs 属于整个网络。“看到”：颈部特征图的感受野，随数据移动。',
    nodes: '颈部的卷积',
    node: { deform: '可变形', conv: '普通 3×3' },
    neck: '颈部',
    necks: { 'dla-up': 'DLAUp（拼接）', 'dla-up-add': 'CenterNet（相加）' },
    wideProjection: '3×3 投影，同 MonoDLE',
    hidden: '检测头的隐藏通道数',
    headNorm: '检测头带归一化',
    heads: '检测头',
    headName: (number) => `第 ${number} 个检测头的名称`,
    headMaps: (name) => `${name} 的通道数`,
    removeHead: (name) => `移除 ${name}`,
    addHead: '添加检测头',
    noName: '只能用字母、数字和 _，不能以数字开头；不能是 base、dla_up 或 ida_up。',
    sameName: '已有同名的检测头。',
    noScale: '解码器需要图像 1/2、1/4 或 1/8 大小的特征图，此网络没有。',
  },

  centerNet: {
    title: 'CenterNet 改了什么',
    changes: [
      '它用加法。作者的 DLAUp 拼接两张特征图的通道；CenterNet 把一张上采样后与另一张相加，再对和做卷积。',
      '它止于 1/4，并多出一遍 ida_up，把阶梯各遍的结果相加。1/32 的特征图只经由这些遍到达检测头。',
      '投影和节点是可变形卷积：采样点读取的位置由特征图算出，因此每个位置看到的范围随数据移动。',
    ],
    open: (name) => `在旁边打开 ${name}`,
    lesson: '课程：密集预测',
  },

  level: {
    summary: (structure, letter, blocks) => `${structure}（${letter}）· ${counted(blocks, '个块')}`,
    odd: '不属于六种结构',
    title: '层级',
    blocks: '块',
    levelRoot: 'levelRoot：最后的节点还接收池化后的输入',
    residual: '残差：节点加上最深的输入',
    result: '结果',
  },

  node: {
    inputs: '输入',
    deepestFirst: '输入，最深的在前',
    settings: '设置',
    shape: '形状',
    output: '输出',
    cost: '开销',
    reach: '可及范围',
    wholeImage: '整张图像',
    weights: '权重',
    parameters: (formulas) =>
      [
        formulas.weights && `${formulas.weights} 权重`,
        formulas.norms && `${formulas.norms} 批归一化`,
        formulas.biases && `${formulas.biases} 偏置`,
      ]
        .filter((part) => part !== '')
        .join(' + '),
  },

  equation: {
    noShape: '有的输入还没有形状：见“问题”。',
    weights: (size, sum) => (sum === '' ? `W 为 ${size}` : `W 为 ${size}，${sum}`),
  },

  inputs: {
    kind: (kind, residual) => `${residual ? '残差，' : ''}${kind ?? '缺失'}`,
    up: (name) => `上移 ${name}`,
    down: (name) => `下移 ${name}`,
    order: '权重按此顺序排列。',
  },

  edge: {
    kinds: { aggregation: '聚合', residual: '残差', backbone: '主干' },
    value: '数值',
    elements: '元素数',
    input: (input, of) => `第 ${input} 个，共 ${of} 个`,
    ends: '起点和终点',
  },

  activations: {
    waiting: '等待中',
    notRun: {
      title: '还没有运行过',
      text: '运行网络，即可查看每个节点的各个通道、数值的分布，以及哪些通道已失活。',
    },
    none: { title: '请选择节点', text: '只计算所选节点的通道。' },
    unknown: { title: '上次运行不包含此节点', text: '再次运行即可查看内部。' },
    failed: (title) => `无法计算 ${title}`,
    again: '重试',
    cancelled: '已取消。',
    compute: '计算通道',
    computing: (title, progress) => `正在计算 ${title}：${progress}`,
    of: (title) => `${title} 的激活`,

    statistics: (title) => `${title} 的统计量`,
    value: '数值',
    op: (name, kind) => `${name}：${kind}`,
    result: '结果',
    mean: '均值',
    deviation: '标准差',
    minimum: '最小值',
    maximum: '最大值',
    zeros: '零值',
    deadChannels: '失活通道',
    count: (count, of) => `${count} / ${of}`,
    zeroIn: (images) => (images === 1 ? '在这张图像上处处为零' : `在全部 ${images} 张图像上处处为零`),
    distribution: '数值分布，对数坐标',
    values: (title) => `${title} 的数值`,

    order: '通道顺序',
    orders: { index: '按编号', mean: '按均值', dead: '失活的在后' },
    scale: '色标',
    scales: { one: '统一色标', own: '各自色标' },

    page: (first, last, of) => `第 ${first} 到 ${last} 个通道，共 ${of} 个`,
    pageShort: (first, last, of) => `${first}–${last} / ${of}`,
    pages: '通道分页',
    before: '前一页通道',
    after: '后一页通道',
    channel: (index) => `通道 ${index}`,
    channelOf: (index, title) => `${title} 的通道 ${index}`,
    channelOn: (index, dead, image) => `通道 ${index}${dead ? '，失活' : ''} · ${image}`,
    channelMean: (index, mean, dead) => `通道 ${index}，均值 ${mean}${dead ? '，失活' : ''}`,
    channelMark: (index, dead) => (dead ? `${index} 失活` : String(index)),
    range: (mean, low, high) => `均值 ${mean}，从 ${low} 到 ${high}`,

    reach: {
      title: '单元看到了什么',
      click: '点击一处，看那里的单元依赖图像的哪些部分。',
      middle: (of) => (of === undefined ? '正中的单元' : `${of} 正中的单元`),
      follow: '点到哪个节点就问哪个',
      noNode: '先选中一个节点，再看它依赖图像的哪些部分。',
      notRun: '先运行网络：节点看到了什么，要在图像上测量。',
      waiting: '等待图像',
      phases: {
        forward: (node) => `前向：${node}`,
        backward: (node) => `反向：${node}`,
      },
      failed: '无法计算它看到的区域',
      picture: (title) => `${title} 在图像上看到的区域`,
      unit: (title, row, column) => `${title}，第 ${row} 行，第 ${column} 列`,
      of: (letter, unit) => `${letter}：${unit}`,
      field: (size) => `感受野 ${size}`,
      box: (size) => `其中 ${size} 在图像内`,
      mass: (side) => `95 % 集中在 ${side} 像素内`,
      nothing: '没有梯度到达',
      notFinite: '梯度在一些位置为 NaN 或无穷大',
      legend: '虚线：理论感受野。亮处：实测结果，即对图像的梯度绝对值。实线：以该单元为中心、包含其中 95 % 的正方形。',
      missing: (letters) => `${letters} 没有运行，或没有这样的数值。`,
    },
  },
};
