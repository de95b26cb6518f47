import type { OpAttributes, OpKind } from '#lib/dla/ops/ops.ts';
import { nameIn } from '../values.ts';
import { plural } from './grammar.ts';
import { names } from './names.ts';

const window = ({ kernel }: { readonly kernel: number }): string => `${kernel}×${kernel}`;

const ops: { readonly [K in OpKind]: (attributes: OpAttributes<K>) => string } = {
  input: () => 'input',
  conv2d: (attributes) => `conv ${window(attributes)}`,
  'deform-conv': () => 'deform 3×3',
  'conv-transpose2d': ({ factor }) => `up ×${factor}`,
  linear: ({ outChannels }) => `fc ${outChannels}`,
  'batch-norm': () => 'bn',
  'group-norm': ({ groups }) => `gn ${groups}`,
  relu: () => 'relu',
  sigmoid: () => 'sigmoid',
  softmax: () => 'softmax',
  'log-softmax': () => 'log-softmax',
  add: () => 'add',
  concat: () => 'concat',
  'max-pool': (attributes) => `max ${window(attributes)}`,
  'avg-pool': (attributes) => `avg ${window(attributes)}`,
  'global-avg-pool': () => 'avg pool',
  pad: () => 'pad',
  flatten: () => 'flatten',
  slice: () => 'slice',
  resize: () => 'resize',
  scale: () => 'scale',
};

/** In the figure, where there is room for a few letters, and what a screen reader says of its marks. */
export const figure = {
  base: 'base',
  head: 'head',
  channels: (count: number) => `${count} ch`,
  classes: (count: number) => `${count} cls`,
  given: names.given,
  op: <K extends OpKind>(kind: K, attributes: OpAttributes<K>) => ops[kind](attributes),
  kind: (kind: string) => nameIn(names.kinds, kind),
  /** `B2, basic block, 128×28×28, takes B1, gives to N1`; all but the label may be empty. */
  description: (label: string, kind: string, shape: string, takes: readonly string[], gives: readonly string[]) =>
    [
      label,
      kind,
      shape,
      takes.length > 0 ? `takes ${takes.join(', ')}` : '',
      gives.length > 0 ? `gives to ${gives.join(', ')}` : '',
    ]
      .filter((part) => part !== '')
      .join(', '),
  group: (label: string, blocks: number) => `${label}, ${plural(blocks, 'block')}`,
};
