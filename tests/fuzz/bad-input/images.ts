import { crc32 } from '#lib/checksum.ts';
import { decodePicture } from '#lib/dla/image/decode.ts';
import { joinBytes } from '#tests/weights/build.ts';
import { unzlibSync, zlibSync } from 'fflate';
import { readdirSync, readFileSync } from 'node:fs';
import type { Random } from '../random.ts';
import { bytesOf, type Format, type Given } from './format.ts';
import { mutated } from './mutate.ts';
import { answerOf } from './weights.ts';

const folder = 'tests/images';
const files = readdirSync(folder).map((name) => ({
  name,
  bytes: () => new Uint8Array(readFileSync(`${folder}/${name}`)),
}));
const ended = (end: string): readonly Uint8Array[] =>
  files.filter(({ name }) => name.endsWith(end)).map(({ bytes }) => bytes());
const pngs = ended('.png');
const jpegs = ended('.jpg');

interface Part {
  name: string;
  body: Uint8Array;
}

const be32 = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);

function chunksOf(bytes: Uint8Array): Part[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const found: Part[] = [];
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at))
    found.push({
      name: String.fromCharCode(...bytes.subarray(at + 4, at + 8)),
      body: bytes.subarray(at + 8, at + 8 + view.getUint32(at)),
    });
  return found;
}

/** A PNG of these chunks, their lengths and checksums sound. */
export const pngOf = (chunks: readonly Part[]): Uint8Array =>
  joinBytes(
    [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10],
    ...chunks.flatMap(({ name, body }) => {
      const named = joinBytes(new TextEncoder().encode(name), body);
      return [be32(body.length), named, be32(crc32(named))];
    }),
  );

/** Bytes of a stream exchanged before it is packed. */
function repacked(body: Uint8Array, random: Random): Uint8Array {
  try {
    return zlibSync(mutated(unzlibSync(body), body, random));
  } catch {
    return mutated(body, body, random);
  }
}

function anyPng(random: Random): Uint8Array {
  const bytes = random.pick(pngs);
  if (random.chance(0.4)) return mutated(bytes, random.pick(pngs), random);
  const chunks = chunksOf(bytes);
  for (let change = 0; change <= random.below(3); change += 1) {
    const at = random.below(chunks.length || 1);
    const chunk = chunks[at];
    if (!chunk) break;
    const how = random.next();
    if (how < 0.15) chunks.splice(at, 1);
    else if (how < 0.3) chunks.splice(random.below(chunks.length + 1), 0, random.pick(chunksOf(random.pick(pngs))));
    else if (chunk.name === 'IDAT') chunk.body = repacked(chunk.body, random);
    else chunk.body = mutated(chunk.body, bytes, random);
  }
  return pngOf(chunks);
}

/** A JPEG's segments, each with what stands behind it. */
function segmentsOf(bytes: Uint8Array): Uint8Array[] {
  const starts: number[] = [];
  for (let at = 0; at + 1 < bytes.length; at += 1)
    if (bytes[at] === 0xff && bytes[at + 1]! >= 0xc0 && bytes[at + 1] !== 0xff) starts.push(at);
  return starts.map((start, index) => bytes.slice(start, starts[index + 1]));
}

function anyJpeg(random: Random): Uint8Array {
  const bytes = random.pick(jpegs);
  if (random.chance(0.4)) return mutated(bytes, random.pick(jpegs), random);
  const segments = segmentsOf(bytes);
  for (let change = 0; change <= random.below(4); change += 1) {
    const at = random.below(segments.length);
    const how = random.next();
    if (how < 0.15) segments.splice(at, 1);
    else if (how < 0.35)
      segments.splice(random.below(segments.length + 1), 0, random.pick(segmentsOf(random.pick(jpegs))));
    else if (how < 0.4) segments.push(...Array.from({ length: random.below(60) }, () => segments[at]!));
    else if (segments[at]) segments[at] = mutated(segments[at], bytes, random);
    if (segments.length === 0) break;
  }
  return joinBytes(...segments);
}

const readImage = (given: Given) =>
  answerOf(() => {
    const picture = decodePicture(bytesOf(given), 'x');
    if (picture && picture.pixels.data.length !== picture.pixels.width * picture.pixels.height * 3)
      throw new Error('another number of pixels than it says');
    return picture;
  });

export const imageFormats: readonly Format[] = [
  { name: 'png', share: 10, make: anyPng, read: readImage },
  { name: 'jpeg', share: 10, make: anyJpeg, read: readImage },
];
