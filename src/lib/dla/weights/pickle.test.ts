import { describe, expect, it } from 'vitest';
import { joinBytes, op, pickle, readWeightFile } from '#tests/weights/build.ts';
import { PLAIN_DATA, runPickle } from './pickle.ts';
import { InertObject, type PickleHost } from './pickle-values.ts';
import { findGlobal } from './torch-objects.ts';
import { loadPersistent } from './torch-storages.ts';

const TORCH_HOST: PickleHost = { findGlobal, loadPersistent: loadPersistent(() => {}) };
/** An object of each kind, as Python 3.11 wrote them; `end` comes last. */
const OBJECTS = JSON.parse(new TextDecoder().decode(readWeightFile('objects.json'))) as Record<string, string>;
const ascii = (text: string) => [...new TextEncoder().encode(text)];

const run = (bytes: Uint8Array) => runPickle(bytes, 0, TORCH_HOST, 'x.pkl').value;
const fromHex = (...hex: string[]) => Uint8Array.from(hex.join('').match(/../g)!, (pair) => parseInt(pair, 16));

/**
 * What CPython 3.11 wrote of v = {'a': [1, -1, 2**32, 0.5, -2**70, 300, 70000], 'b': (None, True, False), 'c': 'ké', 'g': [],
 * 'h': (1,), 'i': (1, 2, 3, 4)}; v['k'] = v['a'], in protocol 4 with 'd': b'abc', 'e': {1}, 'j': frozenset([5]) too.
 */
const PROTOCOL_2 = fromHex(
  '80027d71002858010000006171015d7102284b014affffffff8a050000000001473fe00000000000008a090000000000000000c04d2c014a',
  '701101006558010000006271034e8889877104580100000063710558030000006bc3a9710658010000006771075d71085801000000687109',
  '4b0185710a580100000069710b284b014b024b034b0474710c58010000006b710d6802752e',
);
const PROTOCOL_4 = fromHex(
  '8004958a000000000000007d94288c0161945d94284b014affffffff8a050000000001473fe00000000000008a090000000000000000c04d',
  '2c014a70110100658c0162944e888987948c0163948c036bc3a9948c0167945d948c0168944b0185948c016994284b014b024b034b047494',
  '8c016b9468028c0164944303616263948c0165948f94284b01908c016a94284b059194752e',
);
const list = [1, -1, 2 ** 32, 0.5, -(2n ** 70n), 300, 70000];
const plain: [string, unknown][] = [
  ['a', list],
  ['b', [null, true, false]],
  ['c', 'ké'],
  ['g', []],
  ['h', [1]],
  ['i', [1, 2, 3, 4]],
  ['k', list],
];

describe('pickle', () => {
  it('reads plain data as Python wrote it in protocol 2', () => {
    expect(run(PROTOCOL_2)).toEqual(new Map(plain));
  });

  it('reads frames, memos, bytes and sets of protocol 4', () => {
    const more: [string, unknown][] = [
      ['d', Uint8Array.of(97, 98, 99)],
      ['e', [1]],
      ['j', [5]],
    ];
    expect(run(PROTOCOL_4)).toEqual(new Map([...plain, ...more]));
  });

  it('keeps what is one object one object', () => {
    const value = run(PROTOCOL_2) as Map<string, unknown>;
    expect(value.get('k')).toBe(value.get('a'));
  });

  it('reads the texts and the ordered dictionary of Python 2', () => {
    const pair = [[0x5d], op.mark, op.python2Text('a'), op.int(7), [0x65]].flat();
    const pairs = [[0x5d], pair, [0x61]].flat();
    const bytes = pickle(2, op.global('collections', 'OrderedDict'), pairs, [0x85], op.reduce);
    expect(run(bytes)).toEqual(new Map([['a', 7]]));
  });

  it('passes over the attributes of a dictionary, which PyTorch writes as _metadata', () => {
    const dict = [op.global('collections', 'OrderedDict'), op.emptyTuple, op.reduce].flat();
    const state = [op.emptyDict, op.text('_metadata'), op.emptyDict, op.setItem].flat();
    expect(run(pickle(2, dict, state, op.build))).toEqual(new Map());
  });

  it.each([
    ['protocol 0', joinBytes(new TextEncoder().encode('cos\nsystem\n(Vtrue\ntR.')), 'os.system'],
    ['protocol 2', pickle(2, op.global('posix', 'system'), op.text('true'), [0x85], op.reduce), 'posix.system'],
    [
      'protocol 4',
      pickle(4, op.shortText('os'), op.memoize, op.shortText('system'), op.memoize, op.stackGlobal, op.memoize),
      'os.system',
    ],
    ['INST', pickle(0, op.mark, op.text('true'), ascii('ios\nsystem\n')), 'os.system'],
    ['a builtin', pickle(2, op.global('__builtin__', 'eval')), '__builtin__.eval'],
    [
      'a dotted name below an allowed module',
      pickle(4, op.shortText('torch'), op.shortText('_utils.os'), op.stackGlobal),
      'torch._utils.os',
    ],
    ['a network pickled as a whole', pickle(2, op.global('dla', 'DLA')), 'dla.DLA'],
  ])('[R2] what builds no tensor is inert, whatever the pickle asks of it: %s', (_, bytes, name) => {
    const object = run(bytes);
    expect(object).toBeInstanceOf(InertObject);
    expect(object).toMatchObject({ name });
  });

  it.each([
    [
      'calling a storage type',
      pickle(2, op.global('torch', 'FloatStorage'), op.emptyTuple, op.reduce),
      'pickle-call',
      'torch.FloatStorage',
    ],
    ['calling a text', pickle(2, op.text('os.system'), op.emptyTuple, op.reduce), 'pickle-call', 'string'],
    ['attributes of a list', pickle(2, [0x5d], op.emptyDict, op.build), 'pickle-opcode', 'BUILD'],
    ['extensions', pickle(2, [0x82, 1]), 'pickle-opcode', 'EXT1'],
    ['bytes that are no opcode', pickle(2, [0xff]), 'pickle-opcode', '0xff'],
    [
      'another persistent object',
      pickle(2, op.mark, op.text('module'), op.tuple, op.persistentId),
      'pickle-storage',
      'module',
    ],
    ['a stack that is empty', pickle(2), 'pickle-stack', undefined],
    ['popping below a mark', pickle(2, op.int(1), op.mark, op.emptyTuple, [0x30], [0x30]), 'pickle-stack', undefined],
    ['a memo that was not set', pickle(2, op.get(5)), 'pickle-stack', 5],
    ['items of no dictionary', pickle(2, [0x5d], op.int(1), op.int(2), op.setItem), 'pickle-stack', undefined],
    ['a text beyond the end', pickle(2, [0x58, 255, 255, 255, 255]), 'pickle-truncated', undefined],
    ['a line without an end', Uint8Array.of(0x63, 0x6f, 0x73), 'pickle-truncated', 3],
    ['an end without STOP', Uint8Array.of(0x80, 2, 0x4e), 'pickle-truncated', 3],
  ])('refuses %s', (_, bytes, kind, received) => {
    const issue = received === undefined ? { kind } : { kind, received };
    expect(() => run(bytes)).toThrowError(
      expect.objectContaining({ issues: [expect.objectContaining(issue) as unknown] }) as Error,
    );
  });

  it.each(Object.keys(OBJECTS))('[R2] passes over the objects that Python 3.11 wrote in protocol %s', (protocol) => {
    const value = run(Uint8Array.from(Buffer.from(OBJECTS[protocol]!, 'base64'))) as ReadonlyMap<string, unknown>;
    expect(value.get('end')).toBe('kept');
    for (const [key, plain] of [
      ['int', 7],
      ['text', 'ké€\n'],
      ['tuple', [1, [2]]],
      ['none', null],
      ['true', true],
      ['f', [0.5, NaN, -Infinity, 1e300]],
    ] as const)
      expect(value.get(key), key).toEqual(plain);
    for (const [key, name] of [
      ['day', 'datetime.datetime'],
      ['dq', 'collections.deque'],
      ['dd', 'collections.defaultdict'],
      ['counts', 'collections.Counter'],
      ['big', 'integer'],
    ] as const)
      expect(value.get(key), key).toMatchObject({ name });
    expect(value.get('args')).toBeInstanceOf(InertObject);
  });

  it('keeps what an inert object would have held, as a dictionary, a list and its attributes', () => {
    const made = [op.global('train', 'Table'), op.emptyTuple, [0x81]].flat();
    const filled = [op.text('k'), op.int(1), op.setItem, op.int(2), [0x61]].flat();
    const state = [op.emptyDict, op.text('note'), op.int(3), op.setItem, op.build].flat();
    expect(run(pickle(2, made, filled, state))).toMatchObject({
      name: 'train.Table',
      items: new Map([['k', 1]]),
      elements: [2],
      state: new Map([['note', 3]]),
    });
  });

  it.each([
    ['empty dictionaries', new Uint8Array(2_100_000).fill(0x7d)],
    [
      'copies of one long list',
      pickle(
        2,
        [op.global('collections', 'OrderedDict'), op.put(0), [0x5d], op.mark].flat(),
        Array.from({ length: 20_000 }, () => [...op.int(1), ...op.int(2), 0x86]).flat(),
        [0x65, ...op.put(1), 0x85, ...op.put(2)],
        Array.from({ length: 200 }, () => [...op.get(0), ...op.get(2), ...op.reduce]).flat(),
      ),
    ],
  ])('[R13] stops a small pickle before it has grown: %s', (_, bytes) => {
    expect(() => run(bytes)).toThrow('weights-budget at x.pkl');
  });

  it.each([
    ['200,000 long integers', new Uint8Array(200_000 * 257).map((_, i) => [0x8a, 255][i % 257] ?? i), 'integer'],
    ['a name of a million letters', pickle(2, op.global('m', 'n'.repeat(1_000_000))), `m.${'n'.repeat(300)}…`],
    ['an integer of a million digits', joinBytes(ascii(`L${'9'.repeat(1_000_000)}L\n.`)), 'integer'],
  ])('[R13] takes no time for %s', (_, bytes, name) => {
    const whole = bytes.at(-1) === 0x2e ? bytes : joinBytes(bytes, [0x2e]);
    expect(run(whole)).toMatchObject({ name });
  });

  it('lets plain data name nothing at all', () => {
    const bytes = pickle(2, op.global('collections', 'OrderedDict'));
    expect(() => runPickle(bytes, 0, PLAIN_DATA, 'x')).toThrow('pickle-global');
  });
});
