import type { Messages } from '../en.ts';
import { among, before, behind, counted, grouped, listed } from './grammar.ts';
import { names } from './names.ts';
import { structureName } from './structures.ts';

const { given } = names;

export const gradients: Messages['gradients'] = {
  noClassifier: {
    title: '没有分类器，就没有可求导的损失',
    text: (network) =>
      `这里的梯度是某一类别的损失的梯度。${network} 不输出一行 logits：请在检查器中选择图像分类网络，或让网络以分类器结尾。`,
  },
  broken: {
    title: '网络有问题',
    text: '只有能运行的网络才有梯度。请先修复问题。',
  },
  empty: {
    title: '还没有梯度',
    text: '“求梯度”在此浏览器中把某一类别的损失反向传播过整个网络，显示有多少梯度到达每个节点和图像的每一处。',
  },
  zero: '梯度处处为 0：网络对这个类别非常确定。请换一个类别。',

  notFinite: (gradient, places, more) =>
    `${gradient} 在${among(listed(more > 0 ? [...places, `另外 ${grouped(more)} 处`] : places))}中为 NaN 或无穷大。`,

  show: { label: '显示', nodes: '节点', structures: '六种结构', networks: '打开的网络', saliency: '显著图' },
  class: {
    label: '类别',
    one: (index, name) => (name === undefined ? String(index) : `${index} ${name}`),
    unknown: (last, named) => `0 到 ${last} 之间的数${named ? '，或类别名称' : ''}。`,
  },
  image: { label: '图像', quick: (size) => `${size}，快速` },
  weights: {
    label: '权重',
    he: 'He 初始化',
    heOf: (seed) => `He 初始化，种子 ${seed}`,
  },
  seed: '种子',
  seeds: '种子',
  seedsHint: (most) => `初始权重的种子：最多 ${most} 个，例如 1–3 或 2, 5, 7`,
  together: {
    shows: '各网络的梯度',
    button: (letters) => `对比 ${listed(letters)}`,
    hint: (passes) => `${grouped(passes)} 次反向传播：每个网络、每个种子各一次`,
    one: '请再打开一个网络来对比（D）：现在只打开了一个。',
    comparing: (letter, name, pass, of) => `${letter} ${name}，${pass} / ${of}`,
    empty: {
      title: '还没有对比',
      text: '“对比”从若干种子出发，把某一类别的损失反向传播过每个打开的网络，显示每个块得到多少梯度。层级中同一位置的块以相同的权重开始。',
    },
    network: (letter, name, reference) => `${letter} ${name}${reference ? '（参照）' : ''}`,
    refused: (letter, why) => `${letter}：${why}`,
    noLevels: (letter) => `${letter} 没有六种结构的层级，因此没有首块和末块。`,
    odd: (letter) => `${letter} 中的梯度为 NaN 或无穷大。`,
    silent: (letter) => `${letter} 中没有梯度流动：它对这个类别非常确定。请换一个类别。`,
    figure: (networks, findings) => `${listed(networks)} 各块的梯度范数，逐层级。${findings}`,
    table: {
      caption: (reference) => `每个层级的首块和末块；差异相对于 ${reference}`,
      level: '层级',
      network: '网络',
      blocks: '块数',
      first: '首块 ÷ logits',
      ratio: '首块 ÷ 末块',
      judged: (reference) => `相对于 ${reference}`,
      says: {
        'one-seed': '只有一个种子',
        nothing: '在离散程度之内',
        little: '不到离散程度的两倍',
        something: '至少离散程度的两倍',
      },
      itself: '–',
    },
    spread: (mean, deviation) => (deviation === undefined ? mean : `${mean} ± ${deviation}`),
    times: (times, letter) => `在 ${letter} 中为 ${times} 倍`,
    shares: (level, by, findings) =>
      `在${behind(given(level))}，首块得到的梯度与${by === 'result' ? '到达末块的梯度' : '末块权重的梯度'}相比，${findings.join('，')}。`,
    no: (level) =>
      level === undefined
        ? '没有一个层级在所有网络中都至少有两个块，因此无法对比首块和末块。'
        : `在${among(given(level))}中没有可对比的内容。`,
    more: (times, letter) => `在 ${letter} 中为 ${times} 倍`,
    differs: {
      something: (reference, findings, seeds) =>
        `以 ${reference} 为 1，首块与末块之比${findings.join('，')}：相差至少是 ${grouped(seeds)} 个种子离散程度的两倍。`,
      little: (reference, findings, seeds) =>
        `以 ${reference} 为 1，首块与末块之比${findings.join('，')}：相差超过 ${grouped(seeds)} 个种子的离散程度，但不到两倍；需要更多种子才能判断。`,
    },
    alike: (letters, reference, noise, seeds) =>
      `${listed([...letters, reference])} 之间没有超出 ${grouped(seeds)} 个种子离散程度（± ${noise}）的差异。`,
    oneSeed: '只用一个种子无法区分真实差异和偶然：请选择多个种子。',
    legend: (of) =>
      `横轴：每个层级的块，从首到末。纵轴：损失对块的${of.by === 'result' ? '结果' : '权重'}的梯度的 L2 范数，除以对 logits 的梯度范数；对数坐标。线为均值，色带从最小到最大的种子。类别 ${of.label}，${of.input}，尺寸 ${listed(of.sizes)}，He 初始化，种子 ${of.seeds}${of.backend === undefined ? '' : `，${of.backend}`}。${of.statistics === 'batch' ? '批归一化用图像八个视图（平移和翻转）的统计量，与训练时相同。' : '批归一化用存储的统计量，与运行时相同；训练之前为均值 0、方差 1。'}${of.shortcuts ? '' : '这些层级的块不加残差。'}`,
    csv: ['网络', '名称', '种子', '层级', '块', '对结果的范数', '对权重的范数', '对 logits 的范数'],
  },
  statistics: {
    label: '批归一化',
    batch: '用本批统计量',
    stored: '用存储的统计量',
  },
  shortcuts: '块内残差',
  shortcutsHint: '块是否加上残差',
  differentiate: '求梯度',
  differentiateHint: (label, input) => `反向传播类别 ${label} 的损失：${input}`,
  allLevels: '所有层级',
  compare: (levels) => `对比${behind(given(levels))}`,
  compareHint: (levels) => `十二次反向传播：${given(levels)} 取六种结构，各用 He 权重和种子权重`,
  noLevel: '请选择属于六种结构之一的层级',

  progress: '梯度',
  preparing: '正在准备',
  phases: {
    forward: (node) => `前向：${node}`,
    backward: (node) => `反向：${node}`,
  },
  comparing: (structure, pass, of) => `${structureName(structure)}，${pass} / ${of}`,

  facts: (of) =>
    `${of.network}，${of.input}${of.statistics === 'batch' ? '的八个视图' : ''}，${of.weights}，批归一化用${of.statistics === 'batch' ? '本批' : '存储的'}统计量：类别 ${of.label} 的概率为 ${of.probability}，损失为 ${of.loss}。${of.backend}，${of.time}。`,

  quantity: '损失的梯度',
  by: { result: '∂L/∂结果', weights: '∂L/∂权重' },
  norms: { result: '‖∂L/∂结果‖', weights: '‖∂L/∂权重‖' },

  table: {
    caption: (by) => `各节点的梯度范数；条形表示 ∂L/∂${by === 'result' ? '结果' : '权重'}`,
    node: '节点',
    kind: '类型',
    level: '层级',
    bar: '在图上',
    skip: '所在层级跳跃路径上的节点数',
  },

  saliency: {
    empty: { title: '没有梯度到达图像', text: '梯度处处为 0。请换一个类别。' },
    notFiniteTitle: '对图像的梯度不是有限值',
    notFinite: (count, of) => `${grouped(of)} 个位置中有 ${grouped(count)} 个位置的梯度为 NaN 或无穷大，这些位置留空。`,
    saw: (input) => `网络看到的图像：${input}`,
    seen: (input) => `${input}，网络所见`,
    map: (label) => `显著图：类别 ${label} 的损失对每一处的依赖程度`,
    values: '各通道中最大的 |∂L/∂x|',
    over: '叠加在图像上的显著图',
    below: '下层图像',
    both: '两者',
    opacity: (share) => `叠加层不透明度 ${share} %`,
    legend: (label, most) =>
      `亮处表示：图像在那里的微小变化对类别 ${label} 的损失影响最大。最大值为 ${most}；每二百处中有一处取最亮的颜色。`,
    seeded: '种子张量不是图片；选择一张图像，看看显著图在图像上的样子。',
  },

  flow: {
    shows: '各结构的梯度',
    empty: {
      title: '还没有对比',
      text: '“对比”让各层级依次取六种结构，使用相同的图像、相同的类别，块 1、块 2 等也使用相同的权重，并测量每个块得到多少梯度。',
    },
    headings: {
      he: (seed, statistics) =>
        statistics === 'batch'
          ? `如同训练之前（He，种子 ${seed}）`
          : `He 初始化（种子 ${seed}），批归一化用存储的统计量`,
      seeded: () => '使用种子权重',
    },
    weights: { he: 'He', seeded: '种子' },
    allSix: { he: '全部六种，He', seeded: '全部六种，种子' },
    ratio: (ratio) => `首 ÷ 末 ${ratio}`,
    refused: '块数不适用',
    zero: '梯度为 0',
    notFinite: '非有限值',
    csv: [
      '结构',
      '权重',
      '层级',
      '块',
      '跳跃路径上的节点数',
      '对结果的范数',
      '对权重的范数',
      '对 logits 的范数',
      '损失',
    ],
    figure: (levels, network, findings) =>
      `六种结构下 ${network} 的${among(given(levels))}中各块的梯度范数。${findings.join('')}`,
    oneBlock: '只有一个块的层级没有首末可比。',
    legend: (of) =>
      [
        `横轴：${of.network} 的${among(given(of.levels))}的各块，从首到末。`,
        `纵轴：损失对块的${of.by === 'result' ? '结果' : '权重'}的梯度的 L2 范数，除以对 logits 的梯度的范数；对数坐标，权重种类相同的各图刻度相同。`,
        ...(of.longest === undefined ? [] : [`首 ÷ 末取自${behind(given(of.longest))}。`]),
        `类别 ${of.label}，${of.input}，${of.size}${of.backend === undefined ? '' : `，${of.backend}`}。`,
        of.statistics === 'batch'
          ? '批归一化使用图像的八个视图（平移和翻转）的统计量，如同训练时。'
          : '批归一化使用存储的统计量，如同运行时；训练之前为均值 0、方差 1。',
        ...(of.shortcuts ? [] : [`${before(given(of.levels))}的块不加残差。`]),
      ].join(''),
    refusal: (structure, why) => `${structure}：${why}`,

    weaker: (times) => `为其 1/${times}`,
    stronger: (times) => `为其 ${times} 倍`,
    alike: '与之相当（相差不到十分之一）',
    inStructures: (finding, structures) => `在${among(listed(structures))}中${finding}`,
    slopes: (level, blocks, by, findings) =>
      `${before(given(level))}有 ${grouped(blocks)} 个块，${by === 'result' ? '到达末块的梯度' : '末块权重的梯度'}与首块相比，${findings.join('，')}。`,
    starves: (last, first, neither) =>
      [
        last.length > 0 ? `在${among(listed(last))}中，末块得到的梯度明显偏少` : '',
        first.length > 0 ? `在${among(listed(first))}中，首块得到的梯度明显偏少` : '',
        neither.length > 0 ? `在${among(listed(neither))}中，两端都不偏少` : '',
      ]
        .filter((part) => part !== '')
        .join('；')
        .concat('。'),
    plain: (blocks) => `(a) 普通堆叠没有跳跃路径：首块的梯度要穿过其后全部 ${grouped(blocks)} 个块才能传回。`,
    odd: (structures) => `${before(listed(structures))}中的梯度为 NaN 或无穷大。`,
    sure: (structures) => `${before(listed(structures))}中没有梯度流动：网络对这个类别非常确定。请换一个类别。`,
    spreadAlike: '各种聚合结构的梯度分布同样均匀。',
    spread: (least, leastTimes, most, mostTimes) =>
      `在聚合结构中，${before(least)}最不均匀：最强的块得到的梯度是最弱的块的 ${leastTimes} 倍。${before(most)}最均匀：${mostTimes === undefined ? '各块得到的梯度几乎相同' : `${mostTimes} 倍`}。`,
    way: (structure, first, last) => {
      const way = `在${among(structure)}中，首块到层级终点的跳跃路径有 ${counted(first, '个聚合节点')}，末块${last === first ? '也一样多' : `有 ${grouped(last)} 个`}`;
      if (last > first) return `${way}：最深的块离损失最远。`;
      return first > last ? `${way}：最深的块离损失最近。` : `${way}。`;
    },
  },
};
