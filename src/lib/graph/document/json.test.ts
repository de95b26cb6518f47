import { unwrap } from '#lib/issue.ts';
import { scaled } from '#tests/scaled.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_BYTES, pathText, readJson } from './json.ts';

const issueOf = (source: string | Uint8Array) => {
  const result = readJson(source);
  if (result.ok) throw new Error('read without an issue');
  expect(result.issues).toHaveLength(1);
  return result.issues[0]!;
};

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('[json] what is sound reads as JSON.parse reads it', () => {
  it('any value, however it is spaced, as text and as bytes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        // Lone surrogates, `__proto__` and keys twice are refused: see below.
        fc.pre(!/\\ud[89a-f]|"__proto__"/.test(text));
        expect(unwrap(readJson(text)).value).toStrictEqual(JSON.parse(text));
        expect(unwrap(readJson(bytes(text))).value).toStrictEqual(JSON.parse(text));
      }),
      { numRuns: 1000, seed: 1 },
    );
  });

  it.each([
    '-0',
    '1e999',
    '-1.5E+3',
    '0.1e-7',
    '"\\u00e9\\n\\/\\"\\\\ \u007f \ud83d\ude00 \\ud83d\\ude00"',
    ' [ ] ',
    '\r\n{ "a" : { } , "toString" : null }\t',
    '{"0":1,"b":2,"constructor":3}',
  ])('%s', (text) => expect(unwrap(readJson(text)).value).toStrictEqual(JSON.parse(text)));

  it('refuses what JSON.parse refuses, and only that', () => {
    const piece = fc.constantFrom(
      ...'{}[],:"\\ \n\t01.eE+-',
      'true',
      'null',
      '"a"',
      '"a":1',
      'x',
      '\\u12',
      '\u0001',
      '\ufeff',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        const sound = (() => {
          try {
            return { value: JSON.parse(text) as unknown };
          } catch {
            return undefined;
          }
        })();
        const result = readJson(text);
        if (result.ok) expect({ value: result.value.value }).toStrictEqual(sound);
        else if (sound) expect(result.issues[0]!.kind).toBe('key-twice');
      }),
      { numRuns: scaled(20_000, 2000), seed: 2 },
    );
  });
});

describe('[json] what is refused, and where', () => {
  it.each<[string, [number, number], string, string | null]>([
    ['', [1, 1], 'value', null],
    ['{\n  "a": 1,\n}', [3, 1], 'key', '}'],
    ['[1,]', [1, 4], 'value', ']'],
    ['[1 2]', [1, 4], 'comma-or-bracket', '2'],
    ['{"a" 1}', [1, 6], 'colon', '1'],
    ['{"a":1 "b":2}', [1, 8], 'comma-or-brace', '"'],
    ['{"a":1', [1, 7], 'comma-or-brace', null],
    ['{} {}', [1, 4], 'end', '{'],
    ['"a\nb"', [1, 3], 'string-end', '\n'],
    ['["\\x"]', [1, 3], 'escape', '\\'],
    ['[\r\n"😀", NaN]', [2, 6], 'value', 'N'],
    ['[01]', [1, 2], 'value', '0'],
    ["{'a': 1}", [1, 2], 'key', "'"],
    ['// note\n{}', [1, 1], 'value', '/'],
  ])('%j', (text, [line, column], expected, received) =>
    expect(issueOf(text)).toEqual({ kind: 'not-json', at: '', line, column, expected, received }),
  );

  it.each([
    ['{\n "a": {"b": 1,\n "\\u0062": 2}}', { kind: 'key-twice', at: 'a.b', line: 3, received: 'b' }],
    [
      '{"nodes": [{"__proto__": {}}]}',
      { kind: 'unknown-key', at: 'nodes[0].__proto__', line: 1, received: '__proto__' },
    ],
    ['{"\\u005f_proto__": 1}', { kind: 'unknown-key', at: '__proto__', line: 1, received: '__proto__' }],
    ['{"a": [0,\n"\\ud800"]}', { kind: 'lone-surrogate', at: 'a[1]', line: 2 }],
    ['["\udc00"]', { kind: 'lone-surrogate', at: '[0]', line: 1 }],
    ['{"\\udfff": 1}', { kind: 'lone-surrogate', at: '', line: 1 }],
    ['\ufeff{}', { kind: 'byte-order-mark', at: '' }],
  ])('%j', (text, issue) => expect(issueOf(text)).toEqual(issue));

  it('bytes that are not UTF-8, and a byte order mark', () => {
    const latin = Uint8Array.from([...bytes('{\n"a": "'), 0xe9, ...bytes('"}')]);
    expect(issueOf(latin)).toEqual({ kind: 'not-utf8', at: '', line: 2, received: '0xe9' });
    expect(issueOf(Uint8Array.from([0xff, 0xfe, 0x7b, 0]))).toMatchObject({ kind: 'not-utf8', line: 1 });
    expect(issueOf(Uint8Array.from([0x22, 0xed, 0xa0, 0x80, 0x22]))).toMatchObject({ kind: 'not-utf8' });
    expect(issueOf(bytes('\ufeff{}'))).toEqual({ kind: 'byte-order-mark', at: '' });
    expect(unwrap(readJson(bytes('"\ufffd\ufeff"'))).value).toBe('\ufffd\ufeff');
  });

  it('10,000,000 bytes are read, one more is not; bytes count, not characters', () => {
    const text = (size: number): string => `"${'é'.repeat((size - 2) / 2)}"`;
    expect(readJson(text(MOST_BYTES)).ok).toBe(true);
    const refusedSize = { kind: 'file-too-large', at: '', expected: MOST_BYTES, received: MOST_BYTES + 1 };
    expect(issueOf(`${text(MOST_BYTES)} `)).toEqual(refusedSize);
    expect(issueOf(bytes(`${text(MOST_BYTES)} `))).toEqual(refusedSize);
  });

  it('nesting that would overflow the stack', () => {
    expect(readJson('['.repeat(1000) + ']'.repeat(1000)).ok).toBe(true);
    for (const open of ['[', '{"a":'])
      expect(issueOf(open.repeat(1_000_000))).toMatchObject({ kind: 'nested-too-deep', expected: 1000 });
  });
});

describe('[json] places', () => {
  it('gives the line of every path, and of what is around a path that leads nowhere', () => {
    const json = unwrap(readJson('{\n"a": [\n1,\r\n{ "b": 2,\r"c":\n3 }],\n"0": 4}'));
    const paths = [[], ['a'], ['a', 0], ['a', 1], ['a', 1, 'b'], ['a', 1, 'c'], ['0'], ['a', 1, 'd', 5], ['x']];
    expect(json.lines(paths)).toEqual([1, 2, 3, 4, 4, 5, 7, 4, 1]);
  });

  it('writes paths as people do', () => {
    expect(pathText(['levels', 2, 'blocks'])).toBe('levels[2].blocks');
    expect(pathText([0, 'a b', 'c'])).toBe('[0]["a b"].c');
  });
});
