import { Unzlib } from 'fflate';

/** What a network's file may hold, unpacked; what is larger was made to do harm. */
const LARGEST = 20_000_000;

/** How its dictionary tells a stream that is an attached file; other tools keep it when they save a PDF anew. */
const ATTACHED = /\/Type\s*\/EmbeddedFile(?![\w#])/g;

/** Whether a text is a network's file, from its beginning: other files may be attached beside it. */
const NETWORK = /"format"\s*:\s*"dla-(?:graph|network)"/;

/** The network's file that is attached to a PDF; undefined where there is none, or where it is damaged. */
export function textInPdf(bytes: Uint8Array): string | undefined {
  // A sign for every byte, so that places in the text are places in the file.
  const text = new TextDecoder('latin1').decode(bytes);
  for (const { index } of text.matchAll(ATTACHED)) {
    const begin = text.lastIndexOf(' obj', index);
    const keyword = text.indexOf('stream', index);
    if (begin < 0 || keyword < 0) continue;
    const dictionary = text.slice(begin, keyword);
    const from = keyword + 'stream'.length + (text[keyword + 'stream'.length] === '\r' ? 2 : 1);
    const content = contentOf(bytes, text, dictionary, from);
    if (content && NETWORK.test(content.slice(0, 1000))) return content;
  }
  return undefined;
}

function contentOf(bytes: Uint8Array, text: string, dictionary: string, from: number): string | undefined {
  const [, list, one] = /\/Filter\s*(?:\[([^\]]*)\]|(\/\w+))/.exec(dictionary) ?? [];
  const filters = (list ?? one ?? '').trim();
  if (filters === '') {
    const end = text.indexOf('endstream', from);
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
    for (let at = 0; at < bytes.length; at += 65_536)
      unzip.push(bytes.subarray(at, at + 65_536), at + 65_536 >= bytes.length);
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
