import type { words } from '#lib/messages/messages.ts';
import type { TermId } from '#lib/messages/term-id.ts';
import { isKeyOf } from '#lib/own-key.ts';

type Name = keyof (typeof words)['names']['attributes'];

/** Which word of the glossary an attribute is; the others are plain words. */
const terms = {
  activation: 'activation',
  baseWidth: 'base-width',
  bias: 'bias',
  block: 'block',
  blocks: 'block',
  cardinality: 'cardinality',
  channels: 'channel',
  classes: 'classes',
  deformable: 'deformable',
  dilation: 'dilation',
  expansion: 'expansion',
  groups: 'cardinality',
  hidden: 'channel',
  kernel: 'kernel',
  levelRoot: 'level-root',
  norm: 'norm',
  normGroups: 'group-norm',
  outChannels: 'channel',
  padding: 'padding',
  pool: 'pooling',
  projection: 'projection',
  residual: 'residual',
  stride: 'stride',
  structure: 'structure',
  upFactor: 'up-sampling',
} as const satisfies { readonly [N in Name]?: TermId };

export const termOfAttribute = (name: string): TermId | undefined => (isKeyOf(terms, name) ? terms[name] : undefined);
