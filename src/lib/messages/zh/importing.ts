import type { Messages } from '../en.ts';
import { counted, grouped, listed } from './grammar.ts';

const tensors = (count: number): string => counted(count, '个张量');

export const importing: Messages['importing'] = {
  reading: (file) => `正在查看 ${file}`,
  open: '里面有什么',
  menu: (file) => `${file} 里有什么…`,
  menuHint: '出自谁，用到了哪些',
  title: (file) => `${file} 里有什么`,
  whose: (project) => ['按命名，这是 ', { strong: project }, ' 的检查点。'],
  nobodys: '它的命名不属于这里已知的任何项目。',
  isPreset: (preset) => ['它就是 ', { strong: preset }, '。'],
  hasBackbone: (preset) => ['它的主干网络是 ', { strong: preset }, ' 的；连同颈部和检测头，它不是任何预设网络。'],
  noPreset: (levels, channels) => [
    `它不是任何预设网络，而是有 ${counted(levels, '个层级')}的 DLA 网络，通道数为 ${channels}。`,
  ],
  noNetwork: '无法判断它属于哪个网络。',
  formats: {
    safetensors: 'safetensors',
    'pytorch-zip': 'PyTorch',
    'pytorch-legacy': 'PyTorch，1.6 之前',
    npz: 'NumPy',
    pickle: 'Python 的 pickle 文件',
    onnx: 'ONNX',
  },
  facts: { file: '文件', hash: 'SHA-256', input: '图像' },
  file: (format, bytes) => `${format}，${bytes}`,
  digits: (digits, count, agree) =>
    agree
      ? `其 SHA-256 的前 ${count} 位与文件名中的一致（${digits}）。`
      : `其 SHA-256 的前几位与文件名中的不符（${digits}）：这是另一个文件，或已被改动。`,
  parts: {
    backbone: () => '主干网络',
    neck: () => '颈部',
    head: (name, channels) => `检测头 ${name}，${counted(channels, '张特征图')}`,
    classifier: () => '分类器',
    other: (name) => `${name}（不属于任何部分）`,
  },
  columns: { part: '部分', used: '用到', unused: '未用', missing: '缺少' },
  tableTitle: '各部分的情况',
  count: (count, parameters) => (count === 0 ? '–' : `${tensors(count)}，${counted(parameters, '个参数')}`),
  deformable: (placed) =>
    `${counted(placed, '个可变形卷积')}：都带有自己的偏移，都在可变形单元中，没有一个落入普通卷积。`,
  displaced: (names) => `偏移 ${listed(names)} 没有位置，其权重会落入普通卷积。这样的文件不会运行。`,
  noRandom: '不会随机填充任何值：文件中缺少的张量会按名称拒绝。',
  unreadable: (names) => `已跳过，因为那里没有可读的张量：${listed(names)}。`,
  names: { unused: '未用的，按文件中的名称', missing: '缺少的，按网络中的名称' },
  more: (count) => `……还有 ${grouped(count)} 个`,
  fit: (name, loaded, missing, refused, rest) =>
    `对于已打开的“${name}”，它填充 ${tensors(loaded)}；文件中缺少 ${grouped(missing)} 个，${grouped(refused)} 个不匹配，文件中有 ${grouped(rest)} 个没有位置。`,
  fitsAll: (name, loaded) => `它填充已打开的“${name}”的全部 ${tensors(loaded)}。`,
  take: {
    network: '打开它所属的网络',
    withoutWeights: '打开网络，不带权重',
    open: (name) => `加载到“${name}”`,
    copy: '复制为 Markdown',
    copied: '报告已复制到剪贴板。',
  },
  where: '检查点在哪里可以得到',
  whereNote: '各项目的页面，在新标签页中打开。这里不会从那里加载任何内容。',
};
