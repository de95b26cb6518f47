import { levelShares, type NetworkFlow } from '#lib/workspace/gradients/network-flow.ts';
import { expect, test } from 'vitest';
import { plotNetworks } from './network-plot.ts';
import { networkSentences } from './network-words.ts';

/** A network's level of two blocks: norms of the first one, by seed; the last one's is 1. */
const flow = (network: number, ...firsts: readonly number[]): NetworkFlow => ({
  network,
  flows: firsts.map((first) => ({
    ...{ loss: 1, logits: 1 },
    blocks: [first, 1].map((result) => ({ level: 'level 3', result, weights: result, skip: undefined })),
  })),
});
const said = (reference: number, ...flows: readonly NetworkFlow[]) =>
  networkSentences('level 3', levelShares(flows, 'level 3', 'result', reference), 'result');

test('the sentence names a difference with its size where it is beyond the spread', () => {
  expect(said(0, flow(0, 2, 2.2), flow(1, 6, 6.6))).toEqual([
    'In level 3 the first block gets the gradient that reaches the last one 2.1 ± 0.14 times in A and 6.3 ± 0.42 times in B.',
    'Against the last one, the first block gets, as a multiple of what it gets in A, 3 times in B: at least twice the spread of 2 seeds apart.',
  ]);
  expect(said(1, flow(0, 2, 2.2), flow(1, 6, 6.6))[1]).toMatch(/what it gets in B, 0\.33 times in A: at least twice/);
  expect(said(0, flow(0, 2, 2.2), flow(1, 2.2, 2.4))[1]).toMatch(
    /more than the spread of 2 seeds apart, but less than twice/,
  );
});

test('it says that there is no difference where there is none beyond the spread, and nothing of one seed', () => {
  expect(said(0, flow(0, 2, 3), flow(1, 2.2, 2.9), flow(2, 9, 9.1), flow(3, 3, 2))).toEqual([
    expect.stringMatching(/^In level 3/),
    expect.stringMatching(/what it gets in A, 3\.6 times in C: at least twice/),
    'Between B, D and A there is no difference beyond the spread of 2 seeds (± 0.71).',
  ]);
  expect(said(0, flow(0, 2, 3), flow(1, 2, 3))[1]).toMatch(/no difference beyond the spread/);
  expect(said(0, flow(0, 2), flow(1, 9))[1]).toMatch(/^One seed does not tell/);
  expect(said(0, flow(1, 2, 3))).toHaveLength(1);
  expect(networkSentences(undefined, [], 'result')).toEqual([
    expect.stringMatching(/^No level has at least two blocks/),
  ]);
});

test('curves of levels of unlike length lie over each other, with a band from the least to the greatest seed', () => {
  const long: NetworkFlow = {
    network: 1,
    flows: [4, 8].map((first) => ({
      ...{ loss: 1, logits: 1 },
      blocks: [first, 3, 2, 1].map((result) => ({ level: 'level 3', result, weights: 0, skip: undefined })),
    })),
  };
  const plot = plotNetworks([flow(0, 2, 4), long], 'result', { width: 300, height: 100 })!;
  const [short, other] = plot.curves;
  expect(plot.stretches).toEqual([{ level: 'level 3', from: 0, to: 300 }]);
  expect(short!.points[0]!.x).toBe(other!.points[0]!.x);
  expect(short!.points.at(-1)!.x).toBe(other!.points.at(-1)!.x);
  expect(other!.points).toHaveLength(4);
  expect(short!.points[0]!.y).toBeGreaterThan(other!.points[0]!.y);
  expect(short!.band).toMatch(/^M.*Z$/);
  // Weights of the longer one get nothing: no place on a logarithm.
  expect(plotNetworks([long], 'weights', { width: 300, height: 100 })).toBeUndefined();
});
