import { unzlibSync } from 'fflate';

/** A TrueType font as a PDF holds it, and what is asked of it to set a text. */
export interface OutlineFont {
  /** The file without the tables that no PDF reads. */
  readonly file: Uint8Array;
  /** Units of an em, in which the numbers below are. */
  readonly em: number;
  readonly box: readonly number[];
  readonly ascent: number;
  readonly descent: number;
  /** The glyph of a character; undefined where the font has none. */
  readonly glyphOf: (character: string) => number | undefined;
  readonly widthOf: (glyph: number) => number;
}

/** What the outlines of a font take (ISO 32000-1, 9.9). */
const KEPT = ['cvt ', 'fpgm', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'prep'];

/** Reads a font of outlines packed as WOFF (version 1), as packages of fonts have them. */
export function readWoff(bytes: Uint8Array): OutlineFont {
  const view = viewOf(bytes);
  const tables = new Map<string, Uint8Array>();
  const count = view.getUint16(12);
  for (let index = 0; index < count; index += 1) {
    const entry = 44 + 20 * index;
    const [at, packed, length] = [4, 8, 12].map((offset) => view.getUint32(entry + offset)) as [number, number, number];
    const content = bytes.subarray(at, at + packed);
    tables.set(latin(bytes.subarray(entry, entry + 4)), packed < length ? unzlibSync(content) : content);
  }
  const table = (name: string): DataView => viewOf(tables.get(name)!);
  const [head, hhea, hmtx] = [table('head'), table('hhea'), table('hmtx')];
  const widths = hhea.getUint16(34);
  const characters = charactersOf(table('cmap'));
  return {
    file: sfntOf(KEPT.flatMap((name) => (tables.has(name) ? [[name, tables.get(name)!] as const] : []))),
    em: head.getUint16(18),
    box: [36, 38, 40, 42].map((offset) => head.getInt16(offset)),
    ascent: hhea.getInt16(4),
    descent: hhea.getInt16(6),
    glyphOf: (character) => characters.get(character.codePointAt(0)!),
    widthOf: (glyph) => hmtx.getUint16(4 * Math.min(glyph, widths - 1)),
  };
}

const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The glyphs of the characters that two bytes hold: a subtable of format 4, which every such font has. */
function charactersOf(cmap: DataView): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (let index = 0; index < cmap.getUint16(2); index += 1) {
    const at = cmap.getUint32(8 + 8 * index);
    if (cmap.getUint16(at) !== 4) continue;
    const twice = cmap.getUint16(at + 6);
    for (let segment = 0; segment < twice; segment += 2) {
      const endAt = at + 14 + segment;
      const startAt = endAt + twice + 2;
      const offsetAt = startAt + 2 * twice;
      const [end, start, delta, offset] = [
        cmap.getUint16(endAt),
        cmap.getUint16(startAt),
        cmap.getUint16(startAt + twice),
        cmap.getUint16(offsetAt),
      ];
      for (let code = start; code <= end && code < 0xffff; code += 1) {
        const glyph = offset === 0 ? code : cmap.getUint16(offsetAt + offset + 2 * (code - start));
        if (glyph !== 0) found.set(code, (glyph + delta) & 0xffff);
      }
    }
  }
  return found;
}

/** Tables in the order of their names, as a font file. */
function sfntOf(tables: readonly (readonly [name: string, content: Uint8Array])[]): Uint8Array {
  const padded = (length: number): number => (length + 3) & ~3;
  const headLength = 12 + 16 * tables.length;
  const file = new Uint8Array(tables.reduce((sum, [, content]) => sum + padded(content.length), headLength));
  const view = viewOf(file);
  const power = 2 ** Math.floor(Math.log2(tables.length));
  view.setUint32(0, 0x00010000);
  [tables.length, 16 * power, Math.log2(power), 16 * (tables.length - power)].forEach((value, index) =>
    view.setUint16(4 + 2 * index, value),
  );
  let at = headLength;
  tables.forEach(([name, content], index) => {
    const entry = 12 + 16 * index;
    file.set(content, at);
    file.set(
      [...name].map((sign) => sign.charCodeAt(0)),
      entry,
    );
    let sum = 0;
    for (let word = at; word < at + padded(content.length); word += 4) sum = (sum + view.getUint32(word)) >>> 0;
    [sum, at, content.length].forEach((value, place) => view.setUint32(entry + 4 + 4 * place, value));
    at += padded(content.length);
  });
  return file;
}
