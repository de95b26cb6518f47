import { describe, expect, it } from 'vitest';
import { matchWeights } from './match.ts';
import type { WeightFile } from './weight-file.ts';

const file = (
  shapes: Readonly<Record<string, readonly number[]>>,
  table: (name: string) => string = () => '',
): WeightFile => ({
  format: 'npz',
  metadata: new Map(),
  unreadable: new Map(),
  tensors: new Map(
    Object.entries(shapes).map(([name, shape], i) => [
      name,
      { shape, dtype: 'f32', table: table(name), read: () => Promise.resolve(Float32Array.of(i)) },
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
      misplaced: [],
      unexpected: ['d'],
      unused: [],
      refused: [{ name: 'b', expected: [4], received: [7] }],
      taken: { under: '', fits: 1, averaged: false },
      others: [],
      unreadable: [],
      passedOver: [],
      leftOff: { unexpected: 0, unused: 0, passedOver: 0 },
    });
  });

  it('takes names of classes from a file that says them, as a list of texts and nothing else (N7)', () => {
    const classesOf = (text: string) =>
      matchWeights(network({ a: [1] }), { ...file({ a: [1] }), metadata: new Map([['classes', text]]) }).classes;
    expect(classesOf('["cat","dog"]')).toEqual(['cat', 'dog']);
    for (const text of ['', 'cat, dog', '{"0":"cat"}', '["cat",1]', '"cat"', `["${'x'.repeat(1_000_001)}"]`])
      expect(classesOf(text)).toBeUndefined();
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

  it.each([
    ['a depthwise convolution the other way round', [8, 1, 3, 3], [1, 8, 3, 3]],
    ["TensorFlow's order of a 1x1 convolution", [3, 3, 1, 1], [1, 1, 3, 3]],
    ['a 1x1 convolution of one channel', [4, 1, 1, 1], [1, 1, 1, 4]],
    ['a vector for a row', [1, 5], [5]],
    ['a row for a vector', [5], [1, 5]],
    ['a vector of maps', [5], [5, 1, 1]],
    ['a number for a vector of one', [1], []],
    ['a convolution along one axis', [10, 64, 1, 1], [10, 64, 1]],
  ])('[N5] refuses a shape that differs by where its 1s stand: %s', (_, mine, theirs) => {
    expect(matchWeights(network({ a: mine }), file({ a: theirs }))).toMatchObject({
      loaded: [],
      refused: [{ name: 'a', expected: mine, received: theirs }],
    });
  });

  const three = network({ 'stem.0.weight': [8, 3, 3, 3], 'stem.1.bias': [8], 'fc.weight': [10, 8, 1, 1] });
  const under = (prefix: string) => Object.fromEntries(three.map(({ name, shape }) => [prefix + name, shape]));

  it.each(['net.', 'a.b.c.d.e.', '_orig_mod.module.', 'model.backbone.', '模型.', 'x..'])(
    '[R3] finds the names of the network behind any prefix: %s',
    (prefix) => {
      const match = matchWeights(three, file({ epoch: [], ...under(prefix), 'head.weight': [3] }));
      expect(match.loaded).toEqual(three.map(({ name }) => [name, prefix + name]));
      expect(match.taken).toEqual({ under: prefix.slice(0, -1), fits: 3, averaged: false });
      expect(match.unexpected).toEqual(['epoch', 'head.weight']);
    },
  );

  it.each(['', 'model/', 'params/net/'])(
    '[R3] finds names that are paths, as archives have them, under %j',
    (prefix) => {
      const asPaths = Object.fromEntries(three.map(({ name, shape }) => [prefix + name.replaceAll('.', '/'), shape]));
      const match = matchWeights(three, file(asPaths));
      expect(match.loaded).toEqual(three.map(({ name }) => [name, prefix + name.replaceAll('.', '/')]));
      expect(matchWeights(three, file(under(prefix))).loaded).toHaveLength(3);
    },
  );

  it('[R3] finds them where wrappers of single modules stand within the names', () => {
    const match = matchWeights(
      three,
      file({
        'module.stem._orig_mod.0.weight': [8, 3, 3, 3],
        'module.stem._orig_mod.1.bias': [8],
        'module.fc.module.weight': [10, 8],
      }),
    );
    expect(match).toMatchObject({ missing: [], unexpected: [], refused: [] });
    expect(match.loaded).toHaveLength(3);
  });

  it('[R3] takes the table whose shapes fit, not the one that has the names', () => {
    const shapes = { ...under('teacher.'), ...under('old.'), 'old.fc.weight': [5, 8, 1, 1] };
    expect(matchWeights(three, file(shapes)).taken).toEqual({ under: 'teacher', fits: 3, averaged: true });
  });

  it.each([
    ['state_dict.', 'state_dict_ema.'],
    ['model.', 'ema.module.'],
    ['net.', 'ema_model.'],
    ['', 'model_ema.module.'],
    ['student.', 'teacher.'],
    ['params.', 'swa_params.'],
  ])(
    '[N6] takes plain weights before averaged ones, says so, and takes the others on demand: %s %s',
    (plain, averaged) => {
      for (const shapes of [
        { ...under(plain), ...under(averaged) },
        { ...under(averaged), ...under(plain) },
      ]) {
        const taken = { under: plain.slice(0, -1), fits: 3, averaged: false };
        const other = { under: averaged.slice(0, -1), fits: 3, averaged: true };
        const match = matchWeights(three, file(shapes));
        expect(match).toMatchObject({ taken, others: [other], unexpected: [] });
        const second = matchWeights(three, file(shapes), averaged.split('.')[0]);
        expect(second).toMatchObject({ taken: other, others: [taken], unexpected: [] });
        expect(second.loaded[0]).toEqual(['stem.0.weight', `${averaged}stem.0.weight`]);
      }
    },
  );

  it('[N6] refuses a table that is not there, and says which are', () => {
    expect(() => matchWeights(three, file({ ...under('a.'), ...under('b.') }), 'c')).toThrowError(
      expect.objectContaining({
        issues: [{ kind: 'weights-no-table', at: 'c', expected: ['a', 'b'] }],
      }) as Error,
    );
  });

  it('names what is left of the tables that were taken from, not of the rest of a checkpoint', () => {
    const names = { ...under('state_dict.'), 'state_dict.aux.weight': [2], 'optimizer.0.momentum': [8] };
    const match = matchWeights(
      three,
      file(names, (name) => name.split('.')[0]!),
    );
    expect(match.unexpected).toEqual(['aux.weight']);
  });

  it('[R13] names the first of many, and counts the rest', () => {
    const many = Object.fromEntries(Array.from({ length: 30_000 }, (_, i) => [`base.fc.bias${i}`, [1]]));
    const match = matchWeights(three, file({ ...under(''), ...many }));
    expect(match.unexpected).toHaveLength(1000);
    expect(match.leftOff).toEqual({ unexpected: 29_000, unused: 0, passedOver: 0 });
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
