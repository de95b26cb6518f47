import { isSign, signOf, signPaths, type Sign } from '#lib/dla/figure/read/signs.ts';
import type { GraphNode } from '#lib/graph/document/document.ts';
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
  'deform-unit': 'op',
  add: 'op',
  conv: 'op',
  'deform-conv': 'op',
  'batch-norm': 'op',
  'group-norm': 'op',
  relu: 'op',
  concat: 'op',
  sigmoid: 'op',
  softmax: 'op',
  'log-softmax': 'op',
  pad: 'op',
  slice: 'op',
  'global-avg-pool': 'pool',
  flatten: 'op',
  linear: 'op',
  classifier: 'op',
  'dense-head': 'op',
  'detection-head': 'op',
};

/** What lists call the glyph of a node: its kind, with its sign where it has one. */
export function glyphName({ kind, attributes }: Pick<GraphNode, 'kind' | 'attributes'>): string {
  const sign = signOf({ kind, attributes });
  return sign ? nameOfSign(sign) : kind;
}

/** The glyph of a sign by itself. */
export const nameOfSign = (sign: Sign): string => `${sign === 'residual' ? 'aggregation' : 'block'}:${sign}`;

/** Of a `glyphName`, or of `group`: the shape, and the path of its sign. */
export function glyphOf(name: string): { readonly shape: Glyph; readonly sign?: string } {
  const [kind = '', sign = ''] = name.split(':');
  if (kind === 'group') return { shape: kind };
  const shape = isModuleKind(kind) ? glyphs[kind] : 'op';
  return isSign(sign) ? { shape, sign: signPaths[sign] } : { shape };
}
