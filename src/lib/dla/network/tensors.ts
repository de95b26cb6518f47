import { moduleOrder } from '#lib/dla/op-graph/module-order.ts';
import type { OpGraph, WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import type { NetworkConfig } from './config.ts';

/**
 * The tensors of a config's network in PyTorch's `state_dict` order (`num_batches_tracked` left out). Modules come as
 * timm registers them; the authors' dense networks (ida-up) register a tree's projection last, and all nodes of an
 * IDA pass after its projections and up-samplings.
 */
export function configTensors(config: NetworkConfig, graph: OpGraph): readonly WeightTensor[] {
  const authors = 'decoder' in config.head && config.head.decoder === 'ida-up';
  return moduleOrder(graph.tensors, authors ? registeredLater : undefined);
}

const registeredLater = (sibling: string, siblings: readonly string[]): boolean =>
  (sibling === 'project' && siblings.includes('root')) || sibling.startsWith('node_');
