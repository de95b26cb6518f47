import type { DocumentIssue } from '#lib/issue.ts';
import type { Words } from '../values.ts';
import { counted, listed, quoted, shown } from './grammar.ts';

export const documents = {
  cycle: ({ received }) => `这些节点构成了环：${listed(received)}。网络不能有环，请删去其中一条边。`,
  'group-in-itself': ({ received }) => `这个组经由 ${listed(received)} 包含了自己。请把它从其中一个组移出。`,
  'groups-too-deep': ({ expected, received }) =>
    `组最多嵌套 ${shown(expected)} 层，而这里会达到 ${shown(received)} 层。`,
  'head-taken': ({ received }) =>
    `以任务头 ${quoted(received)} 的结果为输入，但任务头之后不能再接任何节点。请改用这个任务头的输入。`,
  'id-taken': ({ received }) => `id ${shown(received)} 已被使用。每个节点和组都要有自己的 id。`,
  'member-taken': ({ expected, received }) =>
    expected === received
      ? `在 ${quoted(received)} 的成员中列出了两次。请删去一次。`
      : `同时是 ${quoted(expected)} 和 ${quoted(received)} 的成员，但只能属于一个组。`,
  'missing-member': ({ received }) => `没有 id 为 ${quoted(received)} 的节点或组。`,
  'missing-node': ({ received }) => `没有 id 为 ${quoted(received)} 的节点可作为输入。`,
  'name-taken': ({ expected, received }) =>
    `同一组中的 ${quoted(expected)} 已使用名称 ${quoted(received)}。请给其中一个改名。`,
  'no-input-node': () => '网络没有输入节点。请添加一个。',
  'no-single-way': () => '只有单输入、单输出的部分才能重复。请选择一个块、一个层级，或首尾相接的几个。',
  'no-such-edge': ({ received }) => `没有以 ${quoted(received)} 为输入：这条边不存在。`,
  'no-such-input': ({ expected, received }) =>
    received === null
      ? '没有给出要替换的输入。'
      : `没有编号为 ${shown(received)} 的输入，应在 0 到 ${shown(expected)} 之间。`,
  'not-a-group': () => '这不是组。请选择一个组。',
  'not-every-node': ({ expected, received }) =>
    `顺序必须包含全部 ${counted(expected, '个节点')}且各一次，但其中有 ${counted(received, '个节点')}。`,
  'not-an-order': ({ expected }) => `新的顺序必须包含它的全部 ${counted(expected, '个输入')}且各一次。`,
  'nothing-selected': () => '没有选择任何对象。请先选择节点或组。',
  'aligned-on-each-other': ({ received }) => `所选节点中有 ${shown(received)} 个会互相重叠。请沿另一个方向对齐。`,
  'nothing-to-align': ({ received }) => `已选择 ${shown(received)} 个。对齐至少需要选择 2 个。`,
  'nothing-to-distribute': ({ received }) => `已选择 ${shown(received)} 个。均匀分布至少需要选择 3 个。`,
  'second-input-node': ({ received }) => `网络只能有一个输入节点，现有 ${listed(received)}。请只保留一个。`,
  'single-kind': ({ received }) => `网络中 ${quoted(received)} 类型的节点只能有一个，而此网络已经有了。`,
  'tensor-name-taken': ({ received }) => `会有两个张量同名：${quoted(received)}。请给其中一个节点或它所在的组改名。`,
  'too-few-inputs': ({ expected, received }) =>
    `应至少有 ${counted(expected, '个输入')}，实有 ${shown(received)}。请再连接一些。`,
  'too-many-inputs': ({ expected, received }) =>
    `应最多有 ${counted(expected, '个输入')}，实有 ${shown(received)}。请删去一些。`,
  'too-many-inputs-in-all': ({ expected, received }) =>
    `网络所有节点的输入合计最多 ${counted(expected, '个')}，这里有 ${shown(received)} 个。`,
  'too-many-nodes': ({ expected, received }) =>
    `网络最多有 ${counted(expected, '个节点')}，此网络有 ${shown(received)} 个。`,
  'too-many-open': ({ expected, received }) =>
    `最多可并排打开 ${counted(expected, '个网络')}，而这一步会达到 ${shown(received)} 个。请先关闭一个。`,
  'unknown-kind': ({ expected, received }) => `未知的节点类型 ${quoted(received)}，应为 ${listed(expected, '或')}。`,
} satisfies Record<DocumentIssue, Words>;
