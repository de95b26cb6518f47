import { isModuleKind, type ModuleKind } from '#lib/dla/modules/modules.ts';

/** How a node is drawn in lists: as a block, an aggregation node, a group, pooling, or any other op. */
export type Glyph = 'block' | 'node' | 'group' | 'pool' | 'op';

const glyphs: { readonly [K in ModuleKind]: Glyph } = {
  input: 'op',
  'conv-unit': 'op',
  block: 'block',
  aggregation: 'node',
  'down-sample': 'pool',
  'up-sample': 'op',
  'fuse-conv': 'op',
  add: 'op',
  conv: 'op',
  'batch-norm': 'op',
  relu: 'op',
  concat: 'op',
  classifier: 'op',
  'dense-head': 'op',
};

/** Of a kind of node, or of `group`. */
export function glyphOf(kind: string): Glyph {
  if (kind === 'group') return kind;
  return isModuleKind(kind) ? glyphs[kind] : 'op';
}
