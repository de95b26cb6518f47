import type { StructureName } from '#lib/dla/structures/structures.ts';
import type { Flow } from '#lib/workspace/gradients/structure-flow.ts';
import { describe, expect, it } from 'vitest';
import { flowScale, levelSpans, numberedBlocks, plotFlow, tickText } from './flow-scale.ts';
import { flowSentences, normText, powerText, ratioText } from './flow-words.ts';

type Given = readonly [norm: number, skip: number | undefined];

const flow = (structure: StructureName, blocks: readonly Given[], level = 'level 3'): Flow => ({
  ...{ structure, weights: 'he', loss: 1, logits: 1 },
  blocks: blocks.map(([result, skip]) => ({ level, result, weights: 2 * result, skip })),
});
const plain = flow('plain', [
  [4, undefined],
  [3, undefined],
  [2, undefined],
  [1, 0],
]);
const shallow = flow('shallow', [
  [30, 1],
  [9, 2],
  [3, 3],
  [1, 3],
]);
const ida = flow('ida', [
  [1.02, 3],
  [1, 3],
  [1, 2],
  [1, 1],
]);

describe('what is said of the six structures', () => {
  it('a structure whose gradient is NaN or infinite is named as such, and is in no comparison (N1)', () => {
    const odd = flow('tree', [
      [NaN, 1],
      [Infinity, 1],
    ]);
    const said = flowSentences([plain, shallow, odd], 'he', 'result');
    expect(said.at(-1)).toBe('The gradient is NaN or infinite in (d) tree.');
    expect(said.slice(0, -1).join(' ')).not.toContain('tree');
  });

  it('follows from their numbers: the last block against the first, the least and the most even, their skip paths', () => {
    const said = flowSentences([plain, shallow, ida], 'he', 'result');
    expect(said[0]).toBe(
      'In level 3, 4 blocks long, the gradient that reaches the last block is, compared with the first block’s, 30 times weaker in (b) shallow, 4 times weaker in (a) plain and equally strong, within a tenth, in (c) IDA. The last block starves in (b) shallow and (a) plain; neither in (c) IDA.',
    );
    expect(said[1]).toContain(
      '(b) shallow is the least even: its strongest block gets 30 times its weakest. (c) IDA is the most even: all its blocks get nearly the same.',
    );
    expect(said[2]).toContain(
      'In (b) shallow the first block’s skip path to the end of the level has 1 aggregation node, the last block’s 3: the deepest block is the farthest',
    );
    expect(said[2]).toContain(
      'In (c) IDA the first block’s skip path to the end of the level has 3 aggregation nodes, the last block’s 1: the deepest block is the nearest',
    );
    expect(said[2]).toContain(
      '(a) plain has no skip path: the first block’s gradient comes back through all 3 behind it.',
    );
  });

  it('turns round where the numbers do', () => {
    const [first] = flowSentences(
      [
        flow('shallow', [
          [1, 1],
          [2, 1],
        ]),
        flow('ida', [
          [1, 1],
          [2, 1],
        ]),
      ],
      'he',
      'weights',
    );
    expect(first).toContain(
      'the gradient of the last block’s weights is, compared with the first block’s, 2 times stronger in (b) shallow and (c) IDA.',
    );
  });

  it('says which end of a level starves (N15)', () => {
    const ends = (structure: StructureName, first: number, last: number) =>
      flow(structure, [
        [first, 1],
        [last, 1],
      ]);
    const said = (...flows: readonly Flow[]) => flowSentences(flows, 'he', 'result')[0];
    expect(said(ends('shallow', 1, 3), ends('ida', 1, 2))).toMatch(
      / The first block starves in \(b\) shallow and \(c\) IDA\.$/,
    );
    expect(said(ends('shallow', 3, 1), ends('tree', 1, 3), ends('ida', 1, 1))).toMatch(
      / The last block starves in \(b\) shallow; the first in \(d\) tree; neither in \(c\) IDA\.$/,
    );
    expect(said(ends('shallow', 1, 1), ends('ida', 1, 1))).toMatch(
      / Neither end starves in \(b\) shallow and \(c\) IDA\.$/,
    );
  });

  it('says where nothing flows, and that two blocks are one network', () => {
    const dead = {
      ...flow('merged', [
        [0, 1],
        [0, 1],
      ]),
      logits: 0,
    };
    const said = flowSentences(
      [
        flow('shallow', [
          [2, 1],
          [1, 1],
        ]),
        flow('ida', [
          [2, 1],
          [1, 1],
        ]),
        dead,
      ],
      'he',
      'result',
    );
    expect(said.join(' ')).toContain('With two blocks (b) to (f) are one network.');
    expect(said.at(-1)).toBe('Nothing flows in (f) merged: there the network is sure of this class. Choose another.');
    expect(flowSentences([], 'he', 'result')).toEqual([]);
  });

  it('writes numbers with three digits, and powers of ten where they are far from one', () => {
    expect([0.0431234, 1234.5, 0, 4.2612e-4, 1.5e7].map(normText)).toEqual([
      '0.0431',
      '1,230',
      '0',
      '4.26·10⁻⁴',
      '1.50·10⁷',
    ]);
    expect(ratioText(33.6)).toBe('34');
    expect([powerText(-12), powerText(3)]).toEqual(['10⁻¹²', '10³']);
  });
});

describe('the plots of the six structures', () => {
  it('share a logarithmic scale of at least a decade; what is 0 has no place on it', () => {
    const scale = flowScale([plain, shallow, ida], 'he', 'result')!;
    for (const norm of [1, 4, 30]) expect(scale.place(norm)).toBeGreaterThan(0);
    for (const norm of [1, 4, 30]) expect(scale.place(norm)).toBeLessThan(1);
    expect(scale.place(4)! - scale.place(1)!).toBeCloseTo(2 * (scale.place(2)! - scale.place(1)!), 9);
    expect(scale.place(0)).toBeUndefined();
    expect(flowScale([plain], 'seeded', 'result')).toBeUndefined();
    const even = flowScale([ida], 'he', 'result')!;
    expect(even.place(1.02)! - even.place(1)!).toBeLessThan(0.02);
    expect(even.ticks.length).toBeGreaterThan(1);
  });

  it('have few ticks, at powers of ten over many decades', () => {
    const scale = flowScale(
      [
        flow('ida', [
          [1e-7, 1],
          [1e7, 1],
        ]),
      ],
      'he',
      'result',
    )!;
    expect(scale.ticks.length).toBeLessThanOrEqual(5);
    expect(scale.ticks.map(tickText).every((text) => /^(10|0\.|1)/.test(text))).toBe(true);
    expect([1e-5, 0.05, 1, 1e4].map(tickText)).toEqual(['10⁻⁵', '0.05', '1', '10⁴']);
  });

  it('draw each level as a line of its own, and number its blocks as the figure does', () => {
    const two = {
      ...ida,
      blocks: [
        ...ida.blocks,
        ...flow(
          'ida',
          [
            [1, 2],
            [2, 1],
          ],
          'level 4',
        ).blocks,
      ],
    };
    expect(levelSpans(two)).toEqual([
      { level: 'level 3', from: 0, to: 3 },
      { level: 'level 4', from: 4, to: 5 },
    ]);
    const { points, path } = plotFlow(two, 'result', flowScale([two], 'he', 'result')!, { width: 100, height: 50 });
    expect(points).toHaveLength(6);
    expect(path.match(/M/g)).toHaveLength(2);
    expect(numberedBlocks(two, 200).map(({ number }) => number)).toEqual([1, 2, 3, 4, 1, 2]);
    expect(numberedBlocks(two, 60).length).toBeLessThan(6);
  });
});
