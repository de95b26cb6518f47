import { writable } from '#lib/text.ts';
import { hashesOf, type ExportSource } from '../source.ts';
import { drawShape, type Drawing } from './drawing.ts';
import { PdfFonts } from './fonts.ts';
import { PdfObjects, pdfNumber as number, pdfText } from './objects.ts';

/** Points of a pixel, as browsers print. */
const POINTS = 0.75;

/** The longest side that every reader takes, in points (ISO 32000-1, annex C). */
const LONGEST = 14_400;

/** The file of the network in the list of what is attached. */
const ATTACHED = 'network.graph.json';

export interface PdfOptions {
  /** Pixels of a unit of the picture; one where absent. */
  readonly scale?: number;
  /** The network's file, which is attached. */
  readonly file: string;
}

export interface PdfFile {
  readonly content: Uint8Array<ArrayBuffer>;
  /** Characters that no font has: boxes stand for them. */
  readonly missing: readonly string[];
  /** Whether it needs a font for Chinese of the viewer's. */
  readonly chinese: boolean;
}

/** A picture of a network as one page of vectors with text as text, and the network attached. */
export async function toPdf(
  source: ExportSource,
  { bounds, shapes }: Drawing,
  { scale = 1, file }: PdfOptions,
): Promise<PdfFile> {
  const drawn = shapes.map(({ text, ...shape }) => ({ ...shape, ...(text !== undefined && { text: writable(text) }) }));
  const fonts = await PdfFonts.of(drawn.flatMap(({ text }) => text ?? []));
  const points = Math.min(POINTS * scale, LONGEST / Math.max(bounds.width, bounds.height, 1));
  const [width, height] = [Math.max(1, bounds.width * points), Math.max(1, bounds.height * points)];
  // From the upper left corner downwards, as the picture says its places.
  const turned = [points, 0, 0, -points, -bounds.x * points, height + bounds.y * points];
  const operators = drawn.map((shape) => drawShape(shape, fonts)).filter((each) => each !== '');
  const objects = new PdfObjects();
  const content = objects.stream([`${turned.map(number).join(' ')} cm`, ...operators].join('\n'));
  const pages = objects.reserve();
  const page = objects.add(
    `<< /Type /Page /Parent ${pages} 0 R /MediaBox [0 0 ${number(width)} ${number(height)}] /Contents ${content} 0 R ` +
      `/Resources << /Font ${fonts.write(objects)} >> >>`,
  );
  objects.write(pages, `<< /Type /Pages /Kids [${page} 0 R] /Count 1 >>`);
  const bytes = new TextEncoder().encode(file);
  const attached = objects.stream(
    bytes,
    `/Type /EmbeddedFile /Subtype /application#2Fjson /Params << /Size ${bytes.length} >>`,
  );
  const name = pdfText(ATTACHED);
  const named = objects.add(
    `<< /Type /Filespec /F (${ATTACHED}) /UF ${name} /AFRelationship /Source /EF << /F ${attached} 0 R /UF ${attached} 0 R >> >>`,
  );
  const root = objects.add(
    `<< /Type /Catalog /Pages ${pages} 0 R /Names << /EmbeddedFiles << /Names [(${ATTACHED}) ${named} 0 R] >> >> /AF [${named} 0 R] ` +
      '/ViewerPreferences << /DisplayDocTitle true >> >>',
  );
  const { structure, names } = hashesOf(source);
  const info = objects.add(
    `<< /Title ${pdfText(writable(source.document.name))} /Producer (DLA Explorer) /structure (${structure}) /names (${names}) >>`,
  );
  return { content: objects.file(root, info), missing: [...fonts.missing], chinese: fonts.chinese };
}
