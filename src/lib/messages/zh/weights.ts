import type { Json, WeightIssue } from '#lib/issue.ts';
import type { Words } from '../values.ts';
import { listed, plain, quoted, shown, sized } from './grammar.ts';

export const weights = {
  'npy-header': () => '这不是 NumPy 数组：文件头无效。',
  'npy-version': ({ expected, received }) => `不支持 NumPy 格式 ${shown(received)}，应为 ${listed(expected, '或')}。`,
  'pickle-call': ({ received }) =>
    `文件调用了 ${quoted(received)}，它并不构建张量。已拒绝，文件中的任何内容都没有执行。`,
  'pickle-dict': () => '文件中有一个字典格式不正确。',
  'pickle-global': ({ received }) =>
    `文件请求 ${quoted(received)}，它并不构建张量。已拒绝，文件中的任何内容都没有执行。`,
  'pickle-opcode': ({ received }) =>
    `文件使用了 pickle 指令 ${quoted(received)}，张量文件并不需要它。已拒绝，文件中的任何内容都没有执行。`,
  'pickle-size': ({ expected }) =>
    `pickle 太大，无法读取（最多 ${sized(expected)}）。请将权重存为 safetensors 或 .npz。`,
  'pickle-stack': () => 'pickle 无效：有一条指令缺少操作数。',
  'pickle-storage': ({ received }) =>
    received === undefined ? '有一个张量的存储无效。' : `有一个张量的存储类型未知：${quoted(received)}。`,
  'pickle-storage-bounds': ({ expected, received }) =>
    `有一个张量超出了它的存储：需要 ${shown(received)} 个元素，而存储只有 ${shown(expected)} 个。`,
  'pickle-tensor': () => '有一个张量的描述方式不是 PyTorch 会写出的。',
  'pickle-truncated': ({ expected, received }) =>
    `pickle 提前结束：应有 ${shown(expected)} 字节，实有 ${shown(received)} 字节。请重新下载文件。`,
  'port-no-node': ({ received }) =>
    `文件中没有哪个数组以节点命名；其中有 ${listed(received)}。请用节点的 id，或节点权重名称的开头部分来命名。`,
  'pytorch-protocol': ({ expected, received }) =>
    `不支持这个 PyTorch 文件：协议应为 ${shown(expected)}，实为 ${shown(received)}。`,
  'pytorch-storage': ({ received }) => `存储表无效${received === undefined ? '' : `，位置在 ${quoted(received)}`}。`,
  'pytorch-storage-missing': ({ expected }) => `文件中缺少存储 ${quoted(expected)} 的数据。`,
  'pytorch-storage-size': ({ expected, received }) =>
    `有一个存储的数据大小不对：应为 ${shown(expected)}，实为 ${shown(received)}。`,
  'safetensors-entry': () => '文件头对这一项的描述不符合 safetensors 的要求。',
  'safetensors-gap': ({ expected, received }) =>
    `数据有空隙：字节 ${shown(expected)} 处应有张量，而下一个张量在 ${shown(received)} 处。`,
  'safetensors-header': () => '文件头不是 JSON。这可能不是 safetensors 文件。',
  'safetensors-header-length': ({ expected, received }) =>
    `文件头声称有 ${shown(received)} 字节，而最多只可能有 ${shown(expected)} 字节。`,
  'safetensors-offsets': ({ expected, received }) =>
    `按类型和形状需要 ${shown(expected)} 字节，而偏移量之间有 ${shown(received)} 字节。`,
  'safetensors-overlap': ({ expected, received }) =>
    `两个张量重叠：前一个在字节 ${shown(expected)} 处结束，而这一个从 ${shown(received)} 处开始。`,
  'tensor-negative-variance': ({ received }) => `文件中有小于零的方差（${plain(received)}）。文件很可能已损坏。`,
  'tensor-not-finite': ({ expected, received }) => {
    const [count, first] = Array.isArray(received) ? (received as Json[]) : [received];
    return `${shown(expected)} 个值中有 ${shown(count)} 个不是有限值（${plain(first)}）。文件很可能已损坏。`;
  },
  'tensor-shape': ({ expected, received }) => `不可能有形状 ${sized(received)}（最多 ${shown(expected)} 个元素）。`,
  'tensor-shape-differs': ({ expected, received }) =>
    `网络需要的形状是 ${sized(expected)}，而文件中是 ${sized(received)}。`,
  'tensor-twice': () => '文件中有两个张量使用这个名称，无法判断应取哪一个。',
  'tensor-values': ({ expected, received }) => `按形状需要 ${shown(expected)} 个值，实有 ${shown(received)} 个。`,
  'tensors-missing': ({ expected, received }) =>
    `文件不包含网络需要的张量：${listed(expected)}。${received === undefined ? '' : `它包含 ${listed(received)}。`}`,
  'tensors-without-place': ({ received }) =>
    `文件属于另一个网络：它有会影响计算结果的张量，而此网络中没有它们的位置：${listed(received)}。用 \`dla identify\` 可以查出它属于哪个网络。`,
  'weights-budget': ({ expected }) =>
    `文件很小，展开后却会超过这样大小的文件所能容纳的内容（${shown(expected)} 字节）。已拒绝。`,
  'weights-dtype': ({ received }) => `不能读取类型为 ${quoted(received)} 的数值。`,
  'weights-final-fusion': () =>
    '它的颈部以最终融合（final fusion）结束，这里没有这样的网络。请使用不含最终融合的网络文件。',
  'weights-format': ({ expected, received }) =>
    `这不是权重文件：应为 ${listed(expected, '或')}，而文件以 ${quoted(received)} 开头。`,
  'weights-more-inputs': () =>
    '这是 CenterTrack 文件：它的网络除图像外还接收前一帧图像和热力图。请使用 CenterNet 文件。',
  'weights-no-dialect': () =>
    '它的名称不属于这里已知的任何项目：ucbdrive/dla、timm、CenterNet、FairMOT、SMOKE、MMDetection3D、MonoFlex、MonoDLE、GUPNet、DD3D、AdelaiDet。`dla run` 可以按其他名称查找权重。',
  'weights-no-table': ({ expected }) =>
    `文件在这个名称下没有此网络的张量；${Array.isArray(expected) && expected.length > 0 ? `有张量的名称是 ${listed(expected)}` : '它的张量在顶层'}。`,
  'weights-no-tensors': () => '文件中没有张量。',
  'weights-other-nodes': () => '这是 CenterTrack 文件，其解码器的节点与 CenterNet 不同。请使用 CenterNet 文件。',
  'weights-truncated': ({ expected, received }) =>
    `文件提前结束：应有 ${shown(expected)} 字节，实有 ${shown(received)} 字节。请重新下载。`,
  'zip-checksum': () => '数据与校验和不符。请重新下载文件。',
  'zip-deflate': () => '压缩数据无效。请重新下载文件。',
  'zip-directory': () => 'zip 文件的目录无效。',
  'zip-duplicate': () => 'zip 文件中有两个同名文件。',
  'zip-encrypted': () => '文件已加密。请先解密。',
  'zip-end': () => 'zip 文件的结尾缺失。请重新下载文件。',
  'zip-method': ({ received }) => `文件用方法 ${shown(received)} 压缩，只能读取存储（0）和 deflate（8）。`,
  'zip-overlap': () => 'zip 中有两个文件共用相同的字节。',
  'zip-size': ({ expected, received }) =>
    `zip 文件中的大小不一致：应为 ${shown(expected)} 字节，实为 ${shown(received)} 字节。`,
} satisfies Record<WeightIssue, Words>;
