import { attributesOf } from '#lib/dla/modules/attributes.ts';
import type { BlockAttributes, BlockKind } from '#lib/dla/modules/block-attributes.ts';
import type { NormAttributes } from '#lib/dla/modules/norm.ts';
import { isModuleKind, type ModuleAttributes, type ModuleKind } from '#lib/dla/modules/modules.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import type { WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import type { GraphNode } from '#lib/graph/document/document.ts';
import { unwrap } from '#lib/issue.ts';
import type { DefinitionName } from './classes.ts';
import { call, options } from './python.ts';

/** A node that is written as one Python class instead of op by op. */
export interface Composite {
  readonly definition: DefinitionName;
  /** The arguments that make it. */
  readonly args: readonly string[];
  /** The result from the expressions of its inputs. */
  apply(module: string, x: readonly string[]): string;
}

interface Place {
  /** Of the node's inputs. */
  readonly shapes: readonly Shape[];
  readonly tensors: readonly WeightTensor[];
}

type WriteComposite<K extends ModuleKind> = (attributes: ModuleAttributes<K>, place: Place) => Composite | null;

const windowDefaults = { kernel: 3, stride: 1, dilation: 1, groups: 1 };
const channelsOf = (shapes: readonly Shape[]): string => String(shapes.reduce((sum, shape) => sum + shape[0], 0));
const direct = (module: string, x: readonly string[]): string => call(module, x);

/** Whether a node has the batch norms of the field's classes. */
const isPlain = (attributes: NormAttributes): boolean => attributes.norm === 'batch' && !attributes.folded;

/** The class of each kind of node; null where it is written op by op, as what is normalised by groups is. */
const composites: { readonly [K in ModuleKind]: WriteComposite<K> | null } = {
  input: null,
  'conv-unit': (attributes, { shapes }) => {
    const { outChannels, activation, bias, padding, floor, kernel, stride, dilation, groups } = attributes;
    // The classes are those of the field: what an imported network has beside them is written op by op.
    if (!isPlain(attributes) || bias || floor || padding !== undefined) return null;
    return {
      definition: activation === 'relu' ? 'ConvUnit' : 'ConvNorm',
      args: [channelsOf(shapes), String(outChannels), ...options({ kernel, stride, dilation, groups }, windowDefaults)],
      apply: direct,
    };
  },
  block: (attributes, { shapes, tensors }) => {
    const { outChannels, stride, projection } = attributes;
    if (!isPlain(attributes)) return null;
    // A block that can add its own input as it is needs no shortcut.
    const own = shapes.length === 1 && (stride > 1 || shapes[0]![0] !== outChannels);
    const start = options({ stride, shortcut: own ? projection : null }, { stride: 1, shortcut: null });
    const spread = tensors.find(({ name }) => name.endsWith('conv1.weight'))!.shape[0]!;
    const { definition, body } = (blocks[attributes.block] as WriteBlock<never>)(attributes as never, spread);
    return { definition, args: [String(shapes[0]![0]), String(outChannels), ...start, ...body], apply: direct };
  },
  aggregation(attributes, { shapes }) {
    if (!isPlain(attributes)) return null;
    const { outChannels, residual } = attributes;
    return {
      definition: 'Aggregation',
      args: [channelsOf(shapes), String(outChannels), ...options({ residual }, { residual: false })],
      apply: (module, x) => call(module, [call('', x, '[]')]),
    };
  },
  'down-sample': null,
  'up-sample': null,
  'fuse-conv'(attributes, { shapes }) {
    if (!isPlain(attributes)) return null;
    const { outChannels, kernel } = attributes;
    return {
      definition: 'ConvUnit',
      args: [channelsOf(shapes), String(outChannels), ...options({ kernel }, windowDefaults)],
      apply: (module, x) => `${module}(${call('torch.cat', [call('', x, '[]'), '1'])})`,
    };
  },
  'deform-unit': null,
  add: null,
  conv: null,
  'deform-conv': null,
  'batch-norm': null,
  'group-norm': null,
  relu: null,
  concat: null,
  sigmoid: null,
  softmax: null,
  'log-softmax': null,
  pad: null,
  slice: null,
  'global-avg-pool': null,
  flatten: null,
  linear: null,
  classifier: null,
  'dense-head': null,
  'detection-head': null,
};

/** From a block's attributes and the channels behind its first convolution: its class, and what tells its body. */
type WriteBlock<K extends BlockKind> = (
  attributes: BlockAttributes<K>,
  spread: number,
) => { readonly definition: DefinitionName; readonly body: readonly string[] };

const bodyDefaults = { dilation: 1, groups: 1 };

const bottleneck: WriteBlock<'bottleneck' | 'split'> = ({ dilation, cardinality: groups }, width) => ({
  definition: 'Bottleneck',
  body: options({ width, dilation, groups }, bodyDefaults),
});

const blocks: { readonly [K in BlockKind]: WriteBlock<K> } = {
  basic: ({ dilation }) => ({ definition: 'BasicBlock', body: options({ dilation }, bodyDefaults) }),
  bottleneck,
  split: bottleneck,
  res2net: ({ scale, dilation, cardinality: groups }, spread) => ({
    definition: 'Bottle2neck',
    body: options({ width: spread / scale, scale, dilation, groups }, bodyDefaults),
  }),
};

/** How a node is written as one class, if its kind has one. */
export function compositeOf(node: GraphNode, place: Place): Composite | undefined {
  const write = isModuleKind(node.kind) ? composites[node.kind] : null;
  return (write as WriteComposite<never> | null)?.(unwrap(attributesOf(node)) as never, place) ?? undefined;
}
