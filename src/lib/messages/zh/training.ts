import type { Messages } from '../en.ts';
import { counted, grouped } from './grammar.ts';
import { structureName } from './structures.ts';

export const training: Messages['training'] = {
  data: {
    label: '学习用的图像',
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
  network: (folder, structure) => `DLA ${folder}，${structure}`,

  structures: (most) => `结构，最多 ${most} 种`,
  blocks: '每个层级的块数',
  twoBlocks: '只有两个块时，(b) 到 (f) 是同一个网络。',
  epochs: '轮数',
  seeds: '随机种子数',
  seedsHint: '每个种子有不同的初始权重、不同的数据划分和不同的图像顺序。只用一个种子，看不出偶然因素有多大。',
  ahead: (trainings, steps) =>
    `${counted(trainings, '次训练')}，${grouped(steps)} 步。运行最初几步之后会给出预计时间。`,
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
    text: '“训练”让所选结构的小网络在此浏览器中从相同的初始权重出发，以相同的顺序学习相同的图像。',
  },
  loss: '损失，对数坐标（带标记的是测试集，细线是训练集）',
  errors: '错误率，对数坐标',
  band: '色带：各种子中从最小到最大的范围。',
  chart: (title, networks) => `${title}。${networks.join('；')}。`,
  after: (structure, value, epochs) => `${structure}：${epochs} 轮后在测试集上为 ${value}`,
  nothingYet: (structure) => `${structure}：还没有结果`,

  table: {
    caption: '本次训练的网络',
    structure: '结构',
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
  verdict: {
    lead: (best, second, points) => `${best} 错误最少，比 ${second} 低 ${points} 个百分点。`,
    'one-seed': '只用一个种子无法区分真实差异和偶然：请用多个种子训练。',
    nothing: (noise, seeds) =>
      `这没有超过 ${seeds} 个种子的离散程度（± ${noise} 个百分点）：换一些种子，结果可能反过来。`,
    little: (noise, seeds) =>
      `这超过了 ${seeds} 个种子的离散程度（± ${noise} 个百分点），但不到两倍：需要更多种子才能判断。`,
    something: (noise, seeds) => `这至少是 ${seeds} 个种子离散程度（± ${noise} 个百分点）的两倍。`,
  },
  report: (learned, heldOut, backend, skipped) => {
    const said = `这些是单独的小网络，不是当前打开的网络。在 ${backend} 上用 ${grouped(learned)} 张图像学习，用 ${grouped(heldOut)} 张测试。`;
    return skipped === 0 ? said : `${said}有 ${grouped(skipped)} 个文件无法解码。`;
  },
};
