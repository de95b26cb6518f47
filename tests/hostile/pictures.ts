import { joinBytes } from '#tests/weights/build.ts';
import { zlibSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { pngOf } from '../fuzz/bad-input/images.ts';
import type { Row } from './row.ts';

const text = (given: string): Uint8Array => new TextEncoder().encode(given);
const be32 = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
const header = (width: number, height: number) => ({
  name: 'IHDR',
  body: Uint8Array.from([...be32(width), ...be32(height), 8, 2, 0, 0, 0]),
});
const png = (width: number, height: number, bytes: number): Uint8Array =>
  pngOf([header(width, height), { name: 'IDAT', body: zlibSync(new Uint8Array(bytes), { level: 9 }) }]);

const jpeg = (): Uint8Array => new Uint8Array(readFileSync('tests/images/progressive.jpg'));
/** The size that its frame claims. */
const claiming = (bytes: Uint8Array, width: number, height: number): Uint8Array => {
  const at = bytes.findIndex((byte, index) => byte === 0xff && [0xc0, 0xc2].includes(bytes[index + 1]!));
  return bytes
    .with(at + 5, height >> 8)
    .with(at + 6, height & 255)
    .with(at + 7, width >> 8)
    .with(at + 8, width & 255);
};
/** Its last scan over and over: each looks at every block. */
const scanned = (bytes: Uint8Array, times: number): Uint8Array => {
  const last = bytes.reduce((found, byte, at) => (byte === 0xff && bytes[at + 1] === 0xda ? at : found), 0);
  const scan = bytes.slice(last, -2);
  return joinBytes(bytes.subarray(0, last), ...Array.from({ length: times }, () => scan), [0xff, 0xd9]);
};

const NAMESPACE = 'xmlns="urn:dla-explorer:graph"';
const attached = '1 0 obj\n<< /Type /EmbeddedFile >>\n';

/** Images, and pictures that may hold a network. */
export const pictureRows: readonly Row[] = [
  ['PNG: four billion pixels', 'image', () => png(65_000, 65_000, 10), 'image-too-large'],
  ['PNG: ninety million pixels in a hundred bytes', 'image', () => png(10_000, 9_000, 10), 'image-broken'],
  ['PNG: twenty megabytes behind one pixel', 'image', () => png(1, 1, 20_000_000), 'read'],
  ['PNG: no size', 'image', () => png(0, 0, 10), 'image-broken'],
  ['PNG: a checksum of another', 'image', () => png(2, 2, 20).with(30, 1), 'image-broken'],
  ['PNG: cut short', 'image', () => png(20, 20, 2000).slice(0, 45), 'image-broken'],
  ['JPEG: four billion pixels', 'image', () => claiming(jpeg(), 65_535, 65_535), 'image-too-large'],
  ['JPEG: ninety million pixels in a thousand bytes', 'image', () => claiming(jpeg(), 10_000, 9_000), 'image-broken'],
  ['JPEG: ten thousand scans', 'image', () => scanned(jpeg(), 10_000), 'image-broken'],
  ['JPEG: cut short', 'image', () => jpeg().slice(0, 400), 'image-broken'],
  ['image: another magic', 'image', () => text('GIF89a'), 'none'],
  [
    'SVG: a sea of networks that end nowhere',
    'network',
    () => `<svg ${NAMESPACE}>${'<graph '.repeat(300_000)}`,
    'picture-without-network',
  ],
  [
    'SVG: a sea of networks without an end',
    'network',
    () => `<svg ${NAMESPACE}>${'<graph >'.repeat(300_000)}`,
    'picture-without-network',
  ],
  [
    'SVG: entities of entities',
    'network',
    () => `<!DOCTYPE x [<!ENTITY a "&a;&a;">]><svg ${NAMESPACE}><graph>&a;&#x110000;</graph></svg>`,
    'not-json',
  ],
  ['PDF: a sea of attached files', 'network', () => `%PDF-1.7\n${attached.repeat(100_000)}`, 'picture-without-network'],
  [
    'PDF: a sea of attached files before one stream',
    'network',
    () => `%PDF-1.7\n${attached.repeat(100_000)}stream\nx\nendstream`,
    'picture-without-network',
  ],
  [
    'PDF: a file that becomes a thousand times as large',
    'network',
    () =>
      joinBytes(
        text('%PDF-1.7\n1 0 obj\n<< /Type /EmbeddedFile /Filter /FlateDecode >>\nstream\n'),
        zlibSync(new Uint8Array(25_000_000), { level: 9 }),
        text('\nendstream'),
      ),
    'picture-without-network',
  ],
  ['PNG of a network: cut short', 'network', () => pngOf([header(1, 1)]).slice(0, 20), 'picture-without-network'],
];
