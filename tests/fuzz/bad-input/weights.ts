import { identify } from '#lib/dla/foreign/identify/identify.ts';
import { openWeightFile } from '#lib/dla/foreign/weight-files.ts';
import { viewOf, type ByteSource } from '#lib/dla/weights/byte-source.ts';
import { IssueError, ok, refused, type Result } from '#lib/issue.ts';
import { bytesSource } from '#lib/dla/weights/byte-source.ts';
import {
  buildLegacyCheckpoint,
  buildZipCheckpoint,
  dictOps,
  floats,
  joinBytes,
  op,
  pickle,
  tensorOps,
} from '#tests/weights/build.ts';
import { unzipSync, zipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import type { Random } from '../random.ts';
import { bytesOf, type Format, type Given } from './format.ts';
import { mutatedJson } from './json.ts';
import { mutated } from './mutate.ts';

const file = (name: string): Uint8Array => new Uint8Array(readFileSync(`tests/weights/${name}`));

/** Bytes that may be read of a file for each that it has, and of any: what is read over and over never ends. */
const MOST_READ = { each: 64, any: 16_000_000 };

/** A source that throws where more is read of it than a file of its size may cost. */
export function boundedSource(bytes: Uint8Array): ByteSource {
  const source = bytesSource(bytes);
  let left = MOST_READ.any + MOST_READ.each * bytes.length;
  return {
    size: source.size,
    read(start, end) {
      if (start < 0 || end < start || end > bytes.length) throw new Error(`read of [${start}, ${end})`);
      left -= end - start;
      if (left < 0) throw new Error('read over and over');
      return source.read(start, end);
    },
  };
}

/** What throws an issue refuses with it; anything else that is thrown is a fault. */
export async function answerOf<T>(work: () => Promise<T> | T): Promise<Result<T>> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof IssueError) return refused(...error.issues);
    throw error;
  }
}

const [MOST_TENSORS, MOST_VALUES] = [24, 4096];

/** Opens a file of weights, says what it is of, and reads its first small tensors. */
export const readWeights = (given: Given, name = 'x'): Promise<Result<string>> =>
  answerOf(async () => {
    const opened = await openWeightFile(boundedSource(bytesOf(given)), name);
    identify(opened, name);
    for (const tensor of [...opened.tensors.values()].slice(0, MOST_TENSORS)) {
      const count = tensor.shape.reduce((a, b) => a * b, 1);
      if (count > MOST_VALUES) continue;
      const values = await answerOf(() => tensor.read());
      if (values.ok && values.value.length !== count) throw new Error(`${values.value.length} values, not ${count}`);
    }
    return opened.format;
  });

const six = floats(1, 2, 3, 4, 5, 6);
const storages = { 0: six, 1: six.slice(0, 4) };
const two: readonly (readonly number[])[] = [
  tensorOps({ storage: 'FloatStorage', key: '0', count: 6, shape: [2, 3], strides: [3, 1] }),
  tensorOps({ storage: 'HalfStorage', key: '1', count: 2, shape: [2], strides: [1] }),
];
const sound = pickle(2, dictOps({ a: two[0]!, b: two[1]! }));

const little = (value: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => Math.floor(value / 2 ** (8 * index)) & 255);
const NAMES = [
  'a',
  'module',
  '__proto__',
  'constructor',
  'toString',
  'os',
  'system',
  'torch.FloatStorage',
  '',
  'state_dict',
];
const GLOBALS: readonly (readonly [string, string])[] = [
  ['os', 'system'],
  ['builtins', 'eval'],
  ['collections', 'OrderedDict'],
  ['torch._utils', '_rebuild_tensor_v2'],
  ['torch._utils', '_rebuild_parameter'],
  ['torch', 'FloatStorage'],
  ['torch.nn.modules.conv', 'Conv2d'],
  ['__proto__', 'constructor'],
];

/** One opcode of any protocol, with an argument that may be none. */
function anyOpcode(random: Random): readonly number[] {
  const size = random.chance(0.2) ? random.pick([0xffff, 0x7fffffff, 0xffffffff]) : random.below(9);
  const filled = (): number[] => Array.from({ length: Math.min(size, 8) }, () => random.below(256));
  switch (random.below(9)) {
    case 0:
      return random.pick([op.mark, op.none, op.tuple, op.emptyTuple, op.emptyDict, op.setItem, op.setItems, op.reduce]);
    case 1:
      return random.pick([
        op.build,
        op.persistentId,
        op.stackGlobal,
        op.memoize,
        [0x5d],
        [0x61],
        [0x65],
        [0x30],
        [0x32],
      ]);
    case 2:
      return op.global(...random.pick(GLOBALS));
    case 3:
      return random.pick([op.text, op.shortText, op.python2Text])(random.pick(NAMES));
    case 4:
      return random.chance(0.5) ? op.put(random.below(4)) : op.get(random.below(4));
    case 5:
      return random
        .pick([
          [0x8a, size & 255],
          [0x8b, ...little(size, 4)],
          [0x58, ...little(size, 4)],
        ])
        .concat(filled());
    case 6:
      return random.pick(two);
    case 7:
      return op.int(random.pick([0, 1, -1, 6, 0x7fffffff, -0x80000000]));
    default:
      return [random.below(256)];
  }
}

const anyPickle = (random: Random): Uint8Array => {
  const list = Array.from({ length: random.below(40) }, () => anyOpcode(random));
  // A few opcodes many times: what is made of what was made grows.
  const part = list.slice(random.below(list.length + 1));
  const grown = random.chance(0.2) ? Array.from({ length: 1 + random.below(300) }, () => part).flat() : [];
  return pickle(random.pick([0, 2, 3, 4, 5, 200]), ...list, ...grown);
};

/** The content of a checkpoint: opcodes at random, or a sound one with some exchanged. */
const anyContent = (random: Random): Uint8Array =>
  random.chance(0.5) ? anyPickle(random) : mutated(sound, anyPickle(random), random);

const zipped = [
  buildZipCheckpoint(sound, storages),
  buildZipCheckpoint(sound, storages, { level: 6, byteOrder: 'big' }),
];
const legacy = [2, 0, 4].map((protocol) =>
  buildLegacyCheckpoint(
    sound,
    [
      ['0', 6, six],
      ['1', 2, six.slice(0, 4)],
    ],
    protocol,
  ),
);
const checkpoints = ['cases/ck_lightning_ns.ckpt', 'cases/ck_npscalar.pth', 'cases/ema_both_timm.pth'];
const pickled = [2, 3, 4, 5].map((protocol) => file(`pickled/tensors-${protocol}.pkl`));
const npzs = [file('numpy.npz'), file('numpy-compressed.npz'), file('numpy-object.npz')];

/** A file that is made anew around changed contents, a small one with changed bytes, or now and then a real one. */
function anyOf(
  made: () => Uint8Array,
  small: readonly Uint8Array[],
  real: readonly string[],
  random: Random,
): Uint8Array {
  const how = random.next();
  if (how < 0.5) return made();
  const bytes = how < 0.97 ? random.pick(small) : file(random.pick(real));
  return mutated(bytes, random.pick(small), random);
}

/** An archive whose entries have changed contents and names. */
function rezipped(bytes: Uint8Array, random: Random): Uint8Array {
  const entries = Object.entries(unzipSync(bytes)).map(([name, content]): [string, Uint8Array] => [
    // What makes the archive takes names for keys of an object.
    random.chance(0.05) ? random.pick(NAMES.slice(4)) : name,
    random.chance(0.5) ? mutated(content, bytes, random) : content,
  ]);
  return zipSync(Object.fromEntries(entries), { level: random.pick([0, 6]) });
}

function anyHeader(random: Random): Uint8Array {
  const entry = (at: number, dtype: string): unknown => ({ dtype, shape: [2, 3], data_offsets: [at, at + 24] });
  const header = {
    __metadata__: { format: 'pt' },
    'a.weight': entry(0, 'F32'),
    b: entry(24, 'I32'),
    c: entry(48, 'F32'),
  };
  const text = new TextEncoder().encode(mutatedJson(header, random));
  const length = random.chance(0.1) ? random.pick([0, 1, 2 ** 31, 2 ** 48, text.length + 1]) : text.length;
  return joinBytes(little(length, 8), text, new Uint8Array(72));
}

const timm = (): Uint8Array => file('dla46_c.timm.f16.safetensors');
/** The header of a real file, before zeros: what comes of it is the same, and it is read in no time. */
const withoutValues = (): Uint8Array => {
  const bytes = timm();
  const header = bytes.subarray(0, 8 + Number(viewOf(bytes).getBigUint64(0, true)));
  return joinBytes(header, new Uint8Array(1000));
};

export const weightFormats: readonly Format[] = [
  {
    name: 'safetensors',
    share: 10,
    make: (random) =>
      random.chance(0.6)
        ? anyHeader(random)
        : mutated(random.chance(0.9) ? anyHeader(random) : random.chance(0.9) ? withoutValues() : timm(), six, random),
    read: (given) => readWeights(given),
  },
  {
    name: 'checkpoint',
    share: 12,
    make: (random) => anyOf(() => buildZipCheckpoint(anyContent(random), storages), zipped, checkpoints, random),
    read: (given) => readWeights(given),
  },
  {
    name: 'legacy checkpoint',
    share: 10,
    make: (random) =>
      anyOf(
        () => buildLegacyCheckpoint(anyContent(random), [['0', 6, six]]),
        legacy,
        ['cases/legacy_proto3.pth'],
        random,
      ),
    read: (given) => readWeights(given),
  },
  {
    name: 'pickle of tensors',
    share: 6,
    make: (random) => anyOf(() => random.pick(pickled), pickled, ['pickled/zipped.pkl'], random),
    read: (given) => readWeights(given),
  },
  {
    name: 'npz',
    share: 10,
    make: (random) => anyOf(() => rezipped(random.pick(npzs), random), npzs, ['cases/n_py2.npz'], random),
    read: (given) => readWeights(given),
  },
];
