// How the small server packs what it sends: as hosts do it, by what the browser says that it takes, and each file once.
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const shrinks = new Set(['.css', '.html', '.js', '.json', '.md', '.mjs', '.svg', '.txt', '.wasm', '.webmanifest']);
/** Below it the headers outweigh what is saved. */
const LEAST = 512;

const ways = {
  // The slowest takes forty times as long, for a fifteenth less: who opens the site first would wait for it.
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

/**
 * What a browser takes a file as.
 * @param {string} file
 * @param {number} size bytes
 * @param {string | undefined} accepted the header `accept-encoding`
 * @returns {'br' | 'gzip' | undefined} undefined: as it is
 */
export function encodingOf(file, size, accepted = '') {
  if (size < LEAST || !shrinks.has(extname(file))) return undefined;
  const taken = accepted
    .split(',')
    .map((each) => each.trim().split(/\s*;\s*/))
    .filter(([, weight]) => !/^q=0(?:\.0*)?$/.test(weight ?? ''))
    .map(([name]) => name);
  return Object.keys(ways).find((way) => taken.includes(way));
}

/** The files of one server, packed: each once for every state of it. */
export function createPacking() {
  const kept = new Map();
  return (file, encoding, state) => {
    const key = `${encoding} ${file}`;
    if (kept.get(key)?.state !== state) {
      const bytes = readFile(file).then(ways[encoding]);
      kept.set(key, { state, bytes });
      // Asked for once more, it is tried once more.
      bytes.catch(() => kept.delete(key));
    }
    return kept.get(key).bytes;
  };
}
