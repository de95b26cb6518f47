import type { Messages } from '../en.ts';
import { figure as english } from '../en/figure.ts';
import { nameIn } from '../values.ts';
import { counted } from './grammar.ts';
import { names } from './names.ts';

export const figure: Messages['figure'] = {
  base: '起始层',
  head: '任务头',
  channels: (count) => `${count} 通道`,
  classes: (count) => `${count} 类`,
  given: names.given,
  // Short signs, as in code of every framework: conv 3×3, bn.
  op: english.op,
  kind: (kind) => nameIn(names.kinds, kind),
  description: (label, kind, shape, takes, gives) =>
    [
      label,
      kind,
      shape,
      takes.length > 0 ? `输入来自 ${takes.join('、')}` : '',
      gives.length > 0 ? `输出到 ${gives.join('、')}` : '',
    ]
      .filter((part) => part !== '')
      .join('，'),
  group: (label, blocks) => `${label}，${counted(blocks, '个块')}`,
};
