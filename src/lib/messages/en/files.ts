import type { FileIssue, Json } from '#lib/issue.ts';
import { counted, listed, plain, plural, shown, type Words } from '../values.ts';

/** What stands at a place of a JSON text that cannot go on. */
const syntax: Readonly<Record<string, string>> = {
  value: 'a value',
  key: 'a name in double quotes',
  colon: 'a colon',
  'comma-or-brace': 'a comma or a closing brace',
  'comma-or-bracket': 'a comma or a closing bracket',
  'string-end': 'a closing quote',
  escape: 'an escape that JSON knows',
  end: 'the end of the file',
};

const types: Readonly<Record<string, string>> = {
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  Object: 'a table in braces',
  Array: 'a list in brackets',
};

const rules: Readonly<Record<string, string>> = {
  odd: 'an odd number',
  'even-or-one': 'an even number, or 1',
  id: 'an id of 1 to 64 letters, digits, _ and -, and none that JavaScript reserves (__proto__, prototype, constructor)',
  'no-dot': 'a name without a dot: dots join the names of weights',
  'short-text': 'a text of at most 200 characters',
};

/** One of several values, or a type of value. */
function expectation(expected: Json | undefined): string {
  if (Array.isArray(expected)) return `${expected.length > 1 ? 'one of ' : ''}${listed(expected.map(shown), 'or')}`;
  return types[plain(expected)] ?? plain(expected);
}

export const files = {
  'byte-order-mark': () => 'the file starts with a byte order mark. Save it as UTF-8 without one.',
  'file-not-accessible': ({ received }) =>
    `the file cannot be read (${plain(received)}). Check its path and who may read it.`,
  'file-not-writable': ({ received }) =>
    `this cannot be written (${plain(received)}). Choose another place, or see who may write there.`,
  'file-too-large': ({ expected, received }) =>
    `the file has ${counted(received)} bytes; at most ${counted(expected)} are read as a network.`,
  'key-twice': ({ received }) => `the key ${shown(received)} stands twice in one table. Remove one of them.`,
  'lone-surrogate': () =>
    'the text holds one half of a character (a lone surrogate). Write the character whole, or remove it.',
  missing: ({ expected }) =>
    expected === undefined ? 'this is missing. Add it.' : `this is missing: expected ${expectation(expected)}. Add it.`,
  'nested-too-deep': ({ expected }) => `lists and tables are nested more than ${counted(expected)} deep.`,
  'newer-version': ({ expected, received }) =>
    `the file is of version ${shown(received)}; this program reads versions up to ${shown(expected)}. Use a newer program.`,
  'not-allowed': ({ expected, received }) =>
    `expected ${rules[plain(expected)] ?? plain(expected)}, found ${shown(received)}.`,
  'not-expected': ({ expected, received }) => `expected ${expectation(expected)}, found ${shown(received)}.`,
  'not-finite': ({ received }) => `expected a finite number, found ${listed(received)}.`,
  'not-json': ({ expected, received }) =>
    `this is not JSON: expected ${syntax[plain(expected)] ?? 'JSON'}, found ${received === null ? 'the end of the file' : shown(received)}.`,
  'not-utf8': ({ received }) => `the file is not UTF-8: the byte ${plain(received)} stands alone. Save it as UTF-8.`,
  'not-whole': ({ received }) => `expected a whole number, found ${listed(received)}.`,
  'too-few-entries': ({ expected, received }) =>
    `expected at least ${plural(expected, 'entry', 'entries')}, found ${counted(received)}.`,
  'too-large': ({ expected, received }) => `expected at most ${counted(expected)}, found ${counted(received)}.`,
  'too-many-entries': ({ expected, received }) =>
    `expected at most ${plural(expected, 'entry', 'entries')}, found ${counted(received)}.`,
  'too-small': ({ expected, received }) => `expected at least ${counted(expected)}, found ${counted(received)}.`,
  'unknown-format': ({ expected, received }) =>
    `this is no network file: expected "format" to be ${listed(Array.isArray(expected) ? expected.map(shown) : [], 'or')}, found ${shown(received)}.`,
  'unknown-key': ({ received }) => `the key ${shown(received)} is not known here. Remove it, or mend its spelling.`,
  'unknown-network': ({ expected }) =>
    `there is no preset of this name, and no such file. Presets are ${listed(expected)}.`,
} satisfies Record<FileIssue, Words>;
