import { crc32 } from '#lib/checksum.ts';
import { pack } from '#lib/dla/link/pack.ts';
import { readFileSync } from 'node:fs';
import type { Row } from './row.ts';

const config = readFileSync('docs/small.json', 'utf8');
const lesson = readFileSync('docs/lesson.json', 'utf8');
const sweep = readFileSync('docs/sweep.json', 'utf8');
const script = readFileSync('docs/script.json', 'utf8');
const graph = (nodes: string, more = ''): string =>
  `{"format":"dla-graph","version":1,"name":"x","nodes":[${nodes}]${more}}`;
const image = '{"id":"input","kind":"input","attributes":{"channels":3,"height":32,"width":32}}';
const unit = (id: string, from: string, channels = '8'): string =>
  `{"id":"${id}","kind":"conv-unit","inputs":["${from}"],"attributes":{"outChannels":${channels},"kernel":1,"stride":1}}`;
const chain = (count: number): string =>
  [image, ...Array.from({ length: count }, (_, at) => unit(`n${at}`, at === 0 ? 'input' : `n${at - 1}`))].join();
const deep = (count: number): string => `${'['.repeat(count)}${']'.repeat(count)}`;
const linked = (text: string): string =>
  `https://example.org/#1.${pack(text)}.${crc32(new TextEncoder().encode(text)).toString(36)}`;
const bytes = (...given: number[]): Uint8Array => Uint8Array.from(given);

/** Texts: files of JSON, links, what is pasted. */
export const textRows: readonly Row[] = [
  ['JSON: ten thousand lists in each other', 'network', () => deep(10_000), 'nested-too-deep'],
  ['JSON: a million lists in each other, open', 'network', () => '['.repeat(1_000_000), 'nested-too-deep'],
  ['JSON: a key twice', 'network', () => config.replace('"version": 1', '"version": 1, "version": 1'), 'key-twice'],
  [
    'JSON: __proto__',
    'network',
    () => config.replace('"version": 1', '"version": 1, "__proto__": {"a": 1}'),
    'unknown-key',
  ],
  [
    'JSON: constructor',
    'network',
    () => config.replace('"version": 1', '"version": 1, "constructor": {"prototype": 1}'),
    'unknown-key',
  ],
  ['JSON: half a character', 'network', () => config.replace('"name": "', '"name": "\\ud800'), 'lone-surrogate'],
  ['JSON: a mark of byte order', 'network', () => `\ufeff${config}`, 'byte-order-mark'],
  ['JSON: bytes that are no UTF-8', 'network', () => bytes(0x7b, 0xff), 'not-utf8'],
  ['JSON: an end within U+FFFD', 'network', () => bytes(0x7b, 0xef, 0xbf), 'not-utf8'],
  ['JSON: UTF-16', 'network', () => new Uint8Array(Buffer.from(config, 'utf16le')), 'not-json'],
  ['JSON: more than ten megabytes', 'network', () => ' '.repeat(10_000_001), 'file-too-large'],
  ['JSON: cut short', 'network', () => config.slice(0, 200), 'not-json'],
  ['JSON: nothing', 'network', () => '', 'not-json'],
  [
    'config: more channels than there are numbers',
    'network',
    () => config.replace(/"channels": 16/, '"channels": 9007199254740993'),
    'too-large',
  ],
  ['config: a number beyond all', 'network', () => config.replace(/"channels": 16/, '"channels": 1e999'), 'not-whole'],
  [
    'graph: an id that every object has',
    'network',
    () => graph(`${image},${unit('constructor', 'input')}`),
    'not-allowed',
  ],
  ['graph: twenty thousand nodes and one', 'network', () => graph(chain(20_000)), 'too-many-nodes'],
  ['graph: ten thousand nodes behind each other', 'network', () => graph(chain(10_000)), 'read'],
  [
    'graph: channels whose product is beyond all',
    'network',
    () => graph(`${image},${unit('a', 'input', '4294967296')}`),
    'too-large',
  ],
  ['graph: a circle', 'network', () => graph(`${image},${unit('a', 'b')},${unit('b', 'a')}`), 'cycle'],
  [
    'graph: groups that hold themselves',
    'network',
    () => graph(`${image},${unit('a', 'input')}`, ',"groups":[{"id":"g","members":["g"]}]'),
    'group-in-itself',
  ],
  [
    'graph: a pin beyond all',
    'network',
    () => graph(`${image},${unit('a', 'input')}`, ',"positions":{"a":[1e999,0]}'),
    'not-finite',
  ],
  [
    'lesson: goals in goals, nine hundred deep',
    'lesson',
    () => lesson.replace(/"goals": \[/, `"goals": [${'{"all":['.repeat(400)}1${']}'.repeat(400)},`),
    'not-expected',
  ],
  ['lesson: __proto__ as an id', 'lesson', () => lesson.replace(/"id": "[\w-]+"/, '"id": "__proto__"'), 'not-allowed'],
  [
    'sweep: more points than there are numbers',
    'sweep',
    () => sweep.replace('[3, 4]', `[${Array.from({ length: 60_000 }, (_, at) => at + 2).join()}]`),
    'too-many-entries',
  ],
  [
    'sweep: a path into what every object inherits',
    'sweep',
    () => sweep.replace('levels[3].blocks', '__proto__.polluted'),
    'not-allowed',
  ],
  ['script: a key twice', 'script', () => script.replace('"version": 1', '"version": 1, "version": 1'), 'key-twice'],
  ['link: eleven megabytes in a few kilobytes', 'link', () => linked(' '.repeat(11_000_000)), 'link-broken'],
  ['link: too long', 'link', () => `https://example.org/#1.${'A'.repeat(70_000)}.a`, 'link-too-large'],
  ['link: ten thousand lists in each other', 'link', () => linked(`{"n":${deep(10_000)}}`), 'link-broken'],
  ['link: __proto__', 'link', () => linked('{"n":["dla34"],"__proto__":{"a":1}}'), 'link-broken'],
  ['link: a key twice', 'link', () => linked('{"n":["dla34"],"n":["dla34"]}'), 'link-broken'],
  ['link: of another version', 'link', () => 'https://example.org/#2.AAAA.a', 'link-newer'],
  ['link: cut short', 'link', () => linked('{"n":["dla34"]}').replace(/\.[^.]*$/, ''), 'link-cut'],
  ['pasted: a sea of links', 'pasted', () => `http://${'a#1.'.repeat(3_000_000)} b`, 'none'],
  [
    'pasted: a drawing with a script and no network',
    'pasted',
    () => '<svg onload="alert(1)"><script>alert(1)</script></svg>',
    'picture-without-network',
  ],
  ['pasted: HTML', 'pasted', () => '<img src=x onerror=alert(1)>', 'none'],
  ['pasted: a PDF', 'pasted', () => '%PDF-1.7 "format": "dla-graph"', 'none'],
];
