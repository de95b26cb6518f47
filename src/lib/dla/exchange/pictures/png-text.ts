import { crc32 } from '#lib/checksum.ts';
import { chunksOf } from '#lib/dla/image/png/chunks.ts';

/** What the chunk that holds the network is called. */
const KEYWORD = 'dla-graph';

/** The signature and the first chunk, IHDR, which has to be the first. */
const HEAD = 8 + 12 + 13;

const latin = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

/** A PNG file with the network's file in it: a chunk `iTXt` behind the head, not compressed. */
export function withPngText(png: Uint8Array, file: string): Uint8Array<ArrayBuffer> {
  // Keyword, no compression, its method, no language, no translated keyword.
  const head = latin(`iTXt${KEYWORD}\0\0\0\0\0`);
  const text = new TextEncoder().encode(file);
  const body = new Uint8Array(head.length + text.length);
  body.set(head);
  body.set(text, head.length);
  const result = new Uint8Array(png.length + body.length + 8);
  const view = new DataView(result.buffer);
  result.set(png.subarray(0, HEAD));
  view.setUint32(HEAD, body.length - 4);
  result.set(body, HEAD + 4);
  view.setUint32(HEAD + 4 + body.length, crc32(body));
  result.set(png.subarray(HEAD), HEAD + 8 + body.length);
  return result;
}

/** The network's file in a PNG; undefined where there is none, or where the file is damaged before it. */
export function textInPng(bytes: Uint8Array): string | undefined {
  try {
    for (const { name, body } of chunksOf(bytes)) {
      if (name !== 'iTXt') continue;
      const [keyword, , ...rest] = fieldsOf(body);
      if (keyword === KEYWORD) return rest.at(-1);
    }
  } catch {
    // A checksum that is not its chunk's.
  }
  return undefined;
}

/** Keyword, the two bytes of compression, language, translated keyword, and the text where it is not compressed. */
function fieldsOf(body: Uint8Array): readonly string[] {
  const decode = (from: number, to?: number): string => new TextDecoder().decode(body.subarray(from, to));
  const keywordEnd = body.indexOf(0);
  const languageEnd = body.indexOf(0, keywordEnd + 3);
  const translatedEnd = body.indexOf(0, languageEnd + 1);
  if (keywordEnd < 0 || languageEnd < 0 || translatedEnd < 0 || body[keywordEnd + 1] !== 0) return [];
  return [decode(0, keywordEnd), decode(keywordEnd + 1, languageEnd), decode(translatedEnd + 1)];
}
