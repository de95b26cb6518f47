import { nameIn } from '../values.ts';
import { plural } from './grammar.ts';
import { names } from './names.ts';

/** What an op has that its box can name. */
interface OpAttributes {
  readonly kernel?: number;
  readonly outChannels?: number;
  readonly factor?: number;
}

const ops: Readonly<Record<string, (attributes: OpAttributes) => string>> = {
  conv2d: ({ kernel }) => `conv ${kernel}×${kernel}`,
  'max-pool': ({ kernel }) => `max ${kernel}×${kernel}`,
  'avg-pool': ({ kernel }) => `avg ${kernel}×${kernel}`,
  'conv-transpose2d': ({ factor }) => `up ×${factor}`,
  linear: ({ outChannels }) => `fc ${outChannels}`,
  'global-avg-pool': () => 'avg pool',
  'batch-norm': () => 'bn',
};

/** In the figure, where there is room for a few letters, and what a screen reader says of its marks. */
export const figure = {
  base: 'base',
  head: 'head',
  channels: (count: number) => `${count} ch`,
  classes: (count: number) => `${count} cls`,
  op: (kind: string, attributes: OpAttributes) => (Object.hasOwn(ops, kind) ? ops[kind]!(attributes) : kind),
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
