import { toDot } from '#lib/dla/exchange/dot/to-dot.ts';
import { toOnnx } from '#lib/dla/exchange/onnx/to-onnx.ts';
import { toPyTorch } from '#lib/dla/exchange/pytorch/to-pytorch.ts';
import { sourceOfConfig, sourceOfDocument, type ExportSource } from '#lib/dla/exchange/source.ts';
import { layoutFigure } from '#lib/dla/figure/figure.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import { fillSeeded } from '#lib/dla/weights/seeded.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { words } from '#lib/messages/messages.ts';
import { toSvg, type SvgTheme } from '#lib/graph/view/svg.ts';

/** Pixels for a line of the figure in a file: about the width of a page. */
const FIGURE_WIDTH = 1100;

/** A network as the exporters take it: with a config's order of tensors where it is one. */
export function exportSource(document: GraphDocument): ExportSource {
  const config = readConfig(document);
  return config.ok ? sourceOfConfig(config.value) : sourceOfDocument(document);
}

/** An ONNX file with the seeded weights, which anyone can check. */
export const onnxFile = (document: GraphDocument): Uint8Array<ArrayBuffer> =>
  toOnnx(exportSource(document), ({ name, shape, fill }) =>
    fillSeeded(name, shape, ({ weight: 'conv', scale: 'bn-scale', bias: 'bias' } as const)[fill]),
  );

export const pytorchFile = (document: GraphDocument): string => toPyTorch(exportSource(document));

export const dotFile = (document: GraphDocument): string => toDot(exportSource(document));

/** The figure as it stands on the screen's theme. */
export const svgFile = (document: GraphDocument, theme: SvgTheme): string =>
  toSvg(layoutFigure(document, { width: FIGURE_WIDTH, words: words.figure }), theme, { title: document.name });

/** The figure as a picture of `scale` pixels per unit. Rejects where the browser cannot draw it. */
export async function pngFile(document: GraphDocument, theme: SvgTheme, scale = 2): Promise<Blob> {
  const svg = svgFile(document, theme);
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = new OffscreenCanvas(image.naturalWidth * scale, image.naturalHeight * scale);
    const context = canvas.getContext('2d')!;
    context.fillStyle = theme['canvas'] ?? '#ffffff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: 'image/png' });
  } finally {
    URL.revokeObjectURL(address);
  }
}
