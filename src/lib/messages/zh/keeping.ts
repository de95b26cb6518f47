import type { Messages } from '../en.ts';
import { titled } from './grammar.ts';

export const keeping: Messages['keeping'] = {
  states: { kept: '已保存在本机', keeping: '正在保存…', failed: '未保存' },
  failed: (why) => `最近的改动没有保存。${why}`,
  saveFile: '另存为文件',
  tryAgain: '重试',
  parted: '另一个标签页修改了这个工作区。你的工作在单独的副本中继续，两份都会保留。',
  showAll: '全部显示',
  standIn: {
    layers: '无法绘制这个网络的结构图，因此按分层方式显示。网络本身完好，并且已保存。',
    nothing: '无法绘制这个网络，但仍可编辑、撤销和保存。',
  },
  others: '本机上的其他工作',
  unreadable: '此版本无法读取',
  open: '打开',
  openOne: (name) => `打开${titled(name)}`,
  downloadOne: (name) => `将${titled(name)}保存为文件`,
  deleteOne: (name) => `删除${titled(name)}`,
  deleted: (name) => `已删除${titled(name)}。`,
  undo: '撤销',
  unnamed: '其他版本的工作',
};
