import type { ForeignIssue, Json } from '#lib/issue.ts';
import type { Words } from '../values.ts';
import { counted, listed, quoted, shown } from './grammar.ts';

/** `Einsum（3 处，首处在 "/attention/Einsum"）` */
function operator(found: Json): string {
  const [what = null, count = null, first = null] = Array.isArray(found) ? (found as readonly Json[]) : [];
  const place = first === null ? '' : `，${count === 1 ? '位于' : '首处在'} ${quoted(first)}`;
  return `${typeof what === 'string' ? what : shown(what)}（${counted(count, '处')}${place}）`;
}

export const foreign = {
  'onnx-broken': () => '这不是完整的 ONNX 文件，或已损坏。请重新导出或下载。',
  'onnx-external': ({ expected }) =>
    `它的数值在另一个文件 ${quoted(expected)} 中，而该文件不在这里。请把它放在模型旁边，或同时选择两个文件。`,
  'onnx-image': ({ received }) => `输入的形状为 ${listed(received)}；应为图像：批、通道、高和宽，且通道数已给定。`,
  'onnx-inputs': ({ received }) =>
    Array.isArray(received) && received.length === 0
      ? '网络没有输入，应有一张图像。'
      : `网络有多个输入：${listed(received)}；应为一张图像。`,
  'onnx-operators': ({ received, expected }) => {
    const found = Array.isArray(received) ? (received as readonly Json[]) : [];
    const more = typeof expected === 'number' && expected > found.length ? `，另有 ${expected - found.length} 种` : '';
    return `计算图无法表示这些算子：${found.map(operator).join('；')}${more}。请导出不含它们的网络。`;
  },
  'onnx-opset': ({ expected, received }) =>
    `不能读取算子集 ${shown(received)}，应为 ${listed(expected, '到')}。请用其中之一导出网络。`,
  'onnx-output': ({ received }) => `输出 ${quoted(received)} 不是由图像得出的特征图。`,
} satisfies Record<ForeignIssue, Words>;
