import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { describe, expect, it } from 'vitest';
import { movesWithData } from './moving.ts';

describe('movesWithData', () => {
  it('is so of a neck of deformable convolutions and of all behind it, and of nothing before', () => {
    const { graph } = lowerDocument(buildNetwork(presetConfig('ctdet_dla34')));
    const moves = movesWithData(graph);
    const of = (node: string) => moves[graph.results.get(node)!];
    expect(['level5-n1', 'dla_up-ida_0-proj_1', 'dla_up-ida_0-sum_1', 'ida_up-node_2', 'hm'].map(of)).toEqual([
      false,
      true,
      true,
      true,
      true,
    ]);
    // The small convolution that says where the taps read stands where it stands.
    const offsets = graph.ops.findIndex(({ id }) => id.startsWith('dla_up-ida_0-proj_1/'));
    expect(moves[offsets]).toBe(false);
  });

  it('is so of nothing in a neck of plain convolutions', () => {
    const config = presetConfig('ctdet_dlav0_34');
    expect(movesWithData(lowerDocument(buildNetwork(config)).graph)).not.toContain(true);
  });
});
