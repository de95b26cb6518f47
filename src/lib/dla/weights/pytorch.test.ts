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
import { bytesSource } from './byte-source.ts';
import { matchWeights } from './match.ts';
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

  it('a lazy view of PyTorch 2 has the values that it says it has: those of its storage with the other sign (N1)', async () => {
    const negated = [...op.emptyDict, ...op.text('neg'), ...op.true, ...op.setItem];
    const plain = [...op.emptyDict, ...op.text('neg'), ...op.false, ...op.setItem];
    const data = pickle(2, dictOps({ a: tensor({ lazy: negated }), b: tensor({ lazy: plain }) }));
    expect(await readAll(buildZipCheckpoint(data, { 0: six }))).toEqual([
      ['a', [2, 3], [-0, -1, -2, -3, -4, -5]],
      ['b', [2, 3], [0, 1, 2, 3, 4, 5]],
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

  it('[R13] reads no more of the byte order than its word', async () => {
    const data = pickle(2, dictOps({ w: tensor() }));
    const order = ' '.repeat(30_000_000);
    const bytes = buildZipCheckpoint(data, { 0: six }, { level: 1, byteOrder: `big${order}` });
    const { tensors } = await open(bytes);
    expect((await tensors.get('w')!.read())[1]).toBeCloseTo(4.6006e-41);
  });

  it('[R13] refuses a tensor whose few values lie all over the file', async () => {
    const data = pickle(2, dictOps({ w: tensor({ count: 2_000_000, shape: [2], strides: [1_999_999] }) }));
    const { tensors } = await open(buildZipCheckpoint(data, { 0: new Uint8Array(8_000_000) }));
    await expect(tensors.get('w')!.read()).rejects.toThrow('weights-budget at w');
  });

  it('finds the weights of a training checkpoint and passes over the rest', async () => {
    const optimizer = dictOps({ state: dictOps({ momentum: tensor() }), lr: op.int(1) });
    const parameter = [
      ...[op.global('torch._utils', '_rebuild_parameter'), op.mark, tensor(), op.false].flat(),
      ...[op.emptyDict, op.tuple, op.reduce].flat(),
    ];
    const weights = dictOps({ 'module.w': parameter, 'module.note': op.text('x') });
    for (const wrapper of ['state_dict', 'model', 'whatever']) {
      const data = pickle(2, dictOps({ epoch: op.int(9), best_prec1: tensor(), [wrapper]: weights, optimizer }));
      const file = await open(buildZipCheckpoint(data, { 0: six }));
      const match = matchWeights([{ name: 'w', shape: [2, 3] }], file);
      expect(match).toMatchObject({ missing: [], unexpected: [], taken: { under: `${wrapper}.module` } });
      expect([...(await file.tensors.get(match.loaded[0]![1])!.read())]).toEqual([0, 1, 2, 3, 4, 5]);
      expect([...file.metadata]).toEqual([['epoch', '9']]);
    }
  });

  it('[R2] passes over objects beside the weights, and names them', async () => {
    const call = [op.global('os', 'system'), op.text('true'), [0x85], op.reduce].flat();
    const made = [op.global('argparse', 'Namespace'), op.emptyTuple, [0x81], op.emptyDict, op.build].flat();
    const bytes = buildZipCheckpoint(pickle(2, dictOps({ w: tensor(), epoch: call, args: made })), { 0: six });
    const file = await open(bytes);
    expect([...file.tensors.keys()]).toEqual(['w']);
    expect([...file.unreadable]).toEqual([
      ['epoch', { kind: 'weights-dtype', at: 'x.pth:epoch', received: 'os.system' }],
      ['args', { kind: 'weights-dtype', at: 'x.pth:args', received: 'argparse.Namespace' }],
    ]);
  });

  it('[R2] finds tensors in objects: a dictionary of an unknown class, a list, a module that was saved as a whole', async () => {
    const object = (name: string, ...rest: number[][]) =>
      [op.global('train', name), op.emptyTuple, [0x81], ...rest].flat();
    const linear = object('Linear', dictOps({ training: op.false, _parameters: dictOps({ w: tensor() }) }), op.build);
    const network = object(
      'Net',
      dictOps({ _modules: dictOps({ fc: linear }), _buffers: dictOps({ b: tensor() }) }),
      op.build,
    );
    const data = pickle(
      2,
      dictOps({
        table: object('Table', op.text('w'), tensor(), op.setItem),
        list: [[0x5d], dictOps({ w: tensor() }), [0x61]].flat(),
        network,
      }),
    );
    const { tensors } = await open(buildZipCheckpoint(data, { 0: six }));
    expect([...tensors.keys()]).toEqual(['table.w', 'list.0.w', 'network.fc.w', 'network.b']);
  });

  it('[R4] passes over tensors of types that cannot be read', async () => {
    const untyped = [
      ...[op.global('torch._utils', '_rebuild_tensor_v3'), op.mark, op.int(0), op.int(0), op.int(0), op.int(0)].flat(),
      ...[op.int(0), op.int(0), op.global('torch', 'float8_e4m3fn'), op.tuple, op.reduce].flat(),
    ];
    const complex = tensor({ storage: 'ComplexFloatStorage', key: '1', count: 3, shape: [3], strides: [1] });
    const data = pickle(2, dictOps({ w: tensor(), complex, untyped }));
    const file = await open(buildZipCheckpoint(data, { 0: six, 1: six }));
    expect([...file.tensors.keys()]).toEqual(['w']);
    expect([...file.unreadable.values()].map(({ received }) => received)).toEqual([
      'torch.ComplexFloatStorage',
      'torch.float8_e4m3fn',
    ]);
  });

  it('[R3] refuses to choose where two tensors have one name', async () => {
    const data = pickle(2, dictOps({ a: dictOps({ w: tensor() }), 'a.w': tensor(), v: tensor() }));
    const file = await open(buildZipCheckpoint(data, { 0: six }));
    expect([...file.tensors.keys()]).toEqual(['v']);
    expect(file.unreadable.get('a.w')).toMatchObject({ kind: 'tensor-twice' });
  });

  it.each([
    ['a storage that is not there', tensor({ key: '7' }), 'pytorch-storage-missing'],
    ['a storage of another size', tensor({ count: 7 }), 'pytorch-storage-size'],
    ['a tensor beyond its storage', tensor({ offset: 1 }), 'pickle-storage-bounds'],
    ['strides beyond the storage', tensor({ strides: [4, 1] }), 'pickle-storage-bounds'],
    ['negative strides', tensor({ strides: [-3, 1] }), 'pickle-tensor'],
    ['strides of another rank', tensor({ strides: [1] }), 'pickle-tensor'],
    ['a shape that no memory holds', tensor({ shape: [65536, 65536], strides: [0, 0] }), 'tensor-shape'],
    ['nothing but an unknown storage type', tensor({ storage: 'QInt8Storage', count: 24 }), 'weights-dtype'],
    ['a storage of a type that is unknown', tensor({ storage: 'OtherStorage' }), 'pickle-storage'],
    ['a checkpoint without tensors', op.int(1), 'weights-no-tensors'],
  ])('refuses %s', async (_, value, kind) => {
    const data = pickle(2, kind === 'weights-no-tensors' ? dictOps({ epoch: value }) : dictOps({ w: value }));
    await expect(open(buildZipCheckpoint(data, { 0: six }))).rejects.toMatchObject({ issues: [{ kind }] });
  });

  it('ends on a checkpoint that holds itself', async () => {
    const data = pickle(2, op.emptyDict, op.put(0), op.text('model'), op.get(0), op.setItem);
    await expect(open(buildZipCheckpoint(data, {}))).rejects.toThrow('weights-no-tensors');
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

  it.each([0, 1, 3, 4])('[R4] reads what was saved with protocol %i', async (protocol) => {
    const bytes = buildLegacyCheckpoint(pickle(2, dictOps({ w: tensor() })), [['0', 6, six]], protocol);
    expect(await readAll(bytes)).toEqual([['w', [2, 3], [0, 1, 2, 3, 4, 5]]]);
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
    [
      'a pickle of an object alone',
      buildLegacyCheckpoint(pickle(2, op.global('subprocess', 'Popen')), []),
      'weights-no-tensors',
    ],
  ])('refuses %s', async (_, bytes, kind) => {
    await expect(open(bytes)).rejects.toMatchObject({ issues: [{ kind }] });
  });
});
