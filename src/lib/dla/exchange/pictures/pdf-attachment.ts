import { Unzlib } from 'fflate';

/** What a network's file may hold, unpacked; what is larger was made to do harm. */
const LARGEST = 20_000_000;

/** What all files of a PDF that may be it come to at most. */
const MOST_LOOKED_AT = 100_000_000;

/** Characters of the dictionary of a stream at most. */
const LONGEST_DICTIONARY = 4096;

/** Packed bytes at a time: few, because they may become a thousand times more. */
const PIECE = 16_384;

/** How its dictionary tells a stream that is an attached file; other tools keep it when they save a PDF anew. */
const ATTACHED = /\/Type\s*\/EmbeddedFile(?![\w#])/g;

/** Whether a text is a network's file, from its beginning: other files may be attached beside it. */
const NETWORK = /"format"\s*:\s*"dla-(?:graph|network)"/;

/** The network's file that is attached to a PDF; undefined where there is none, or where it is damaged. */
export function textInPdf(bytes: Uint8Array): string | undefined {
  // A sign for every byte, so that places in the text are places in the file.
  const text = new TextDecoder('latin1').decode(bytes);
  const ends = { stream: nextIn(text, 'stream'), endstream: nextIn(text, 'endstream') };
  let looked = 0;
  for (const { index } of text.matchAll(ATTACHED)) {
    const begin = text.slice(Math.max(0, index - LONGEST_DICTIONARY), index).lastIndexOf(' obj');
    const keyword = ends.stream(index);
    if (begin < 0 || keyword < 0 || keyword - index > LONGEST_DICTIONARY) continue;
    const dictionary = text.slice(index - Math.min(index, LONGEST_DICTIONARY) + begin, keyword);
    const from = keyword + 'stream'.length + (text[keyword + 'stream'.length] === '\r' ? 2 : 1);
    const content = contentOf(bytes, text, dictionary, from, ends.endstream(from));
    if (content && NETWORK.test(content.slice(0, 1000))) return content;
    looked += content === undefined ? LARGEST : content.length;
    if (looked > MOST_LOOKED_AT) return undefined;
  }
  return undefined;
}

/** Where a word stands next behind a place, asked for places one behind the other: what was looked through is not looked through again. */
function nextIn(text: string, word: string): (from: number) => number {
  let found = -1;
  return (from) => {
    if (found < from && found < text.length) {
      const next = text.indexOf(word, from);
      found = next < 0 ? text.length : next;
    }
    return found < text.length ? found : -1;
  };
}

function contentOf(bytes: Uint8Array, text: string, dictionary: string, from: number, end: number): string | undefined {
  const [, list, one] = /\/Filter\s*(?:\[([^\]]*)\]|(\/\w+))/.exec(dictionary) ?? [];
  const filters = (list ?? one ?? '').trim();
  if (filters === '') {
    // Where the length stands elsewhere: the line end before the keyword is no part of the file.
    const written = /\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(dictionary)?.[1];
    const to = written === undefined ? end - (text[end - 2] === '\r' ? 2 : 1) : from + Number(written);
    return end < 0 ? undefined : new TextDecoder().decode(bytes.subarray(from, Math.min(to, end)));
  }
  return filters === '/FlateDecode' ? unpacked(bytes.subarray(from)) : undefined;
}

/** Ends where the packed content does, whatever stands behind it. */
function unpacked(bytes: Uint8Array): string | undefined {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    const unzip = new Unzlib((part) => {
      parts.push(part);
      size += part.length;
      if (size > LARGEST) throw new RangeError('too large');
    });
    for (let at = 0; at < bytes.length; at += PIECE)
      unzip.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
  } catch {
    if (size > LARGEST || size === 0) return undefined;
  }
  const all = new Uint8Array(size);
  let to = 0;
  for (const part of parts) {
    all.set(part, to);
    to += part.length;
  }
  return new TextDecoder().decode(all);
}
