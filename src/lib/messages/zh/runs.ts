import type { Json, RunIssue } from '#lib/issue.ts';
import { field, nameIn, type Words } from '../values.ts';
import { counted, listed, plain, quoted, shown, sized } from './grammar.ts';
import { shared } from './shared.ts';

/** Bytes as gigabytes, rounded. */
const inGigabytes = (value: Json | undefined): string =>
  typeof value === 'number' ? `${shown(Number((value / 1e9).toPrecision(3)))} GB` : shown(value);

/** Why a picture cannot be read. */
const pictureFaults = {
  truncated: '文件提前结束',
  damaged: '数据已损坏',
  checksum: '有校验和与数据不符',
  header: '文件头不正确',
  arithmetic: '这里不能读取算术编码',
  lossless: '这里不能读取无损 JPEG',
  hierarchical: '这里不能读取分层 JPEG',
  precision: '这里只能读取每样本 8 位',
  components: '颜色分量数不是 1、3 或 4',
  sampling: '各颜色分量的尺寸不能互相整除',
  palette: '缺少调色板',
};

export const runs = {
  'backend-unavailable': () => '这里没有这个后端。请换一个。',
  'context-lost': () => '运行期间浏览器与显卡断开了。请再次运行。',
  'image-broken': ({ received }) => `无法解码图像：${nameIn(pictureFaults, plain(received))}。`,
  'image-channels': ({ expected, received }) =>
    `网络接收 ${counted(expected, '个通道')}，而图像有 ${shown(received)} 个。请改用种子张量。`,
  'image-format': ({ expected }) => `无法读取这种图像格式，应为 ${listed(expected, '或')}。`,
  'image-not-decodable': ({ received }) =>
    `图像${received === '' ? '' : `（${quoted(received)}）`}在这里无法解码。请尝试 PNG 或 JPEG。`,
  'image-colours-lost': ({ received }) =>
    `图像（${plain(received)}）含透明像素，而此浏览器不保留其颜色。请另存为 PNG。`,
  'image-too-large': ({ expected, received }) =>
    `图像有 ${sized(received)} 个像素，而最多读取 ${shown(expected)} 个。请缩小图像。`,
  'input-shape': ({ expected, received }) => `图像为 ${sized(received)}，而网络接收 ${sized(expected)}。`,
  'input-size': ({ expected, received }) => `输入有 ${counted(received, '个值')}，而网络接收 ${shown(expected)} 个。`,
  'label-out-of-range': ({ expected, received }) =>
    `类别编号应在 0 到 ${shown(expected)} 之间，实为 ${shown(received)}。`,
  'memory-exceeded': ({ expected, received }) =>
    `大约需要 ${inGigabytes(received)}，而此后端可用 ${inGigabytes(expected)}。请用更小的图像，或换一个后端。`,
  'training-memory-exceeded': ({ expected, received }) =>
    `训练这些网络一次大约需要 ${inGigabytes(received)}，而这里可用 ${inGigabytes(expected)}。请减小批大小、图像尺寸或网络数量。`,
  'no-detections': ({ received }) =>
    `${Array.isArray(received) && received.length > 0 ? `从检测头 ${listed(received)} ` : '从没有检测头的网络'}无法得出检测结果。已知的是 CenterNet（hm、wh；hps；dep、rot、dim）和 FairMOT（id）的检测头，且通道数须与它们相同。`,
  'no-classifier': ({ received }) => `网络没有分类器，因此没有类别；它的输出是 ${listed(received)}。`,
  'not-computable': () => '这里没有可以计算的结果。',
  'out-of-memory': () => '运行期间此后端的内存用尽了。请用更小的图像，或换一个后端。',
  'place-out-of-range': ({ expected, received }) =>
    `特征图有 ${counted(field(expected, 'rows'), '行')} ${counted(field(expected, 'columns'), '列')}，从 0 数起：没有第 ${shown(field(received, 'row'))} 行、第 ${shown(field(received, 'column'))} 列。`,
  'run-failed': ({ received }) => `运行失败：${plain(received)}。`,
  'part-not-loaded': () => shared.notLoaded,
  'sample-missing': () => '无法加载这个示例。',
  'shader-failed': ({ received }) => `显卡无法计算（${plain(received)}）。请换一个后端。`,
  'tensors-left': ({ received }) => `运行后遗留了 ${counted(received, '个张量')}。`,
  'texture-too-large': ({ expected }) =>
    `显卡的纹理放不下：每边最多 ${shown(expected)} 个纹素。请换一个后端，或用更小的输入。`,
  'too-few-classes': ({ expected, received }) =>
    `文件夹中应至少有 ${counted(expected, '个图像子文件夹')}，每个类别一个，实有 ${shown(received)} 个。`,
  'too-few-examples': ({ expected, received }) =>
    `训练和测试至少需要 ${counted(expected, '张图像')}，实有 ${shown(received)} 张。`,
  'worker-crashed': ({ received }) =>
    `运行网络的工作线程崩溃了${received === undefined ? '' : `（${plain(received)}）`}。请再次运行。`,
  'worker-ended': () => '运行网络的工作线程被终止了。请再次运行。',
  'worker-failed': ({ received }) => `操作失败：${plain(received)}。请再次运行。`,
} satisfies Record<RunIssue, Words>;
