import type { Op } from '#lib/dla/op-graph/op-graph.ts';

/** What stands in the box of an op. */
export function opText({ kind, attributes }: Op): string {
  const { kernel, outChannels, factor } = attributes as { kernel?: number; outChannels?: number; factor?: number };
  if (kind === 'conv2d') return `conv ${kernel}×${kernel}`;
  if (kind === 'max-pool' || kind === 'avg-pool') return `${kind.slice(0, 3)} ${kernel}×${kernel}`;
  if (kind === 'conv-transpose2d') return `up ×${factor}`;
  if (kind === 'linear') return `fc ${outChannels}`;
  if (kind === 'global-avg-pool') return 'avg pool';
  return kind === 'batch-norm' ? 'bn' : kind;
}
