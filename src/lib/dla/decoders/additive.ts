import type { BuiltLevel } from '#lib/dla/structures/level.ts';
import { DecoderBuilder, type Feature, type NodeOptions } from './builder.ts';

/** How CenterNet joins maps (pose_dla_dcn.py): it adds where the authors' decoder concatenates. */
export interface Additive {
  /** Whether its projections and nodes are deformable convolutions, or plain ones (FairMOT's `dlaconv`). */
  readonly deformable: boolean;
  readonly norm: NodeOptions;
}

/**
 * One pass over maps, shallow first: m_k ← node_k(up_k(proj_k(m_k)) + m_{k−1}), as wide and fine as m_0; `factor` is how much
 * coarser m_k is. The maps are changed in place.
 */
function pass(build: DecoderBuilder, maps: Feature[], factor: (k: number) => number, options: NodeOptions): void {
  const target = maps[0]!;
  for (let k = 1; k < maps.length; k += 1) {
    const projected = build.deformUnit(`proj_${k}`, maps[k]!.id, target.channels, options);
    const up = build.up(`up_${k}`, projected, factor(k));
    const sum = build.sum(`sum_${k}`, [up, maps[k - 1]!.id]);
    maps[k] = { ...target, id: build.deformUnit(`node_${k}`, sum, target.channels, options) };
  }
}

/**
 * `dla-up-add`: pass p takes the p + 2 deepest maps, and its deepest is its result; then `ida_up` does the same over the
 * results, finest first. The deepest map of all reaches the end through the passes alone.
 */
export function buildAdditive(features: readonly Feature[], { deformable, norm }: Additive): BuiltLevel {
  const options = { ...(!deformable && { deformable }), ...norm };
  const dlaUp = new DecoderBuilder('dla_up', 'decoder', norm);
  const maps = [...features];
  const results: Feature[] = [];
  for (let p = 0; p <= features.length - 2; p += 1) {
    const taken = maps.slice(features.length - 2 - p);
    pass(dlaUp.group(`ida_${p}`), taken, () => 2, options);
    maps.splice(features.length - 2 - p, taken.length, ...taken);
    results.unshift(taken.at(-1)!);
  }
  const idaUp = new DecoderBuilder('ida_up', 'ida_up', norm);
  pass(idaUp, results, (k) => 2 ** k, options);
  const [first, last] = [dlaUp.done(), idaUp.done()];
  return {
    nodes: [...first.nodes, ...last.nodes],
    groups: [...first.groups, ...last.groups],
    output: results.at(-1)!.id,
  };
}
