import type { Messages } from '../en.ts';
import { among, before, counted, grouped, listed } from './grammar.ts';
import { structureName } from './structures.ts';

export const training: Messages['training'] = {
  data: {
    label: '学习用的图像',
    shapes: '形状',
    aboutShapes:
      '1,400 张图像，每张是填有纹理的形状（圆盘、十字、圆环、双条），带噪声，每个种子重新生成；400 张留作测试。类别是两个编号之和除以 4 的余数：必须结合细节特征和整体特征。',
    measured:
      '五个种子、八轮、块内不加残差的测量结果：错误率在 (b) 浅层聚合为 50.4 ± 3.8 %，(d) 树形为 62.1 ± 4.2 %，(a) 普通为 67.1 ± 4.6 %，(c) IDA 为 70.0 ± 1.3 %。这只说明训练如何开始。在这里试过的任务中，IDA 和树形的错误率都没有以超出离散程度的幅度低于浅层聚合。',
    digits: '手写数字',
    few: '少量手写数字',
    folder: '文件夹…',
    choose: '图像文件夹',
    another: '选择另一个文件夹',
    aboutDigits: '1,797 个手写数字，8×8；其中 297 个留作测试。E. Alpaydin 和 C. Kaynak，UCI 机器学习库，CC BY 4.0。',
    aboutFew:
      '1,797 个数字中用 300 个学习，其余 1,497 个用于测试：任务更难，网络之间的差别体现在更多的错误上，而不只是 297 个中的最后几个。',
    aboutFolder: (images, classes) =>
      `${grouped(images)} 张图像，${grouped(classes.length)} 个类别（${classes.slice(0, 4).join('、')}${classes.length > 4 ? ' …' : ''}）；五分之一留作测试。图像不会离开本机。`,
    size: '图像尺寸',
  },
  field: {
    label: '参与训练的网络',
    structures: '结构',
    networks: '打开的网络',
    one: '请再打开一个网络来对比（D）。',
    size: '图像尺寸',
    own: (size) => `${size}，保持不变`,
    batch: '批大小',
  },
  equal: '各网络的参数量与 (d) 树形大致相同：(a) 普通的最后一个层级多一个通道。',
  memory: (size) => `大约需要 ${size} 内存。`,
  tooMuch: (size, limit) => `这一次大约需要 ${size} 内存，而可用 ${limit}。请减小批大小、图像尺寸或网络数量。`,
  tight: (size, has) =>
    `这大约需要 ${size} 内存，而本机约有 ${has}：其他页面可能因此关闭，或训练失败。减小批大小或图像尺寸可以少用内存。`,
  estimate: { button: '测量时间', hint: '每个网络学习几步，然后丢弃' },
  measuring: '正在测量每个网络的几步',
  expected: (trainings, steps, time) =>
    `${counted(trainings, '次训练')}，${grouped(steps)} 步：按每个网络的几步估计，在这里大约需要 ${time}。`,
  network: (folder, structure) => `DLA ${folder}，${structure}`,

  structures: '结构',
  shortcuts: '块内残差',
  bare: '这里的块没有加残差：其权重不属于任何可以打开的网络。',
  blocks: '每个层级的块数',
  twoBlocks: '只有两个块时，(b) 到 (f) 是同一个网络。',
  epochs: '轮数',
  seeds: '种子',
  seedsHint:
    '例如 1–5 或 2, 7, 11。每个种子有不同的初始权重、不同的数据划分和不同的图像顺序。只用一个种子，看不出偶然因素有多大。',
  ahead: (trainings, steps) => `${counted(trainings, '次训练')}，${grouped(steps)} 步。测量之后可知在这里需要多久。`,
  left: (time) => `大约还需 ${time}`,

  train: { first: '训练', again: '重新训练' },
  noStructure: '请先选择结构',
  pause: '暂停',
  resume: '继续',
  stop: '停止',
  stopHint: '停止，并保留目前学到的结果',

  progress: '训练',
  preparing: '正在准备',
  reading: (image, of) => `正在读取图像 ${image} / ${of}`,
  learning: (structure, epoch, of, seed, seeds, loss) =>
    `${seeds > 1 ? `种子 ${seed} / ${seeds}，` : ''}${structureName(structure)}，第 ${epoch} / ${of} 轮，本批损失 ${loss}`,
  ending: '正在评估学习结果',
  paused: (progress) => `已暂停；${progress}`,

  empty: {
    title: '还没有训练过',
    text: '“训练”让网络在此浏览器中从相同的初始权重出发，以相同的顺序学习相同的图像。',
  },
  measured: { loss: '训练，损失', error: '训练，错误率' },
  curvesCsv: ['网络', '轮次', '训练集平均', '测试集平均', '测试集最小', '测试集最大'],
  loss: '损失，对数坐标（带标记的是测试集，细线是训练集）',
  errors: '错误率，对数坐标',
  band: '色带：各种子中从最小到最大的范围。',
  chart: (title, networks) => `${title}。${networks.join('；')}。`,
  after: (structure, value, epochs) => `${structure}：${epochs} 轮后在测试集上为 ${value}`,
  nothingYet: (structure) => `${structure}：还没有结果`,

  table: {
    caption: '本次训练的网络',
    structure: '网络',
    errors: '错误率，测试集',
    loss: '损失，测试集',
    trainingErrors: '错误率，训练集',
    seeds: '种子数',
    spread: (mean, deviation) => (deviation === undefined ? mean : `${mean} ± ${deviation}`),
    parameters: '参数量',
    time: '耗时',
    network: '训练好的网络',
    save: (structure, seed) => `将 ${structure}（种子 ${seed}）的权重保存为 safetensors`,
    open: (structure, seed) => `打开 ${structure}，使用种子 ${seed} 训练出的权重`,
  },
  diverged: (network, seed, epoch) =>
    `${before(network)}（种子 ${seed}）在第 ${epoch} 轮发散：损失或权重变为 NaN 或无穷大。它不再学习，曲线在此之前结束，也不参与比较。`,
  verdict: {
    finding: (network, points, less) => `在${among(network)}中${less ? '低' : '高'} ${points} 个百分点`,
    something: (reference, findings, seeds) =>
      `与${among(reference)}相比，错误率${findings.join('，')}：至少是 ${grouped(seeds)} 个种子离散程度的两倍。`,
    little: (reference, findings, seeds) =>
      `与${among(reference)}相比，错误率${findings.join('，')}：超过 ${grouped(seeds)} 个种子的离散程度，但不到两倍；需要更多种子才能判断。`,
    nothing: (networks, noise, seeds) =>
      `${before(listed(networks))}之间没有超出 ${grouped(seeds)} 个种子离散程度（± ${noise} 个百分点）的差异。`,
    oneSeed: '只用一个种子无法区分真实差异和偶然：请用多个种子训练。',
  },
  report: (own, learned, heldOut, backend, skipped) => {
    const said = `${own ? '这些是单独的小网络，不是打开的网络。' : ''}在 ${backend} 上用 ${grouped(learned)} 张图像学习，用 ${grouped(heldOut)} 张测试。`;
    return skipped === 0 ? said : `${said}有 ${grouped(skipped)} 个文件无法解码。`;
  },
};
