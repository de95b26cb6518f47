import type { FileIssue, Json } from '#lib/issue.ts';
import { isKeyOf } from '#lib/own-key.ts';
import { nameIn, type Words } from '../values.ts';
import { counted, listed, plain, shown } from './grammar.ts';

/** What would have to stand where a JSON text cannot be read on. */
const syntax = {
  value: '一个值',
  key: '双引号中的键',
  colon: '冒号',
  'comma-or-brace': '逗号或 "}"',
  'comma-or-bracket': '逗号或 "]"',
  'string-end': '结束引号',
  escape: 'JSON 转义序列',
  end: '文件结尾',
};

const types = {
  number: '数字',
  string: '字符串',
  boolean: 'true 或 false',
  Object: '对象',
  Array: '数组',
};

const rules = {
  'above-zero': '大于 0 的数',
  comparison: '计数名、比较符（<=、>=、<、>、== 或 !=）和数字，例如 "parameters <= 20000000"',
  objective: '{ "min": COUNT } 或 { "max": COUNT }，其中 COUNT 为某个计数，例如 { "min": "macs" }',
  'change-of-config': '可以写成配置的网络：其他网络无法这样修改',
  'config-path': '指向基础配置内部且只用一次的路径：width、levels[3].blocks、levels[2..5].structure、head.decoder 等',
  odd: '奇数',
  'even-or-one': '偶数或 1',
  id: '由 1 到 64 个字母、数字、_ 和 - 组成的 id，且不能是 __proto__、prototype 或 constructor',
  language: '至少一种语言（en 或 zh）的文字',
  'head-name': '由字母、数字和 _ 组成、不以数字开头的名称，且不能是 base、dla_up 或 ida_up',
  'new-id': '与所有预设网络和本课其他网络都不同的 id',
  'no-dot': '不含点号的名称（点号用于分隔权重名称的各部分）',
  'short-text': '最多 200 个字符的字符串',
};

/** One of several values, or a type of value. */
function expectation(expected: Json | undefined): string {
  if (Array.isArray(expected)) return ` ${listed(expected.map(shown), '或')}`;
  return nameIn(types, plain(expected));
}

export const files = {
  'byte-order-mark': () => '文件以字节顺序标记（BOM）开头。请保存为不带 BOM 的 UTF-8。',
  'file-not-accessible': ({ received }) => `无法读取文件（${plain(received)}）。请检查路径和权限。`,
  'file-not-writable': ({ received }) => `无法写入文件（${plain(received)}）。请换一个路径，或检查权限。`,
  'file-too-large': ({ expected, received }) =>
    `文件有 ${shown(received)} 字节，而这种文件最多 ${shown(expected)} 字节。`,
  'key-twice': ({ received }) => `对象中键 ${shown(received)} 出现了两次。请删去一个。`,
  'lone-surrogate': () => '字符串中有半个字符（孤立的代理项）。请补全或删去这个字符。',
  missing: ({ expected }) =>
    expected === undefined ? '此项缺失。请补上。' : `此项缺失：应为${expectation(expected)}。请补上。`,
  'nested-too-deep': ({ expected }) => `数组和对象的嵌套超过 ${shown(expected)} 层。`,
  'newer-version': ({ expected, received }) =>
    `文件版本为 ${shown(received)}，而本程序最高只能读取版本 ${shown(expected)}。请使用更新的程序。`,
  'no-classifier': ({ received }) =>
    `训练脚本学习图像类别，因此网络的唯一输出必须是分类器；此网络有 ${counted(received, '个输出')}，不符合要求。请为它加上分类器，或改为导出 PyTorch。`,
  'not-allowed': ({ expected, received }) => `应为${nameIn(rules, plain(expected))}，实为 ${shown(received)}。`,
  'not-expected': ({ expected, received }) => `应为${expectation(expected)}，实为 ${shown(received)}。`,
  'not-finite': ({ received }) => `应为有限数，实为 ${listed(received)}。`,
  'archive-too-large': ({ expected, received }) =>
    `权重有 ${shown(received)} 字节，而此处生成的压缩包最多容纳 ${shown(expected)} 字节。命令行可写出任意大小的文件夹（\`dla export --to tfjs\`）；ONNX 和 safetensors 没有此限制。`,
  'not-in-timm': ({ expected }) =>
    `timm 中没有计算相同的网络。它有 ${listed(expected)}，类别数任意。请改为导出 PyTorch。`,
  'not-json': ({ expected, received }) =>
    `这不是 JSON：应为${isKeyOf(syntax, plain(expected)) ? nameIn(syntax, plain(expected)) : ' JSON'}，实为${received === null ? '文件结尾' : ` ${shown(received)}`}。`,
  'not-utf8': ({ received }) => `文件不是 UTF-8：字节 ${plain(received)} 在这里无效。请保存为 UTF-8。`,
  'not-whole': ({ received }) => `应为整数，实为 ${listed(received)}。`,
  'picture-without-network': ({ received }) =>
    `这个 ${plain(received)} 中没有网络：它不是在这里导出的，或者某个程序修改它时去掉了网络。请打开网络自己的文件。`,
  'too-few-entries': ({ expected, received }) => `应至少有 ${counted(expected, '项')}，实有 ${shown(received)}。`,
  'too-large': ({ expected, received }) => `应不大于 ${shown(expected)}，实为 ${shown(received)}。`,
  'too-many-entries': ({ expected, received }) => `应最多有 ${counted(expected, '项')}，实有 ${shown(received)}。`,
  'too-small': ({ expected, received }) => `应不小于 ${shown(expected)}，实为 ${shown(received)}。`,
  'unknown-format': ({ expected, received }) =>
    `这不是网络文件："format" 应为 ${listed(Array.isArray(expected) ? expected.map(shown) : [], '或')}，实为 ${shown(received)}。`,
  'unknown-key': ({ received }) => `未知的键 ${shown(received)}。请删去它，或改正拼写。`,
  'unknown-network': ({ expected }) => `没有这个名称的预设网络，也没有这个文件。预设网络有 ${listed(expected)}。`,
} satisfies Record<FileIssue, Words>;
