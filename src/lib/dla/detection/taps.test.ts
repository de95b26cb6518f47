import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { describe, expect, it } from 'vitest';
import type { HeadMap } from './peaks.ts';
import { lastDeformable, tapsAt } from './taps.ts';

/** A map of offsets of 4×6 whose values are all 0 but at one place. */
function offsets(x: number, y: number, values: ReadonlyMap<number, number>): HeadMap {
  const data = new Float32Array(27 * 4 * 6);
  for (const [channel, value] of values) data[(channel * 4 + y) * 6 + x] = value;
  return { shape: [27, 4, 6], data };
}

describe('where the taps of a deformable convolution read', () => {
  it('without offsets they are the middles of the nine pixels around, each by half', () => {
    const taps = tapsAt(offsets(0, 0, new Map()), { x: 2, y: 1 }, 4);
    expect(taps.map(({ x, y }) => [x, y])).toEqual(
      [0, 1, 2].flatMap((i) => [1, 2, 3].map((j) => [4 * j + 2, 4 * i + 2])),
    );
    expect(taps.every(({ x, y, homeX, homeY, weight }) => x === homeX && y === homeY && weight === 0.5)).toBe(true);
  });

  it('tap t moves by o[2t] rows and o[2t + 1] columns, and counts by sigmoid(o[18 + t])', () => {
    // Tap 5 is the middle row's right one.
    const given = new Map([
      [10, 0.5],
      [11, -2],
      [23, 3],
    ]);
    const taps = tapsAt(offsets(2, 1, given), { x: 2, y: 1 }, 8);
    expect(taps[5]).toEqual({ x: 8 * 1.5, y: 8 * 2, homeX: 8 * 3.5, homeY: 8 * 1.5, weight: 1 / (1 + Math.exp(-3)) });
    expect(taps.filter(({ x, homeX }) => x !== homeX)).toHaveLength(1);
    expect(tapsAt(offsets(2, 1, given), { x: 3, y: 1 }, 8)[5]).toMatchObject({ weight: 0.5 });
  });

  it('the last one before a head is that of the neck’s result, at its scale; plain necks have none', () => {
    const graphOf = (id: string) => lowerDocument(buildNetwork(presetConfig(id))).graph;
    const graph = graphOf('ctdet_dla34');
    const found = lastDeformable(graph, 'hm')!;
    const op = graph.ops.find(({ id }) => id === found.convolution)!;
    const offset = graph.ops[op.inputs[1]!]!;
    expect([found.scale, found.shape.slice(1), offset.id, offset.shape[0]]).toEqual([4, [128, 128], found.offsets, 27]);
    // Whatever is deformable behind it would be another one.
    const later = graph.ops.slice(graph.ops.indexOf(op) + 1).filter(({ kind }) => kind === 'deform-conv');
    expect(later).toEqual([]);
    expect(found.node).toBe(op.node);
    expect(lastDeformable(graph, 'base_layer')).toBeUndefined();
    expect(lastDeformable(graphOf('ctdet_dlav0_34'), 'hm')).toBeUndefined();
    expect(lastDeformable(graph, 'nothing')).toBeUndefined();
  });
});
