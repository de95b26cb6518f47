import { sizeOf } from '#lib/dla/op-graph/op-graph.ts';
import type { NetworkConfig } from '#lib/dla/network/config.ts';
import { hasDlaUp } from '#lib/dla/network/tensors.ts';

/** A tensor of the authors' code that no output depends on; shapes are PyTorch's. */
export interface UnusedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly buffer: boolean;
  readonly reason: UnusedReason;
}

/** A projection of a tree of trees, whose left half projects its input itself; a classifier that nothing calls. */
export type UnusedReason = 'outer-projection' | 'backbone-classifier';

/** The classes of ImageNet, for which the authors' backbones keep their classifier. */
const IMAGENET_CLASSES = 1000;

/**
 * What the authors' code (ucbdrive/dla) makes of a config beyond what it uses: every `Tree` whose input and output
 * channels differ creates a `project`, but a tree of trees hands its input to its left half, which projects it itself,
 * so that only the innermost left tree's is used. Their dense networks (`DLASeg`, ida-up), and those of detection with it, also
 * keep the backbone's classifier, `base.fc`. Their code has no res2net block, no structure but the merged tree and no decoder but ida-up:
 * for these there is nothing to add. The order is that of the levels, outer trees after inner ones.
 */
export function unusedTensors(config: NetworkConfig): readonly UnusedTensor[] {
  const { levels, head } = config;
  const prefix = 'downRatio' in head ? 'base.' : '';
  const unused = levels.flatMap((level, index) => {
    const inChannels = levels[index - 1]?.channels ?? config.stem.channels;
    if (level.kind !== 'aggregation' || level.structure !== 'merged' || inChannels === level.channels) return [];
    if ((level.block ?? config.block).kind === 'res2net') return [];
    const depth = Math.log2(level.blocks);
    return Array.from({ length: depth - 1 }, (_, outer) =>
      projection(
        `${prefix}level${index}.${'tree1.'.repeat(depth - 2 - outer)}project`,
        inChannels,
        level.channels,
        config.norm && config.norm !== 'batch' ? GROUP_NORM : BATCH_NORM,
      ),
    ).flat();
  });
  if (!hasDlaUp(head)) return unused;
  const channels = levels.at(-1)!.channels;
  return [
    ...unused,
    { name: 'base.fc.weight', shape: [IMAGENET_CLASSES, channels, 1, 1], buffer: false, reason: 'backbone-classifier' },
    { name: 'base.fc.bias', shape: [IMAGENET_CLASSES], buffer: false, reason: 'backbone-classifier' },
  ];
}

const GROUP_NORM = ['weight', 'bias'];
const BATCH_NORM = [...GROUP_NORM, 'running_mean', 'running_var'];

function projection(
  name: string,
  inChannels: number,
  outChannels: number,
  norm: readonly string[],
): readonly UnusedTensor[] {
  const reason = 'outer-projection';
  return [
    { name: `${name}.0.weight`, shape: [outChannels, inChannels, 1, 1], buffer: false, reason },
    ...norm.map((role): UnusedTensor => ({
      name: `${name}.1.${role}`,
      shape: [outChannels],
      buffer: role.startsWith('running'),
      reason,
    })),
  ];
}

/** Parameters that stand in the authors' network and change nothing: the official count is the used one and these. */
export const countUnused = (config: NetworkConfig): number =>
  unusedTensors(config).reduce((sum, tensor) => sum + (tensor.buffer ? 0 : sizeOf(tensor)), 0);
