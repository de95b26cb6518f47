import type { Equation, Issue, IssueKind, Json, NetworkIssue } from '#lib/issue.ts';
import { isKeyOf } from '#lib/own-key.ts';
import { field, type Words } from '../values.ts';
import { counted, listed, plain, quoted, shown, sized } from './grammar.ts';
import { structureName } from './structures.ts';

/** The paper's equation behind what a node computes. */
const equations: Readonly<Record<Equation, string>> = {
  'aggregation-node': 'N(x₁ … xₖ) = ReLU(BN(W · concat(x₁ … xₖ)))',
  'residual-node': 'N(x₁ … xₖ) = ReLU(BN(W · concat(x₁ … xₖ)) + x₁)',
  'residual-block': 'y = ReLU(F(x) + residual)',
  'decoder-node': 'y = ReLU(BN(conv(concat(x₁ … xₖ))))',
  add: 'y = x₁ + … + xₖ',
  concat: 'y = concat(x₁ … xₖ)',
};

/** A level of a structure; a word of Latin letters stands apart. */
function levelOf(id: Json | undefined): string {
  const name = structureName(plain(id));
  return `${name}${/[\w"]$/.test(name) ? ' ' : ''}层级`;
}

/** Why an edge does not fit, by the rule that it breaks. */
function unfit({ at, expected, received }: Issue): string {
  const rule = plain(field(expected, 'rule'));
  const fault = {
    kind: rule as IssueKind,
    at,
    expected: field(expected, 'value') ?? null,
    received: field(received, 'value') ?? null,
  };
  const equation = plain(field(expected, 'equation'));
  const said = isKeyOf(equations, equation) ? ` ${equations[equation]} ` : '';
  const offered = `${quoted(field(received, 'from'))} 的输出为 ${sized(field(received, 'shape'))}`;
  const other = field(expected, 'shape');
  const others = Array.isArray(other) ? `，同侧的另一输入为 ${sized(other)}` : '';
  return `${offered}${others}，不符合${said || '要求'}：${isKeyOf(networks, rule) ? networks[rule](fault) : `${rule}。`}`;
}

function nearest({ expected, received }: Issue): string {
  const name = structureName(plain(field(expected, 'structure')));
  const missing = field(expected, 'node');
  const start = `此层级不属于六种结构，最接近的是 ${name}`;
  if (missing !== undefined) return `${start}，它还有一个聚合 ${listed(missing)} 的节点。`;
  const takes = field(expected, 'takes') ?? null;
  const index = field(expected, 'input');
  const input = shown(typeof index === 'number' ? index + 1 : index);
  const wanted = takes === null ? '空' : quoted(takes);
  return `${start}，其中输入 ${input} 为 ${wanted}，这里为 ${received === null ? '空' : quoted(received)}。`;
}

export const networks = {
  'blocks-at-least-two': ({ expected, received }) =>
    `${levelOf(expected)}至少聚合 2 个块，实有 ${shown(received)} 个。请用 2、4、8 … 个块，或换一种结构。`,
  'blocks-power-of-two': ({ expected, received }) =>
    `${levelOf(expected)}将块两两聚合：块数应为 2 的幂（1、2、4、8 …），实为 ${shown(received)}。`,
  'bypass-shape': ({ expected, received }) =>
    `不能旁路：它的输出为 ${sized(expected)}，而要传递的是 ${sized(received)}。`,
  'channels-not-divisible': ({ expected, received }) =>
    `${counted(received, '个通道')}不能平均分成 ${counted(expected, '组')}。请修改其中一个数。`,
  'down-ratio-without-level': ({ expected, received }) =>
    `downRatio ${shown(received)} 让解码器从此网络没有的层级开始，应不大于 ${shown(expected)}。`,
  'factor-not-even': ({ received }) => `转置卷积的倍数应为偶数或 1，实为 ${shown(received)}。`,
  'flag-without-node': ({ expected, received }) =>
    `${counted(received, '个块')}的${levelOf(expected)}没有适用此设置的聚合节点。请去掉它，或换一种结构。`,
  'indivisible-size': ({ expected, received }) =>
    `尺寸 ${sized(received)} 不能被步幅 ${shown(expected)} 整除。请修改输入尺寸或步幅。`,
  'input-broken': ({ received }) => `它的输入 ${quoted(received)} 自身有问题。请先修复那个问题。`,
  'kernel-below-factor': ({ expected, received }) =>
    `池化的核不能小于它的倍数：应不小于 ${shown(expected)}，实为 ${shown(received)}。`,
  'kernel-not-odd': ({ received }) => `保持尺寸的池化需要奇数大小的核，实为 ${shown(received)}。`,
  'no-config': () => '配置无法表示网络的这一部分。请改为保存计算图。',
  'no-repair': () => '这个修复已不再适用。',
  'no-such-channels': ({ expected, received }) =>
    `共 ${counted(expected, '个通道')}，无法取第 ${listed(received, '到')} 个。请取存在的通道。`,
  'no-structure': nearest,
  'not-a-level': () => '这个组不是层级：层级中有块，并从组外接收一个输入。',
  'nothing-to-pass': () => '不能旁路：它没有可以传递的输入。',
  'residual-shape': ({ expected, received }) =>
    `残差为 ${sized(received)}，却要加到 ${sized(expected)} 上。请插入投影。`,
  'shapes-differ': ({ expected, received }) => `形状相同才能相加：应为 ${sized(expected)}，实为 ${sized(received)}。`,
  'size-not-one': ({ expected, received }) => `线性层接收 ${sized(expected)} 个像素，实为 ${sized(received)}。`,
  'size-too-small': ({ expected, received }) =>
    `尺寸 ${sized(received)} 对于大小为 ${shown(expected)} 的窗口来说太小。请用更大的输入或更小的核。`,
  'sizes-differ': ({ expected, received }) =>
    `各输入的高和宽必须一致：应为 ${sized(expected)}，实为 ${sized(received)}。请对其中一个重采样。`,
  'unfit-connection': unfit,
  'width-not-divisible': ({ expected, received }) =>
    `内部宽度 ${counted(received, '个通道')}不能被基数 ${shown(expected)} 整除。请修改通道数、基础宽度或基数。`,
  'width-zero': () => '内部宽度会变成 0 个通道。请增大通道数、基础宽度或基数。',
} satisfies Record<NetworkIssue, Words>;
