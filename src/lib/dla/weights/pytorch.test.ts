import { describe, expect, it } from 'vitest';
import {
  buildLegacyCheckpoint,
  buildZipCheckpoint,
  dictOps,
  floats,
  op,
  pickle,
  tensorOps,
  type BuiltTensor,
} from '#tests/weights/build.ts';
import { bytesSource } from '#tests/weights/bytes-source.ts';
import { openWeights } from './open.ts';

const open = (bytes: Uint8Array) => openWeights(bytesSource(bytes), 'x.pth');
const six = floats(0, 1, 2, 3, 4, 5);
const tensor = (changes: Partial<BuiltTensor> = {}): number[] =>
  tensorOps({ storage: 'FloatStorage', key: '0', count: 6, shape: [2, 3], strides: [3, 1], ...changes });
const readAll = async (bytes: Uint8Array) => {
  const { tensors } = await open(bytes);
  return Promise.all([...tensors].map(async ([name, t]) => [name, t.shape, [...(await t.read())]]));
};

describe('PyTorch zip checkpoints', () => {
  it('honours offsets and strides', async () => {
    const data = pickle(
      2,
      dictOps({
        plain: tensor(),
        transposed: tensor({ shape: [3, 2], strides: [1, 3] }),
        column: tensor({ offset: 1, shape: [2], strides: [3] }),
        expanded: tensor({ offset: 5, shape: [2, 2], strides: [0, 0] }),
        channelsLast: tensor({ shape: [1, 3, 2, 1], strides: [6, 1, 3, 3] }),
        scalar: tensor({ offset: 4, shape: [], strides: [] }),
        empty: tensor({ shape: [0, 3], strides: [3, 1] }),
      }),
    );
    expect(await readAll(buildZipCheckpoint(data, { 0: six }))).toEqual([
      ['plain', [2, 3], [0, 1, 2, 3, 4, 5]],
      ['transposed', [3, 2], [0, 3, 1, 4, 2, 5]],
      ['column', [2], [1, 4]],
      ['expanded', [2, 2], [5, 5, 5, 5]],
      ['channelsLast', [1, 3, 2, 1], [0, 3, 1, 4, 2, 5]],
      ['scalar', [], [4]],
      ['empty', [0, 3], []],
    ]);
  });

  it('reads every floating type, deflated archives and big-endian ones', async () => {
    const data = pickle(
      2,
      dictOps({
        double: tensorOps({ storage: 'DoubleStorage', key: 'd', count: 1, shape: [1], strides: [1] }),
        half: tensorOps({ storage: 'HalfStorage', key: 'h', count: 2, shape: [2], strides: [1] }),
        brain: tensorOps({ storage: 'BFloat16Storage', key: 'b', count: 2, shape: [2], strides: [1] }),
      }),
    );
    const storages = {
      d: new Uint8Array(Float64Array.of(-1.25).buffer),
      h: new Uint8Array(Uint16Array.of(0x3c00, 0xc000).buffer),
      b: new Uint8Array(Uint16Array.of(0x3f80, 0xc040).buffer),
    };
    const values = [
      ['double', [1], [-1.25]],
      ['half', [2], [1, -2]],
      ['brain', [2], [1, -3]],
    ];
    expect(await readAll(buildZipCheckpoint(data, storages, { level: 6 }))).toEqual(values);
    const swapped = Object.fromEntries(
      Object.entries(storages).map(([key, bytes]) => {
        const size = key === 'd' ? 8 : 2;
        return [key, bytes.map((_, i) => bytes[i - (i % size) + size - 1 - (i % size)]!)];
      }),
    );
    expect(await readAll(buildZipCheckpoint(data, swapped, { byteOrder: 'big' }))).toEqual(values);
  });

  it('finds the weights of a training checkpoint and passes over the rest', async () => {
    const optimizer = dictOps({ state: dictOps({ momentum: tensor() }), lr: op.int(1) });
    const parameter = [
      ...[op.global('torch._utils', '_rebuild_parameter'), op.mark, tensor(), op.false].flat(),
      ...[op.emptyDict, op.tuple, op.reduce].flat(),
    ];
    const weights = dictOps({ 'module.w': parameter, 'module.note': op.text('x') });
    for (const wrapper of ['state_dict', 'model']) {
      const data = pickle(2, dictOps({ epoch: op.int(9), best_prec1: tensor(), [wrapper]: weights, optimizer }));
      const bytes = buildZipCheckpoint(data, { 0: six });
      expect(await readAll(bytes)).toEqual([['w', [2, 3], [0, 1, 2, 3, 4, 5]]]);
      expect([...(await open(bytes)).metadata]).toEqual([['epoch', '9']]);
    }
  });

  it('keeps `module.` where not every name has it', async () => {
    const data = pickle(2, dictOps({ 'module.w': tensor(), v: tensor() }));
    const { tensors } = await open(buildZipCheckpoint(data, { 0: six }));
    expect([...tensors.keys()]).toEqual(['module.w', 'v']);
  });

  it.each([
    ['a storage that is not there', tensor({ key: '7' }), 'pytorch-storage-missing'],
    ['a storage of another size', tensor({ count: 7 }), 'pytorch-storage-size'],
    ['a tensor beyond its storage', tensor({ offset: 1 }), 'pickle-storage-bounds'],
    ['strides beyond the storage', tensor({ strides: [4, 1] }), 'pickle-storage-bounds'],
    ['negative strides', tensor({ strides: [-3, 1] }), 'pickle-tensor'],
    ['strides of another rank', tensor({ strides: [1] }), 'pickle-tensor'],
    ['a shape that no memory holds', tensor({ shape: [65536, 65536], strides: [0, 0] }), 'tensor-shape'],
    ['an unknown storage type', tensor({ storage: 'QInt8Storage' }), 'pickle-global'],
    ['a checkpoint without tensors', op.int(1), 'weights-no-tensors'],
  ])('refuses %s', async (_, value, kind) => {
    const data = pickle(2, kind === 'weights-no-tensors' ? dictOps({ epoch: value }) : dictOps({ w: value }));
    await expect(open(buildZipCheckpoint(data, { 0: six }))).rejects.toMatchObject({ issues: [{ kind }] });
  });

  it('ends on a checkpoint that holds itself', async () => {
    const data = pickle(2, op.emptyDict, op.put(0), op.text('model'), op.get(0), op.setItem);
    await expect(open(buildZipCheckpoint(data, {}))).rejects.toThrow('weights-no-tensors');
  });

  it('refuses a malicious pickle by the name that it calls, and where', async () => {
    const call = [op.global('os', 'system'), op.text('true'), [0x85], op.reduce].flat();
    const bytes = buildZipCheckpoint(pickle(2, dictOps({ w: tensor(), epoch: call })), { 0: six });
    await expect(open(bytes)).rejects.toMatchObject({
      issues: [
        {
          kind: 'pickle-global',
          at: expect.stringMatching(/^x\.pth\/archive\/data\.pkl:\d+$/) as string,
          received: 'os.system',
        },
      ],
    });
  });
});

describe('PyTorch legacy checkpoints', () => {
  const data = pickle(2, dictOps({ a: tensor({ viewStart: 2, shape: [2], strides: [1] }), b: tensor() }));

  it('reads storages behind the pickles, and views of them', async () => {
    expect(await readAll(buildLegacyCheckpoint(data, [['0', 6, six]]))).toEqual([
      ['a', [2], [2, 3]],
      ['b', [2, 3], [0, 1, 2, 3, 4, 5]],
    ]);
  });

  it('reads pickles that are longer than the first read', async () => {
    const long = pickle(2, dictOps({ note: op.text('x'.repeat(3_000_000)), w: tensor() }));
    expect(await readAll(buildLegacyCheckpoint(long, [['0', 6, six]]))).toEqual([['w', [2, 3], [0, 1, 2, 3, 4, 5]]]);
  });

  it.each([
    ['a file cut off in its storages', buildLegacyCheckpoint(data, [['0', 6, six]]).slice(0, -1), 'weights-truncated'],
    ['a file cut off in its pickles', buildLegacyCheckpoint(data, [['0', 6, six]]).slice(0, 90), 'pickle-truncated'],
    ['a storage that is not there', buildLegacyCheckpoint(data, []), 'pytorch-storage-missing'],
    ['a storage that nobody named', buildLegacyCheckpoint(data, [['1', 6, six]]), 'pytorch-storage'],
    ['a storage of another size', buildLegacyCheckpoint(data, [['0', 5, six]]), 'pytorch-storage-size'],
    [
      'one storage of two types',
      buildLegacyCheckpoint(pickle(2, dictOps({ a: tensor(), b: tensor({ storage: 'HalfStorage' }) })), [
        ['0', 6, six],
      ]),
      'pytorch-storage',
    ],
    ['a malicious pickle', buildLegacyCheckpoint(pickle(2, op.global('subprocess', 'Popen')), []), 'pickle-global'],
  ])('refuses %s', async (_, bytes, kind) => {
    await expect(open(bytes)).rejects.toMatchObject({ issues: [{ kind }] });
  });
});
