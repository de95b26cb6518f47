import type { Messages } from '../en.ts';
import { inQuotes } from '../values.ts';
import { counted, grouped, listed } from './grammar.ts';
import { sayPassedOver, sayTaken } from './weight-tables.ts';

/** The first of many names. */
const some = (names: readonly string[], more: boolean): string => `${names.join('、')}${more ? ' …' : ''}`;

export const cli: Messages['cli'] = {
  usage: (usage) => `用法：dla ${usage}`,
  help: ({ usage, summary }) => `用法：dla ${usage}\n${summary}\n`,
  allHelp: (commands) =>
    `用法：dla COMMAND …

${commands.map(({ usage, summary }) => `  dla ${usage}\n      ${summary}\n`).join('')}
NETWORK 是预设网络的 id（见 dla list）、配置文件、计算图文件或含网络的图片的路径，或用 - 表示标准输入。
`,
  failed: (why) => `dla：${why}`,

  commands: {
    list: { usage: 'list [--json]', summary: '预设网络，以及各自输入尺寸下的参数量和 MACs' },
    show: {
      usage: 'show NETWORK [--as config|graph]',
      summary: '网络的完整文件，写出所有默认值',
    },
    check: {
      usage: 'check FILE [--json]',
      summary: '网络文件有什么问题，每个问题一行；没有问题则无输出',
    },
    count: {
      usage: 'count NETWORK [--size HxW] [--json]',
      summary: '参数量、MACs、激活数和张量数，以及每个层级或输出的形状和感受野',
    },
    tensors: {
      usage: 'tensors NETWORK [--json]',
      summary: '所有权重的名称和形状，按 PyTorch state_dict 的顺序',
    },
    run: {
      usage:
        'run NETWORK [--weights seeded|FILE] [--table NAME] [--input seeded|IMAGE] [--size HxW] [--ablate ID|FROM>TO] [--scale ID=FACTOR] [--bypass ID] [--detections] [--save DIR] [--json]',
      summary: '在 WebAssembly 上计算的 logits 和每个层级的统计量，或检测结果；--save 将数值保存为 .npy（NCHW）',
    },
    gradient: {
      usage:
        'gradient NETWORK --label K [--weights seeded|FILE] [--table NAME] [--input seeded|IMAGE] [--size HxW] [--save DIR] [--json]',
      summary: 'eval 模式下某一类别的交叉熵，以及它对每个参数的梯度的 L2 范数',
    },
    reach: {
      usage:
        'reach NETWORK --node ID [--at Y,X] [--weights seeded|FILE] [--table NAME] [--input seeded|IMAGE] [--size HxW] [--save DIR] [--json]',
      summary: '一个单元在图像上看到什么：它的感受野，以及它对图像的梯度图',
    },
    diff: {
      usage: 'diff A B [--script] [--json]',
      summary: '网络 B 相对 A 增加、删去和修改了什么，以及各项计数的差；--script 给出由 A 得到 B 的命令',
    },
    apply: {
      usage: 'apply NETWORK --script FILE [--as config|graph]',
      summary: '对网络执行编辑脚本后得到的文件',
    },
    compare: {
      usage:
        'compare A B [C D] [--weights seeded|seeded-by-block|FILE] [--table NAME] [--input seeded|IMAGE] [--size HxW] [--json]',
      summary: '同样图像上的两到四个网络：它们的层级和输出两两之间有多相似',
    },
    hash: {
      usage: 'hash NETWORK [--json]',
      summary: '用两个哈希概括网络：一个概括计算内容，一个概括张量的名称和形状',
    },
    checksums: {
      usage: 'checksums NETWORK [--size HxW] [--json]',
      summary: '用种子权重和种子图像得到的每个节点的数值：统计量和 16 个样本',
    },
    comparePort: {
      usage: 'compare-port NETWORK DUMP.npz [--size HxW] [--json]',
      summary: '逐节点核对另一实现的数值：哪些相等，以及第一个不相等的节点和它的输入',
    },
    sweep: {
      usage: 'sweep SPEC [--csv|--json]',
      summary: '变体网格中的每个网络及其计数：哪些满足条件，哪些最好',
    },
    lesson: {
      usage: 'lesson check|show ID|LESSON.json [--step N] [NETWORK] [--language en|zh] [--json]',
      summary: '网络是否达到课程的目标：每个目标测得什么，要求什么；show 把课程打印成文字',
    },
    link: {
      usage:
        'link NETWORK [B C D] [--lesson ID|FILE] [--sweep FILE] [--panel NAME] [--reference 1] [--hide palette,inspector,drawer,bar] [--present] [--class shown|held] [--embed] [--base URL]',
      summary: '包含一到四个网络、一节课程和页面显示方式的链接',
    },
    unlink: {
      usage: 'unlink URL [--json]',
      summary: '链接中包含什么：网络、课程，以及页面如何显示它们',
    },
    identify: {
      usage: 'identify FILE [--json]',
      summary: '文件中的权重出自哪里：所属项目、写成配置的网络，以及两者哪些部分吻合',
    },
    import: {
      usage: 'import FILE.onnx [--as graph] [--size HxW] [--weights OUT.safetensors]',
      summary: '由 ONNX 文件得到的计算图；指定了 safetensors 文件时，权重写入其中',
    },
    export: {
      usage: (formats) =>
        `export NETWORK… --to ${formats.join('|')} [--weights seeded|FILE] [--table NAME] [--out FILE]`,
      summary: '把网络写成另一种格式，或把几个网络并列成表；未指定文件时使用种子权重',
    },
  },

  wrong: {
    noCommand: '缺少命令',
    unknownCommand: (name) => `没有命令 ${inQuotes(name)}`,
    arguments: (least, most, found) =>
      `应有 ${least === most ? '' : most === Infinity ? '至少 ' : `${least} 到 `}${counted(most === Infinity ? least : most, '个参数')}，实有 ${found} 个`,
    unknownOption: (option) => `没有选项 ${option}`,
    noValue: (option) => `${option} 需要一个值`,
    dashValue: (option, value) => `${option} 需要一个值；以短横开头的值应写成 ${option}=${value}`,
    takesNoValue: (option) => `${option} 不带值`,
    oneOf: (option, allowed, found) => `${option} 应为 ${listed(allowed, '或')}，而不是 ${inQuotes(found)}`,
    size: (found) => `--size 应为 HxW，取 1 到 65536 的整数，而不是 ${inQuotes(found)}`,
    pictureScale: (found) => `--scale 应为 1 到 4 的数，而不是 ${inQuotes(found)}`,
    pictureOnly: (option, formats) => `${option} 只用于图片：--to ${listed(formats, '或')}`,
    scale: (found) => `--scale 应为 ID=FACTOR，而不是 ${inQuotes(found)}`,
    noFormat: (formats) => `缺少 --to：${listed(formats, '或')}`,
    noLabel: '缺少 --label：类别编号，从 0 数起',
    label: (found) => `--label 应为从 0 数起的类别编号，而不是 ${inQuotes(found)}`,
    noNode: '缺少 --node：节点的 id，见 dla show --as graph',
    place: (found) => `--at 应为 Y,X，即从 0 数起的行和列，而不是 ${inQuotes(found)}`,
    noScript: '缺少 --script：编辑脚本文件，由 dla diff --script 打印',
    twoForms: '--csv 和 --json 是同一结果的两种形式：请选择其一',
    lessonWord: (found) => `应为 lesson check 或 lesson show，而不是 lesson ${inQuotes(found)}`,
    step: (most, found) => `--step 应在 1 到 ${most} 之间，而不是 ${inQuotes(found)}`,
    hide: (allowed, found) => `--hide 应为以逗号分隔的 ${listed(allowed, '或')}，而不是 ${inQuotes(found)}`,
    panel: (allowed, found) => `--panel 应为 ${listed(allowed, '或')}，而不是 ${inQuotes(found)}`,
    class: (allowed, found) => `--class 应为 ${listed(allowed, '或')}，而不是 ${inQuotes(found)}`,
    reference: (most, found) => `--reference 是参照网络的序号，应在 1 到 ${most} 之间，而不是 ${inQuotes(found)}`,
    twoFromInput: '只能有一个网络来自标准输入',
    needsOut: '这样大的权重需要放在模型旁边的单独文件中：请用 --out FILE 命名',
    needsFolder: '结果是由多个文件组成的文件夹：请用 --out DIR 指定位置',
    tableOfSeeded: '--table 只用于来自文件的权重',
  },

  lessonSheet: { right: '[x]', wrong: '[ ]', measured: (value) => `= ${value}` },

  hash: ({ structure, names }) => `结构：${structure}\n名称：${names}\n`,

  list: { columns: ['id', '名称', '参数量', 'MACs', '来源'] },

  diff: {
    alike: {
      equal: '两个网络相同。',
      'other-names': '两个网络的计算相同，只有张量的名称或顺序不同。',
    },
    columns: ['', 'A', 'B', 'B - A'],
    counts: {
      parameters: '参数量',
      officialParameters: '官方参数量',
      macs: 'MACs',
      activations: '激活数',
      tensors: '张量数',
    },
    node: (kind, inputs) => (inputs.length === 0 ? kind : `${kind}，输入 ${inputs.join('、')}`),
  },

  report: {
    taken: (taken, others) => {
      const said = sayTaken(taken, others);
      return said !== undefined && others.length > 0 ? `${said}（可用 --table NAME 选取）` : said;
    },
    unexpected: (count, names, more) => `文件中有 ${counted(count, '个张量')}是网络没有的：${some(names, more)}`,
    unused: (count, names, more) => `作者的网络中有 ${counted(count, '个张量')}不影响任何输出：${some(names, more)}`,
    inAll: (count) => `文件中有 ${counted(count, '个张量')}没有用到：`,
    passedOver: (entries, more) => `文件中有些内容没有可读的张量，已跳过：${some(entries.map(sayPassedOver), more)}`,
    overflow: (node) => `${node} 的数值含 NaN 或无穷大：每个运算都按定义计算，与 PyTorch 一致`,
    beside: (weights, model) => `权重在 ${weights} 中；${model} 需要它在旁边`,
    moreUnsound: (count) => `还有 ${counted(count, '个张量')}如此`,
    notFinite: (count, of) => `${counted(of, '个 logit')}中有 ${grouped(count)} 个不是有限值：结果中以字符串表示`,
  },
};
