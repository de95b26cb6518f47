import { loadFont, scripts, weights, type Weight } from './font-files.ts';
import { glyphHex, utf16Hex, type PdfObjects } from './objects.ts';
import { readWoff, type OutlineFont } from './outline-font.ts';

/** A part of a text in one font of the file. */
export interface Run {
  /** The name of the font on the page. */
  readonly font: string;
  /** What stands between the brackets of a text that is shown. */
  readonly codes: string;
  /** Its advance in ems. */
  readonly width: number;
  /** What it says, where its glyphs cannot tell. */
  readonly says?: string;
}

/** What Adobe-GB1 has, which viewers bring themselves: Chinese characters, kana, and their punctuation. */
const CHINESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff5e]/u;

/** What is drawn for a character that no font has. */
const MISSING = '□';

interface Used {
  readonly name: string;
  readonly label: string;
  readonly font: OutlineFont;
  /** The character of every glyph that is shown. */
  readonly glyphs: Map<number, string>;
}

/**
 * The fonts of a page: outlines are embedded, each file once it is needed; Chinese is set in the viewer's own font, and what
 * no font has is a box that says what it stands for, so that it is found and copied.
 */
export class PdfFonts {
  /** Characters that stand in no font. */
  readonly missing = new Set<string>();
  /** Whether the viewer's own Chinese font is needed. */
  chinese = false;
  readonly #files: ReadonlyMap<Weight, readonly Used[]>;

  private constructor(files: ReadonlyMap<Weight, readonly Used[]>) {
    this.#files = files;
  }

  /** Loads what these texts need. */
  static async of(texts: readonly string[]): Promise<PdfFonts> {
    const characters = new Set(texts.flatMap((text) => [...text]));
    const files = new Map<Weight, Used[]>();
    for (const weight of weights) {
      const loaded: Used[] = [];
      let open = [...characters];
      for (const [index, script] of scripts.entries()) {
        if (index > 0 && !open.some((each) => !CHINESE.test(each) && each > '~')) break;
        const font = readWoff(await loadFont(script, weight));
        open = open.filter((each) => font.glyphOf(each) === undefined);
        loaded.push({
          name: `F${weight}${script.replace('-', '')}`,
          label: `Inter-${weight}-${script}`,
          font,
          glyphs: new Map(),
        });
      }
      files.set(weight, loaded);
    }
    return new PdfFonts(files);
  }

  /** A text in runs of one font each. */
  runs(text: string, bold: number): readonly Run[] {
    const fonts = this.#files.get(bold > 400 ? 600 : 400)!;
    const runs: Run[] = [];
    for (const character of text) {
      const run = this.#run(character, fonts);
      const last = runs.at(-1);
      if (last && last.font === run.font && last.says === undefined && run.says === undefined)
        runs[runs.length - 1] = { font: run.font, codes: last.codes + run.codes, width: last.width + run.width };
      else runs.push(run);
    }
    return runs;
  }

  #run(character: string, fonts: readonly Used[]): Run {
    for (const used of fonts) {
      const glyph = used.font.glyphOf(character);
      if (glyph !== undefined) return glyphRun(used, glyph, character);
    }
    if (CHINESE.test(character)) {
      this.chinese = true;
      return { font: 'FC', codes: utf16Hex(character), width: 1 };
    }
    this.missing.add(character);
    const box = fonts.find(({ font }) => font.glyphOf(MISSING) !== undefined) ?? fonts[0]!;
    return { ...glyphRun(box, box.font.glyphOf(MISSING) ?? 0, MISSING), says: character };
  }

  /** Writes the fonts that were used; their names and numbers, as the page's resources list them. */
  write(objects: PdfObjects): string {
    const used = [...this.#files.values()].flat().filter(({ glyphs }) => glyphs.size > 0);
    const list = used.map((each) => `/${each.name} ${writeFont(objects, each)} 0 R`);
    if (this.chinese) list.push(`/FC ${writeChinese(objects)} 0 R`);
    return `<< ${list.join(' ')} >>`;
  }
}

function glyphRun({ name, font, glyphs }: Used, glyph: number, character: string): Run {
  glyphs.set(glyph, glyphs.get(glyph) ?? character);
  return { font: name, codes: glyphHex(glyph), width: font.widthOf(glyph) / font.em };
}

function writeFont(objects: PdfObjects, { label, font, glyphs }: Used): number {
  const thousandths = (value: number): number => Math.round((1000 * value) / font.em);
  const file = objects.stream(font.file, `/Length1 ${font.file.length}`);
  const [ascent, descent] = [thousandths(font.ascent), thousandths(font.descent)];
  const descriptor = objects.add(
    `<< /Type /FontDescriptor /FontName /${label} /Flags 32 /FontBBox [${font.box.map(thousandths).join(' ')}] /ItalicAngle 0 ` +
      `/Ascent ${ascent} /Descent ${descent} /CapHeight ${ascent} /StemV 80 /FontFile2 ${file} 0 R >>`,
  );
  const shown = [...glyphs].sort(([a], [b]) => a - b);
  const widths = shown.map(([glyph]) => `${glyph} [${thousandths(font.widthOf(glyph))}]`).join(' ');
  const descendant = objects.add(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${label} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> ` +
      `/FontDescriptor ${descriptor} 0 R /DW 1000 /W [${widths}] /CIDToGIDMap /Identity >>`,
  );
  const meaning = objects.stream(meaningOf(shown));
  return objects.add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /${label} /Encoding /Identity-H /DescendantFonts [${descendant} 0 R] /ToUnicode ${meaning} 0 R >>`,
  );
}

/** Which character each glyph is, for who looks for a word or copies it. */
function meaningOf(shown: readonly (readonly [glyph: number, character: string])[]): string {
  const lines: string[] = [];
  // No more than a hundred stand together (Adobe technical note 5014).
  for (let at = 0; at < shown.length; at += 100) {
    const some = shown.slice(at, at + 100);
    const pairs = some.map(([glyph, character]) => `<${glyphHex(glyph)}> <${utf16Hex(character)}>`);
    lines.push(`${some.length} beginbfchar`, ...pairs, 'endbfchar');
  }
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def /CMapType 2 def',
    '1 begincodespacerange <0000> <FFFF> endcodespacerange',
    ...lines,
    'endcmap CMapName currentdict /CMap defineresource pop end end',
  ].join('\n');
}

/** A font that viewers for Chinese bring: not embedded, told by its name alone. */
function writeChinese(objects: PdfObjects): number {
  const descriptor = objects.add(
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
  );
  const descendant = objects.add(
    `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /FontDescriptor ${descriptor} 0 R >>`,
  );
  return objects.add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UTF16-H /Encoding /UniGB-UTF16-H /DescendantFonts [${descendant} 0 R] >>`,
  );
}
