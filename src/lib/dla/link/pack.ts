import { deflateSync, Inflate } from 'fflate';
import { dictionary } from './dictionary.ts';

/** Characters of base64url (RFC 4648, section 5): none of them is changed in an address. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const values = new Map([...ALPHABET].map((character, value) => [character, value]));

const known = new TextEncoder().encode(dictionary);

/** Packed bytes at a time: few, because they may become a thousand times more. */
const PIECE = 512;

/** A text in characters that an address can hold. */
export const pack = (text: string): string =>
  toBase64(deflateSync(new TextEncoder().encode(text), { level: 9, mem: 12, dictionary: known }));

/** The text of packed characters; none where they are damaged, or would become more than `most` bytes. */
export function unpack(packed: string, most: number): string | undefined {
  const bytes = fromBase64(packed);
  const parts: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  const inflate = new Inflate({ dictionary: known }, (part, final) => {
    parts.push(part);
    length += part.length;
    ended ||= final;
  });
  try {
    for (let start = 0; start < bytes.length && length <= most; start += PIECE)
      inflate.push(bytes.subarray(start, start + PIECE), start + PIECE >= bytes.length);
    if (!ended || length > most) return undefined;
    const whole = new Uint8Array(length);
    parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(whole);
  } catch {
    return undefined;
  }
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    const bits = (a << 16) | (b << 8) | c;
    for (const shift of [18, 12, 6, 0].slice(0, Math.min(3, bytes.length - at) + 1))
      text += ALPHABET[(bits >> shift) & 63]!;
  }
  return text;
}

/** Characters that are none of the alphabet were refused before. */
function fromBase64(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let at = 0;
  for (const [index, character] of [...text].entries()) {
    bits = (bits << 6) | values.get(character)!;
    if (index % 4 === 0) continue;
    bytes[at] = bits >> (6 - 2 * (index % 4));
    at += 1;
  }
  return bytes;
}
