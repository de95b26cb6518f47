import { buildNetwork } from '#lib/dla/network/build.ts';
import { digitsConfig } from '#lib/dla/presets/small.ts';
import { expect, test } from 'vitest';
import { blockSpreads, comparedLevel, levelShares, levelsOf, openVariant, type NetworkFlow } from './network-flow.ts';

/** By seed, the norms of the blocks of a level. */
const flow = (network: number, level: string, ...seeds: readonly (readonly number[])[]): NetworkFlow => ({
  network,
  flows: seeds.map((norms) => ({
    ...{ loss: 1, logits: 1 },
    blocks: norms.map((result) => ({ level, result, weights: 2 * result, skip: undefined })),
  })),
});

test('what the first block gets of the last one’s gradient is judged by the spread of the seeds, both ways', () => {
  const a = flow(0, 'level 3', [2, 1, 1], [2.2, 1, 1]);
  const more = flow(1, 'level 3', [6, 1, 1], [6.4, 1, 1]);
  const alike = flow(2, 'level 3', [2.2, 1], [2, 1]);
  const noisy = flow(3, 'level 3', [1, 1], [9, 1]);
  const shares = levelShares([a, more, alike, noisy], 'level 3', 'result', 0);
  expect(shares.map(({ blocks, judged }) => [blocks, judged?.says])).toEqual([
    [3, undefined],
    [3, 'something'],
    [2, 'nothing'],
    [2, 'nothing'],
  ]);
  expect(shares[1]!.ratio.mean).toBeCloseTo(6.2, 12);
  expect(shares[1]!.judged!.lead).toBeCloseTo(4.1, 12);
  // Against another reference the same numbers turn round.
  expect(levelShares([a, more], 'level 3', 'weights', 1)[0]!.judged).toMatchObject({ says: 'something' });
  expect(levelShares([a, more], 'level 3', 'weights', 1)[0]!.judged!.lead).toBeCloseTo(-4.1, 12);
  const once = [flow(0, 'level 3', [2, 1]), flow(1, 'level 3', [9, 1])];
  expect(levelShares(once, 'level 3', 'result', 0)[1]!.judged!.says).toBe('one-seed');
});

test('a network without the level, or through which nothing flows, is not spoken of; the level is one that all have', () => {
  const a = flow(0, 'level 3', [2, 1]);
  expect(levelShares([a, flow(1, 'level 4', [2, 1])], 'level 3', 'result', 0)).toHaveLength(1);
  expect(levelShares([a, flow(1, 'level 3', [2, 0])], 'level 3', 'result', 0)).toHaveLength(1);
  expect(comparedLevel([a, flow(1, 'level 4', [2, 1])])).toBeUndefined();
  const both: NetworkFlow = {
    network: 1,
    flows: [
      { loss: 1, logits: 1, blocks: [...flow(1, 'level 10', [2, 1, 1]).flows[0]!.blocks, ...a.flows[0]!.blocks] },
    ],
  };
  expect(levelsOf([both, a])).toEqual(['level 3', 'level 10']);
  expect(comparedLevel([both, a])).toBe('level 3');
  expect(comparedLevel([both, both])).toBe('level 10');
});

test('blocks have their place in their level and a spread over the seeds', () => {
  const [first, second] = blockSpreads(flow(0, 'level 3', [2, 1], [4, 0]), 'result');
  expect(first).toMatchObject({ level: 'level 3', index: 0, of: 2, norm: { mean: 3, low: 2, high: 4, seeds: 2 } });
  expect(second).toMatchObject({ index: 1, norm: undefined });
});

test('an open network is taken at another size; without a classifier it is refused', () => {
  const document = buildNetwork(digitsConfig('tree', 4));
  const taken = openVariant(document, { height: 16, width: 16 }, true);
  expect(taken.ok && taken.value.levels.map(({ reading }) => reading?.blocks.length)).toEqual([4, 4]);
  expect(taken.ok && taken.value.graph.ops[0]!.shape).toEqual([1, 16, 16]);
  const bare = openVariant(document, undefined, false);
  const sums = (result: typeof taken) =>
    result.ok ? result.value.graph.ops.flatMap(({ inputs }) => inputs).length : 0;
  expect(sums(bare)).toBe(sums(openVariant(document, undefined, true)) - 8);
  const features = buildNetwork({ ...digitsConfig('tree', 4), head: { kind: 'features' } });
  expect(openVariant(features, undefined, true)).toMatchObject({ ok: false, issues: [{ kind: 'no-classifier' }] });
});
