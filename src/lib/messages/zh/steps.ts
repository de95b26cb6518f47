import type { StepValues } from '#lib/step.ts';
import { nameIn, type StepWords } from '../values.ts';
import { among, behind, counted, titled } from './grammar.ts';
import { inspect } from './inspect.ts';
import { names } from './names.ts';
import { structureName, structures } from './structures.ts';

const structure = (id: string): string => (id === 'none' ? structures.none : structureName(id));

/** What an attribute was and is, `from → to`. */
function change({ from = '', to = '' }: StepValues['rename'], say: (id: string) => string): string {
  return from === '' ? say(to) : `${say(from)} → ${say(to)}`;
}
const value = (id: string): string => nameIn(names.values, id);
const attribute = (values: StepValues['edit-level']): string =>
  `${nameIn(names.attributes, values.what ?? '设置')} ${change(values, values.what === 'structure' ? structure : value)}`;
/** A name behind the words around it. */
const apart = (name: string): string => behind(names.given(name));
/** A name between words. */
const within = (name: string): string => among(names.given(name));
const members = ({ name, count }: StepValues['remove']): string =>
  name === undefined ? (count === undefined ? '节点' : ` ${counted(count, '个节点')}`) : apart(name);
const arrow = ({ from, to }: StepValues['connect']): string =>
  [from === undefined ? '' : apart(from), to === undefined ? '' : ` → ${names.given(to)}`].join('');
const quotes = (text: string | undefined): string => (text === undefined ? '' : titled(names.given(text)));

/** Which levels: by their names, or how many. */
const levels = ({ at, levels }: StepValues['edit-level']): string | undefined =>
  levels === undefined ? at && names.given(at) : counted(levels, '个层级');

/** A node that was put in: between two others, or after one. */
const added = (values: StepValues['add']): string => {
  const { from, to } = values;
  if (from !== undefined && to !== undefined) return `在${within(from)}与${within(to)}之间插入${members(values)}`;
  return from === undefined ? `添加${members(values)}` : `在${within(from)}之后添加${members(values)}`;
};

export const steps: StepWords = {
  open: ({ name }) => `打开${quotes(name)}`,
  'open-beside': ({ name }) => `并排打开${quotes(name)}`,
  'close-beside': ({ name, count }) =>
    count === undefined ? `关闭${quotes(name)}` : `关闭 ${counted(count, '个网络')}`,
  'swap-beside': ({ name }) => `与${quotes(name) || '另一个网络'}交换位置`,
  restore: ({ name }) => `恢复${quotes(name)}`,
  'set-structure': (values) => `${levels(values) ?? '结构'}：${change(values, structure)}`,
  'edit-level': (values) => {
    const at = levels(values);
    return at === undefined ? '修改层级' : `${at}：${attribute(values)}`;
  },
  'set-attributes': (values) =>
    values.what === undefined ? '修改节点' : `${members(values).trim()}：${attribute(values)}`,
  'set-head': ({ head = '' }) => `任务头：${nameIn(inspect.head.tasks, head)}`,
  rename: ({ from, to }) => (to === undefined ? '重命名' : `${quotes(from)}重命名为${quotes(to)}`),
  add: added,
  insert: added,
  mend: (values) => (values.name === undefined && values.count === undefined ? '修复问题' : `修复：${added(values)}`),
  remove: (values) => `删除${members(values)}`,
  connect: (values) => `连接${arrow(values)}`,
  disconnect: (values) =>
    values.count === undefined ? `断开${arrow(values)}` : `断开 ${counted(values.count, '条边')}`,
  'move-edge': (values) => `移动边${arrow(values)}`,
  reconnect: (values) => `移动边的起点${arrow(values)}`,
  reorder: ({ to }) => (to === undefined ? '调整输入顺序' : `调整${within(to)}的输入顺序`),
  duplicate: (values) => `复制${values.name === undefined ? '' : '为'}${members(values)}`,
  repeat: (values) => `重复${values.name === undefined ? '' : '为'}${members(values)}`,
  paste: (values) => `粘贴${members(values)}`,
  group: (values) => `编组${members(values)}`,
  ungroup: (values) => `解组${members(values)}`,
  pin: (values) => `移动${members(values)}`,
  nudge: (values) => `移动${members(values)}`,
  distribute: (values) => `均匀分布${members(values)}`,
  align: (values) => `对齐${members(values)}`,
  release: (values) => `取消固定${members(values)}`,
  intervene: (values) => {
    const { act = '', factor = 1, name, count = 1 } = values;
    const at = name === undefined ? counted(count, '处') : names.given(name);
    if (act === 'scale') return `将${among(at)}缩放为 ${factor} 倍`;
    if (act === 'ablate') return `消融${behind(at)}`;
    if (act === 'bypass') return `旁路${behind(at)}`;
    return name === undefined ? `取消 ${counted(count, '项干预')}` : `取消对${among(at)}的干预`;
  },
  other: ({ name = '修改' }) => name.replaceAll('-', ' '),
};
