import { countCosts } from '#lib/dla/analysis/costs.ts';
import { legendOf } from '#lib/dla/exchange/pictures/legend.ts';
import { withPngText } from '#lib/dla/exchange/pictures/png-text.ts';
import { svgMetadata } from '#lib/dla/exchange/pictures/svg-metadata.ts';
import { sourceOf } from '#lib/dla/exchange/source.ts';
import { layoutFigure } from '#lib/dla/figure/figure.ts';
import { signPaths } from '#lib/dla/figure/read/signs.ts';
import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import type { Layout, Rect } from '#lib/graph/layout/layout.ts';
import { pictureOf, toSvg, type PictureOptions } from '#lib/graph/view/svg.ts';
import { words } from '#lib/messages/messages.ts';
import { rasterise } from '../shared/rasterise.ts';
import type { Exported, Written } from './exported.ts';
import { FIGURE_WIDTH, pictureScale } from './picture-look.ts';

/** Of a PNG, for a unit of the figure, where nobody asked for another. */
const PIXELS = 2;

/** What is on the screen; the figure where nothing is there. */
function drawn({ document, layout }: Exported): Layout {
  return layout.marks.length > 0 ? layout : layoutFigure(document, { width: FIGURE_WIDTH, words: words.figure });
}

function optionsOf(exported: Exported, layout: Layout): PictureOptions {
  const { document, look, picture } = exported;
  const { transparent = false, counts = true, legend = false } = picture ?? {};
  return {
    ...look,
    ...(!transparent && { ground: 'canvas' }),
    ...(!counts && { without: ['fact', 'shape'] as const }),
    ...(legend && { caption: captionOf(document, layout, counts) }),
  };
}

function captionOf(document: Exported['document'], layout: Layout, counts: boolean) {
  const { line, entries } = words.filing.legend;
  const { parameters, macs } = countCosts(sourceOf(document).graph);
  const numbers = { parameters: parameters.toLocaleString(words.locale), macs: macs.toLocaleString(words.locale) };
  return { line: line(document.name, counts ? numbers : undefined), legend: legendOf(layout, signPaths, entries) };
}

function svgOf(exported: Exported, scale: number): { readonly svg: string; readonly bounds: Rect } {
  const { document, theme } = exported;
  const layout = drawn(exported);
  const options = optionsOf(exported, layout);
  const metadata = svgMetadata(sourceOf(document), serialiseGraph(document));
  const { bounds } = pictureOf(layout, theme, options);
  return { svg: toSvg(layout, theme, { title: document.name, metadata, ...options, scale }), bounds };
}

export function writeSvg(exported: Exported): { readonly content: string } {
  return { content: svgOf(exported, exported.picture?.scale ?? 1).svg };
}

/** Rejects where the browser cannot draw it. */
export async function writePng(exported: Exported, fileName: string): Promise<Written> {
  const { svg, bounds } = svgOf(exported, 1);
  const asked = exported.picture?.scale ?? PIXELS;
  const scale = pictureScale(bounds, asked);
  const png = await rasterise(svg, bounds, scale);
  const content = withPngText(png, serialiseGraph(exported.document));
  const percent = Math.max(1, Math.round((100 * scale) / asked));
  return { content, ...(scale < asked && { notes: [words.filing.scaled(fileName, percent)] }) };
}

export async function writePdf(exported: Exported): Promise<Written> {
  const { toPdf } = await import('#lib/dla/exchange/pdf/to-pdf.ts');
  const { document, theme, picture } = exported;
  const layout = drawn(exported);
  const drawing = pictureOf(layout, theme, optionsOf(exported, layout));
  const file = serialiseGraph(document);
  const { content, missing, chinese } = await toPdf(sourceOf(document), drawing, { scale: picture?.scale ?? 1, file });
  const said = words.filing.pdf;
  return {
    content,
    notes: [...(missing.length > 0 ? [said.missing(missing)] : []), ...(chinese ? [said.chinese] : [])],
  };
}

/** Width and height of a picture in its own measure: pixels, of a PDF points. */
export function pictureSize(exported: Exported, format: 'svg' | 'png' | 'pdf'): Pick<Rect, 'width' | 'height'> {
  const layout = drawn(exported);
  const { bounds } = pictureOf(layout, exported.theme, optionsOf(exported, layout));
  const asked = exported.picture?.scale ?? 1;
  const scale = format === 'png' ? pictureScale(bounds, asked) : format === 'pdf' ? 0.75 * asked : asked;
  return { width: Math.floor(bounds.width * scale), height: Math.floor(bounds.height * scale) };
}
