import type { ExportFormat } from '#lib/dla/exchange/formats.ts';
import { sourceOfConfig, sourceOfDocument, type ExportSource } from '#lib/dla/exchange/source.ts';
import { layoutFigure } from '#lib/dla/figure/figure.ts';
import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { serialiseConfig } from '#lib/dla/network/parse.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import { fillSeeded } from '#lib/dla/weights/seeded.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { words } from '#lib/messages/messages.ts';
import type { SvgTheme } from '#lib/graph/view/svg.ts';
import { unwrap } from '#lib/issue.ts';

/** Pixels for a line of the figure in a file: about the width of a page. */
const FIGURE_WIDTH = 1100;

/** Of a picture, for a unit of the figure. */
const PIXELS = 2;

/** What stands in a file: of the network, and in a picture the colours that the figure has on the screen. */
type Write = (document: GraphDocument, theme: SvgTheme) => Promise<string | Uint8Array<ArrayBuffer> | Blob>;

/** How the page writes each format. What is long and seldom asked for is loaded then; what keeps a person's work is not. */
export const writers: { readonly [F in ExportFormat]: Write } = {
  config: (document) => Promise.resolve(serialiseConfig(unwrap(readConfig(document)))),
  graph: (document) => Promise.resolve(serialiseGraph(document)),
  pytorch: async (document) => {
    const { toPyTorch } = await import('#lib/dla/exchange/pytorch/to-pytorch.ts');
    return toPyTorch(exportSource(document));
  },
  // With the seeded weights, which anyone can check.
  onnx: async (document) => {
    const { toOnnx } = await import('#lib/dla/exchange/onnx/to-onnx.ts');
    return toOnnx(exportSource(document), ({ name, shape, fill }) =>
      fillSeeded(name, shape, ({ weight: 'conv', scale: 'bn-scale', bias: 'bias' } as const)[fill]),
    );
  },
  svg: svgFile,
  png: pngFile,
  dot: async (document) => {
    const { toDot } = await import('#lib/dla/exchange/dot/to-dot.ts');
    return toDot(exportSource(document));
  },
};

/** A network as the exporters take it: with a config's order of tensors where it is one. */
function exportSource(document: GraphDocument): ExportSource {
  const config = readConfig(document);
  return config.ok ? sourceOfConfig(config.value) : sourceOfDocument(document);
}

async function svgFile(document: GraphDocument, theme: SvgTheme): Promise<string> {
  const { toSvg } = await import('#lib/graph/view/svg.ts');
  return toSvg(layoutFigure(document, { width: FIGURE_WIDTH, words: words.figure }), theme, { title: document.name });
}

/** Rejects where the browser cannot draw it. */
async function pngFile(document: GraphDocument, theme: SvgTheme): Promise<Blob> {
  const svg = await svgFile(document, theme);
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = new OffscreenCanvas(image.naturalWidth * PIXELS, image.naturalHeight * PIXELS);
    const context = canvas.getContext('2d')!;
    context.fillStyle = theme.canvas;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: 'image/png' });
  } finally {
    URL.revokeObjectURL(address);
  }
}
