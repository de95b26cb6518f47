import { attributesOf } from '#lib/dla/modules/attributes.ts';
import type { BlockAttributes } from '#lib/dla/modules/block-attributes.ts';
import type { ModuleKind } from '#lib/dla/modules/modules.ts';
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

const windowDefaults = { kernel: 3, stride: 1, dilation: 1, groups: 1 };
const channelsOf = (shapes: readonly Shape[]): string => String(shapes.reduce((sum, shape) => sum + shape[0], 0));
const direct = (module: string, x: readonly string[]): string => call(module, x);

const composites: Partial<Record<ModuleKind, (attributes: never, place: Place) => Composite>> = {
  'conv-unit': (
    { outChannels, activation, ...window }: { outChannels: number; activation: string } & typeof windowDefaults,
    { shapes },
  ) => ({
    definition: activation === 'relu' ? 'ConvUnit' : 'ConvNorm',
    args: [channelsOf(shapes), String(outChannels), ...options(window, windowDefaults)],
    apply: direct,
  }),
  'fuse-conv': ({ outChannels, kernel }: { outChannels: number; kernel: number }, { shapes }) => ({
    definition: 'ConvUnit',
    args: [channelsOf(shapes), String(outChannels), ...options({ kernel }, windowDefaults)],
    apply: (module, x) => `${module}(${call('torch.cat', [call('', x, '[]'), '1'])})`,
  }),
  aggregation: ({ outChannels, residual }: { outChannels: number; residual: boolean }, { shapes }) => ({
    definition: 'Aggregation',
    args: [channelsOf(shapes), String(outChannels), ...options({ residual }, { residual: false })],
    apply: direct,
  }),
  block: (attributes: BlockAttributes, { shapes, tensors }) => {
    const { outChannels, stride, dilation, projection } = attributes;
    // A block that can add its own input as it is needs no shortcut.
    const own = shapes.length === 1 && (stride > 1 || shapes[0]![0] !== outChannels);
    const shortcut = own ? projection : null;
    const defaults = { stride: 1, shortcut: null, dilation: 1, groups: 1 };
    const start = [String(shapes[0]![0]), String(outChannels), ...options({ stride, shortcut }, defaults)];
    if (attributes.block === 'basic')
      return { definition: 'BasicBlock', args: [...start, ...options({ dilation }, defaults)], apply: direct };
    const spread = tensors.find(({ name }) => name.endsWith('conv1.weight'))!.shape[0]!;
    const { cardinality: groups } = attributes;
    const parts = attributes.block === 'res2net' ? attributes.scale : 1;
    const width = options({ width: spread / parts, scale: parts }, { scale: 1 });
    return {
      definition: attributes.block === 'res2net' ? 'Res2NetBlock' : 'Bottleneck',
      args: [...start, ...width, ...options({ dilation, groups }, defaults)],
      apply: direct,
    };
  },
};

/** How a node is written as one class, if its kind has one. */
export function compositeOf(node: GraphNode, place: Place): Composite | undefined {
  const make = composites[node.kind as ModuleKind];
  return make?.(unwrap(attributesOf(node)) as never, place);
}
