import { describe, expect, it } from 'vitest';
import { matchWeights } from './match.ts';
import type { WeightFile } from './weight-file.ts';

const file = (shapes: Readonly<Record<string, readonly number[]>>): WeightFile => ({
  format: 'npz',
  metadata: new Map(),
  tensors: new Map(
    Object.entries(shapes).map(([name, shape], i) => [
      name,
      { shape, dtype: 'f32', read: () => Promise.resolve(Float32Array.of(i)) },
    ]),
  ),
});
const network = (shapes: Readonly<Record<string, readonly number[]>>) =>
  Object.entries(shapes).map(([name, shape]) => ({ name, shape }));

describe('matchWeights', () => {
  it('tells loaded, missing, unexpected and refused, with both shapes', () => {
    const expected = network({ a: [2, 3], b: [4], c: [5] });
    const match = matchWeights(expected, file({ a: [2, 3], b: [7], d: [1], 'bn.num_batches_tracked': [] }));
    expect(match).toEqual({
      loaded: [['a', 'a']],
      missing: ['c'],
      unexpected: ['d'],
      unused: [],
      refused: [{ name: 'b', expected: [4], received: [7] }],
    });
  });

  it('lets a linear layer serve a 1x1 convolution and the other way round', () => {
    const linear = { 'fc.weight': [10, 64] };
    const conv = { 'fc.weight': [10, 64, 1, 1] };
    for (const [mine, theirs] of [
      [linear, conv],
      [conv, linear],
    ] as const)
      expect(matchWeights(network(mine), file(theirs)).loaded).toHaveLength(1);
    expect(matchWeights(network(conv), file({ 'fc.weight': [64, 10, 1, 1] })).refused).toHaveLength(1);
  });

  it.each([
    ['module.', { a: [1], 'b.c': [2] }, { 'module.a': [1], 'module.b.c': [2] }],
    ['model.', { a: [1], 'b.c': [2] }, { 'model.a': [1], 'model.b.c': [2] }],
    ['module.model.', { a: [1] }, { 'module.model.a': [1] }],
    ['a backbone file for a segmentation network', { 'base.a': [1], 'base.b': [2] }, { a: [1], b: [2] }],
    ['a segmentation file for its backbone', { a: [1], b: [2] }, { 'base.a': [1], 'base.b': [2] }],
    ['module. before a backbone', { 'base.a': [1] }, { 'module.a': [1] }],
  ])('sees through prefixes: %s', (_, mine, theirs) => {
    const match = matchWeights(network(mine), file(theirs));
    expect(match.loaded).toEqual(Object.keys(mine).map((name, i) => [name, Object.keys(theirs)[i]]));
    expect(match.unexpected).toEqual([]);
  });

  it('loads a backbone file and says that the decoder is missing', () => {
    const expected = network({ 'base.a': [1], 'dla_up.b': [2], 'fc.0.weight': [19, 64, 1, 1] });
    const match = matchWeights(expected, file({ a: [1], 'fc.weight': [1000, 512, 1, 1] }));
    expect(match).toMatchObject({
      loaded: [['base.a', 'a']],
      missing: ['dla_up.b', 'fc.0.weight'],
      unexpected: ['fc.weight'],
    });
  });

  it("tells the authors' dead weight from what is unexpected", () => {
    const expected = network({ 'base.level3.tree1.project.0.weight': [4, 2, 1, 1] });
    const match = matchWeights(
      expected,
      file({
        'base.level3.tree1.project.0.weight': [4, 2, 1, 1],
        'base.level3.project.0.weight': [4, 2, 1, 1],
        'base.level3.project.1.running_mean': [4],
        'base.level3.tree1.root.conv.weight': [4, 8, 1, 1],
        'base.level5.project.0.weight': [4, 2, 1, 1],
        'base.fc.bias': [1000],
      }),
    );
    expect(match.unused).toEqual([
      'base.level3.project.0.weight',
      'base.level3.project.1.running_mean',
      'base.fc.bias',
    ]);
    expect(match.unexpected).toEqual(['base.level3.tree1.root.conv.weight', 'base.level5.project.0.weight']);
  });

  it('pairs the names of the network, in its order, with those of the file', () => {
    const match = matchWeights(network({ b: [1], a: [1] }), file({ 'module.a': [1], 'module.b': [1] }));
    expect(match.loaded).toEqual([
      ['b', 'module.b'],
      ['a', 'module.a'],
    ]);
  });
});
