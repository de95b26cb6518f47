import { expect, it } from 'vitest';
import { parsePythonLiteral } from './python-literal.ts';

it.each([
  [
    "{'a': (3L, 4L, ), 'b': True}",
    new Map<string, unknown>([
      ['a', [3, 4]],
      ['b', true],
    ]),
  ],
  [' { "a" : [ None , -1 ] } \n', new Map([['a', [null, -1]]])],
  ["('it\\'s', u'x', b\"y\",)", ["it\\'s", 'x', 'y']],
  ['()', []],
  ['[[], {}]', [[], new Map()]],
])('reads %s', (text, value) => expect(parsePythonLiteral(text)).toEqual(value));

it.each([
  "{'a': 1",
  "{'a': 1} {}",
  '(1 2)',
  '(,)',
  "{'a'}",
  "{'a': __import__('os')}",
  "'open",
  'Truely',
  '(1]',
  '',
  '['.repeat(100_000),
])('is no literal: %s', (text) => expect(parsePythonLiteral(text)).toBeUndefined());
