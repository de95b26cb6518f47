import { isModuleKind, type ModuleKind } from '#lib/dla/modules/modules.ts';
import type { GraphNode } from '#lib/graph/document/document.ts';

/** What a figure makes of a kind of node. */
interface Drawn {
  /** Its short name; `B` and `N` are counted in each level. Without it the node's own name is drawn. */
  readonly label?: 'B' | 'N' | ((attributes: GraphNode['attributes']) => string);
  /** Joins maps: it stands above what it joins. */
  readonly joins?: true;
  /** A single operation: a group of such inside a level is drawn as one block. */
  readonly single?: true;
}

const kernelText = ({ kernel = 3 }: GraphNode['attributes']): string => `${kernel}×${kernel}`;

const drawn: { readonly [K in ModuleKind]: Drawn } = {
  input: { label: () => 'input' },
  'conv-unit': { label: kernelText, single: true },
  block: { label: 'B' },
  aggregation: { label: 'N', joins: true },
  'down-sample': {
    label: ({ mode, factor, kernel = factor }) => `${mode === 'average' ? 'avg' : 'max'} ${kernel}×${kernel}`,
    single: true,
  },
  'up-sample': { label: ({ factor }) => `×${factor}` },
  'fuse-conv': { label: 'N', joins: true },
  'deform-unit': { label: ({ deformable = true }) => (deformable ? 'dcn' : '3×3') },
  add: { label: () => '+', joins: true, single: true },
  conv: { label: kernelText, single: true },
  'deform-conv': { label: () => 'dcn', single: true },
  'batch-norm': { label: () => 'bn', single: true },
  'group-norm': { label: () => 'gn', single: true },
  relu: { label: () => 'relu', single: true },
  concat: { label: () => 'cat', joins: true, single: true },
  sigmoid: { label: () => 'σ', single: true },
  softmax: { label: () => 'softmax', single: true },
  'log-softmax': { label: () => 'log-softmax', single: true },
  pad: { label: () => 'pad', single: true },
  slice: { label: () => 'slice', single: true },
  'global-avg-pool': { label: () => 'avg', single: true },
  flatten: { label: () => 'flat', single: true },
  linear: { label: () => 'fc', single: true },
  classifier: { label: () => 'fc' },
  'dense-head': { label: () => 'fc' },
  'detection-head': {},
};

/** What is drawn for a node; one of a kind that nobody knows is a box with the kind in it. */
export const drawnAs = ({ kind }: GraphNode): Drawn => (isModuleKind(kind) ? drawn[kind] : { label: () => kind });

export const isJoin = (node: GraphNode): boolean => drawnAs(node).joins === true;

export const isProjection = ({ kind, attributes }: GraphNode): boolean =>
  kind === 'conv-unit' && attributes.kernel === 1 && attributes.activation === 'none';

/** Whether a node stands above what it joins instead of on the base line. */
export const standsAbove = (node: GraphNode): boolean => isJoin(node) && node.inputs.length > 1;

/** The word for a node: its kind, for a block the kind of block. */
export const kindOf = ({ kind, attributes }: GraphNode): string => (kind === 'block' ? String(attributes.block) : kind);
