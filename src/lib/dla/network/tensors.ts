import { moduleOrder } from '#lib/dla/op-graph/module-order.ts';
import type { OpGraph, WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import type { HeadConfig, NetworkConfig } from './config.ts';

/**
 * The tensors of a config's network in PyTorch's `state_dict` order (`num_batches_tracked` left out). Modules come as
 * timm registers them; the authors' dense networks (ida-up), and those of detection, register a tree's projection last, and
 * all nodes of an IDA pass after its projections and up-samplings, but for CenterNet's passes that add.
 */
export function configTensors(config: NetworkConfig, graph: OpGraph): readonly WeightTensor[] {
  const { head } = config;
  if (head.kind === 'detection' && head.neck === 'dla-up-add') return moduleOrder(graph.tensors, isProject);
  return moduleOrder(graph.tensors, hasDlaUp(head) ? registeredLater : undefined);
}

/** Whether a network has the authors' DLAUp, and with it the classifier of its backbone. */
export const hasDlaUp = (head: HeadConfig): boolean =>
  head.kind === 'detection' ? head.neck === 'dla-up' : 'decoder' in head && head.decoder === 'ida-up';

const isProject = (sibling: string, siblings: readonly string[]): boolean =>
  sibling === 'project' && siblings.includes('root');

const registeredLater = (sibling: string, siblings: readonly string[]): boolean =>
  isProject(sibling, siblings) || sibling.startsWith('node_');
