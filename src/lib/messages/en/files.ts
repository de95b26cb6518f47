import type { FileIssue, Json } from '#lib/issue.ts';
import { isKeyOf } from '#lib/own-key.ts';
import { nameIn, type Words } from '../values.ts';
import { listed, plain, plural, shown } from './grammar.ts';

/** What would have to stand where a JSON text cannot be read on. */
const syntax = {
  value: 'a value',
  key: 'a key in double quotes',
  colon: 'a colon',
  'comma-or-brace': 'a comma or "}"',
  'comma-or-bracket': 'a comma or "]"',
  'string-end': 'a closing quote',
  escape: 'an escape sequence of JSON',
  end: 'the end of the file',
};

const types = {
  number: 'a number',
  string: 'a string',
  boolean: 'true or false',
  Object: 'an object',
  Array: 'an array',
};

const rules = {
  'above-zero': 'a number above 0',
  comparison: 'a count, a comparison (<=, >=, <, >, == or !=) and a number, as in "parameters <= 20000000"',
  objective: '{ "min": COUNT } or { "max": COUNT } with one of the counts, as in { "min": "macs" }',
  'change-of-config': 'a network that is a config: nothing else can be changed',
  'config-path':
    'a path that leads into the base and is used once: width, levels[3].blocks, levels[2..5].structure, head.decoder …',
  odd: 'an odd number',
  'even-or-one': 'an even number, or 1',
  id: 'an id of 1 to 64 letters, digits, _ and -, other than __proto__, prototype and constructor',
  language: 'a text in one language at least, en or zh',
  'head-name': 'a name of letters, digits and _ that begins with no digit, other than base, dla_up and ida_up',
  'new-id': 'an id that no preset and no other network of the lesson has',
  'no-dot': 'a name without a dot (dots separate the parts of weight names)',
  'short-text': 'a string of at most 200 characters',
};

/** One of several values, or a type of value. */
function expectation(expected: Json | undefined): string {
  if (Array.isArray(expected)) return `${expected.length > 1 ? 'one of ' : ''}${listed(expected.map(shown), 'or')}`;
  return nameIn(types, plain(expected));
}

export const files = {
  'byte-order-mark': () => 'the file starts with a byte order mark. Save it as UTF-8 without one.',
  'file-not-accessible': ({ received }) =>
    `the file cannot be read (${plain(received)}). Check its path and permissions.`,
  'file-not-writable': ({ received }) =>
    `the file cannot be written (${plain(received)}). Choose another path, or check its permissions.`,
  'file-too-large': ({ expected, received }) =>
    `the file has ${shown(received)} bytes, but a file of this kind has at most ${shown(expected)}.`,
  'key-twice': ({ received }) => `the object has the key ${shown(received)} twice. Remove one of them.`,
  'lone-surrogate': () =>
    'the string contains half of a character (a lone surrogate). Complete the character, or remove it.',
  missing: ({ expected }) =>
    expected === undefined ? 'this is missing. Add it.' : `this is missing: expected ${expectation(expected)}. Add it.`,
  'nested-too-deep': ({ expected }) => `arrays and objects are nested more than ${shown(expected)} levels deep.`,
  'newer-version': ({ expected, received }) =>
    `the file has version ${shown(received)}, but this program reads versions up to ${shown(expected)}. Use a newer program.`,
  'no-classifier': ({ received }) =>
    `the training script learns classes of images, so that a network needs one classifier as its only output; this one has ${plural(received, 'output')}, and not that. Give it one, or export PyTorch.`,
  'not-allowed': ({ expected, received }) => `expected ${nameIn(rules, plain(expected))}, found ${shown(received)}.`,
  'not-expected': ({ expected, received }) => `expected ${expectation(expected)}, found ${shown(received)}.`,
  'not-finite': ({ received }) => `expected a finite number, found ${listed(received)}.`,
  'archive-too-large': ({ expected, received }) =>
    `the weights have ${shown(received)} bytes, and an archive that is made here holds at most ${shown(expected)}. The command line writes a folder of any size (\`dla export --to tfjs\`); ONNX and safetensors have no such limit.`,
  'not-in-timm': ({ expected }) =>
    `timm has no network that computes this. It has ${listed(expected)}, for any number of classes. Export PyTorch instead.`,
  'not-json': ({ expected, received }) =>
    `this is not JSON: expected ${isKeyOf(syntax, plain(expected)) ? nameIn(syntax, plain(expected)) : 'JSON'}, found ${received === null ? 'the end of the file' : shown(received)}.`,
  'not-utf8': ({ received }) => `the file is not UTF-8: the byte ${plain(received)} is invalid here. Save it as UTF-8.`,
  'not-whole': ({ received }) => `expected a whole number, found ${listed(received)}.`,
  'picture-without-network': ({ received }) =>
    `this ${plain(received)} holds no network: it was not exported here, or a program that changed it left the network out. Open the network’s own file.`,
  'too-few-entries': ({ expected, received }) =>
    `expected at least ${plural(expected, 'entry', 'entries')}, found ${shown(received)}.`,
  'too-large': ({ expected, received }) => `expected at most ${shown(expected)}, found ${shown(received)}.`,
  'too-many-entries': ({ expected, received }) =>
    `expected at most ${plural(expected, 'entry', 'entries')}, found ${shown(received)}.`,
  'too-small': ({ expected, received }) => `expected at least ${shown(expected)}, found ${shown(received)}.`,
  'unknown-format': ({ expected, received }) =>
    `this is not a network file: expected "format" to be ${listed(Array.isArray(expected) ? expected.map(shown) : [], 'or')}, found ${shown(received)}.`,
  'unknown-key': ({ received }) => `unknown key ${shown(received)}. Remove it, or correct its spelling.`,
  'unknown-network': ({ expected }) =>
    `there is no preset and no file of this name. The presets are ${listed(expected)}.`,
} satisfies Record<FileIssue, Words>;
