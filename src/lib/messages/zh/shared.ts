import type { Messages } from '../en.ts';
import { names } from './names.ts';

export const shared: Messages['shared'] = {
  cancel: '取消',
  close: '关闭',
  reload: '重新加载',
  language: '语言 / Language',
  messages: '消息',
  help: {
    about: (name) => `关于${name}`,
    lesson: (number, title) => `第 ${number} 课：${title}`,
  },
  chart: {
    button: '另存为',
    title: (what) => `将“${what}”另存为`,
    svg: 'SVG',
    png: 'PNG',
    csv: 'CSV',
    copySvg: '复制 SVG',
    copyCsv: '复制 CSV',
    copiedSvg: '图已复制到剪贴板。',
    copiedCsv: '表格已复制到剪贴板。',
    notSaved: (file, why) => `没有保存 ${file}。${why}`,
  },
  seeds: { unsound: (most) => `最多 ${most} 个整数，例如 1–3 或 2, 5, 7。` },
  belonging: {
    changed: '算出这些结果之后，网络又改动过。',
    other: (of, open) => `这些结果属于 ${of}，当前打开的是 ${open}。`,
  },
  inLevel: (level, node) => (level === undefined ? node : `${names.given(level)} ${node}`),
  place: (level, node) => (level === undefined ? node : `${names.given(level)} · ${node}`),
  keys: { Ctrl: 'Ctrl', Shift: 'Shift', Alt: 'Alt', Escape: 'Esc', Delete: 'Del', Enter: 'Enter', Space: '空格' },
  number: {
    whole: '请输入整数。',
    below: (min) => `请输入不小于 ${min} 的数。`,
    above: (max) => `请输入不大于 ${max} 的数。`,
    step: (nearest) => `最接近的可用值是 ${nearest}。`,
  },
  mixed: '不一致',
  clipboardBlocked: '浏览器禁止访问剪贴板。',
  copyBlocked: (keys) => `浏览器禁止访问剪贴板，请改按 ${keys}。`,
  pasteBlocked: (keys) => `浏览器禁止访问剪贴板，请在画布上改按 ${keys}。`,
  histogram: (what, low, high, from, to) => `${what}：从 ${low} 到 ${high}，大多在 ${from} 与 ${to} 之间`,
  binsCsv: ['从', '到', '值的个数'],
  bin: (low, high, count) => `${low} 到 ${high}：${count}`,
  valueMap: (what) => `${what}：用方向键读取数值`,
  value: (row, column, value) => [`第 ${row} 行，第 ${column} 列：`, { strong: value }],
};
