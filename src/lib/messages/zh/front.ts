import type { Messages } from '../en.ts';
import { counted } from './grammar.ts';

export const front: Messages['front'] = {
  title: 'DLA Explorer：看清深度网络如何聚合各层',
  description: '在浏览器中绘制、修改、计数和运行深度层聚合（DLA）网络。无需安装，数据不会离开本机。',
  what: '看清深度网络如何聚合各层学到的内容。',
  more: '深度层聚合（DLA）一步一步地聚合图像网络的各层，而不只靠一条跳跃连接。就在浏览器里绘制、修改、计数和运行这样的网络。',
  workspace: '打开工作区',
  blank: '新建网络',
  openFile: '打开文件',
  openHint: '网络、ONNX 模型，或在这里保存过的图片',
  recent: {
    title: '最近的工作',
    none: '你绘制的内容保存在本机，并列在这里。',
  },
  lessons: { title: '课程', intro: (count) => `从一个块到整个网络，共 ${counted(count, '课')}。` },
  presets: {
    title: '可以打开的网络',
    intro: '每个网络都有精确的计数，可以直接修改和运行。',
    uses: {
      classification: '图像分类',
      compact: '轻量',
      split: 'split 块',
      res2net: 'Res2Net 块',
      segmentation: '语义分割',
      boundary: '边界检测',
      detection: '目标检测',
      comparison: '供对比',
    },
  },
  figure: {
    title: '聚合同样四个块的六种方式',
    hint: '点一下图，或按字母键 a 到 f。',
    structures: '图 2 的六种结构',
    next: '显示下一种结构',
    tile: (letter, title) => `(${letter}) ${title}`,
    of: (blocks, channels) => `${blocks} 个 ${channels} 通道的块`,
    parameters: '参数量',
    nodes: () => '聚合节点',
    passed: (nodes, blocks) => (nodes === undefined ? counted(blocks, '个块') : counted(nodes, '个节点')),
    way: (block) => `${block} 与输出之间`,
    out: '输出',
  },
  foot: {
    local: '没有账号，也没有服务器：数据不会离开本机，首次访问之后可离线使用。',
    library: '面向开发者的程序库',
    licences: '许可证',
    paper: '论文：Yu、Wang、Shelhamer、Darrell，Deep Layer Aggregation',
  },
};
