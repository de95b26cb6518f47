import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { zh } from './zh.ts';

const CHINESE = /\p{Script=Han}/u;

/** Names, units, code, and what the field writes in Latin letters: the same in both languages. */
const sameInBoth = new Set([
  ...[
    'DLA Explorer',
    'MACs',
    'FLOPs',
    'logits',
    'CKA',
    'GMAC/s',
    'CSV',
    'IDA',
    'He',
    'id',
    'A',
    'B',
    'C',
    'D',
    'B - A',
  ],
  ...['ReLU', 'sigmoid', 'softmax', 'log-softmax', 'split', 'res2net', 'levelRoot', 'top-1', 'top-5'],
  ...['CenterNet (C)', 'CenterNet 3D (D)', 'FairMOT (F)', 'SMOKE (S)'],
  ...['WebGL', 'WebGPU', 'WebAssembly', 'JavaScript', 'float32'],
  ...['Ctrl', 'Shift', 'Alt', 'Esc', 'Del', 'Enter'],
  ...['safetensors', 'PyTorch', 'NumPy', 'ONNX', 'SHA-256', 'SVG', 'PNG', 'PDF'],
  ...['IDA-up (DLAUp)', 'max |Δ|', '1 − CKA'],
]);

/** The rest of a text that has letters: one without, as `×0`, is read in every language. */
const hasLetters = (text: string): boolean => /\p{L}{2}/u.test(text);

const isTable = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Every text and function of a table of words, by its path. */
function* leavesOf(table: object, path = ''): Generator<[path: string, leaf: unknown]> {
  for (const [key, value] of Object.entries(table) as [string, unknown][])
    if (isTable(value)) yield* leavesOf(value, `${path}${key}.`);
    else yield [`${path}${key}`, value];
}

const english = new Map(leavesOf(en));
const chinese = new Map(leavesOf(zh));

describe('[messages] every language says everything', () => {
  it('has the same keys, and texts where the other has texts', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [path, leaf] of english) expect(typeof chinese.get(path), path).toBe(typeof leaf);
  });

  it('is Chinese, but for names, units and code, of which each is needed', () => {
    const texts = [...chinese].filter((each): each is [string, string] => typeof each[1] === 'string');
    const usage = /^cli\.(?:commands\.\w+\.usage|lessonSheet)|^locale$/;
    const foreign = texts.filter(
      ([path, text]) => !CHINESE.test(text) && hasLetters(text) && !usage.test(path) && !sameInBoth.has(text),
    );
    expect(foreign).toEqual([]);
    const alike = texts.filter(([path, text]) => text === english.get(path)).map(([, text]) => text);
    expect([...sameInBoth].filter((text) => !alike.includes(text))).toEqual([]);
  });

  it('has no half-width signs of prose beside Chinese, and Latin words apart from it', () => {
    const texts = [...chinese].flatMap(([path, leaf]) => (typeof leaf === 'string' ? [[path, leaf] as const] : []));
    const wrong = texts.filter(
      ([, text]) =>
        /\p{Script=Han}[,;:?!]/u.test(text) ||
        /[,;:?!]\p{Script=Han}/u.test(text) ||
        /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u.test(text) ||
        /\.{3}/.test(text),
    );
    expect(wrong).toEqual([]);
  });
});

/** What takes a name of a table, which is written otherwise in another language. */
const looksUp = new Set(['gradients.table.caption']);

/** Values that a parameter may be, each told from the others in what is said. */
const kinds: readonly ((index: number) => unknown)[] = [
  (index) => `«${index}»`,
  (index) => 700 + index,
  (index) => [`«${index}»`, `«${index}'»`],
];

type Say = (...values: unknown[]) => unknown;

/** What a function says of values of one kind; undefined where it takes others. */
function saidOf(say: Say, values: readonly unknown[]): string | undefined {
  try {
    const said = say(...values);
    const text = typeof said === 'string' ? said : JSON.stringify(said);
    return /undefined|\[object|NaN/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

const mixes = (count: number): readonly (readonly unknown[])[] => {
  let all: readonly (readonly unknown[])[] = [[]];
  for (let index = 0; index < count; index += 1)
    all = all.flatMap((values) => [...kinds.map((kind) => [...values, kind(index)]), [...values, true]]);
  return all;
};

/** The values of which something is in a text. */
const namedIn = (text: string, values: readonly unknown[]): readonly number[] =>
  values.flatMap((value, index) => {
    const sign = typeof value === 'number' ? String(value) : `«${index}`;
    return value !== true && text.includes(sign) ? [index] : [];
  });

describe('[messages] what is said of values has the same values in every language', () => {
  const functions = [...english].filter(
    (each): each is [string, Say] => typeof each[1] === 'function' && !looksUp.has(each[0]),
  );

  it.each(functions)('%s', (path, say) => {
    const other = chinese.get(path) as Say;
    // Of issues, steps and the like, which take one object, their own tests say enough.
    const mixed = mixes(Math.max(say.length, other.length));
    for (const values of mixed) {
      const [first, second] = [saidOf(say, values), saidOf(other, values)];
      if (first === undefined || second === undefined) continue;
      const [inFirst, inSecond] = [namedIn(first, values), namedIn(second, values)];
      const lost = inFirst.filter((index) => !inSecond.includes(index));
      expect(lost.map((index) => `${first} | ${second} lacks ${String(values[index])}`)).toEqual([]);
    }
  });
});

describe('[messages] an issue in Chinese', () => {
  const kindsOfIssues = Object.keys(zh.issues) as (keyof typeof zh.issues)[];

  it.each(kindsOfIssues)('%s is a sentence whatever its data', (kind) => {
    for (const data of [undefined, null, 3, 'x', ['x', 'y'], [3, 4, 5], {}]) {
      const said = zh.issues[kind]({ kind, at: 'here', ...(data !== undefined && { expected: data, received: data }) });
      expect(said).toMatch(/。$/);
      expect(said).toMatch(CHINESE);
      expect(said).not.toMatch(/undefined|\[object|NaN/);
    }
  });
});
