import { exportFormats, type ExportFormat } from '#lib/dla/exchange/formats.ts';
import { sourceOf, type ExportSource, type TensorValues } from '#lib/dla/exchange/source.ts';
import { layoutFigure } from '#lib/dla/figure/figure.ts';
import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { serialiseConfig } from '#lib/dla/network/parse.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import { fillSeeded } from '#lib/dla/weights/seeded.ts';
import { words } from '#lib/messages/messages.ts';
import type { Exported, Written } from './exported.ts';
import { FIGURE_WIDTH } from './picture-look.ts';
import type { WeightFileSource } from '#lib/runtime/session/orders.ts';
import { unwrap } from '#lib/issue.ts';

/** The same on a page of LaTeX. */
const PAGE_WIDTH = 850;

type Write = (exported: Exported, fileName: string) => Promise<Written>;

const only = (content: Written['content']): Written => ({ content });

async function writeOnnx({ document, weights }: Exported, fileName: string, standard: boolean): Promise<Written> {
  const { needsExternalData, toOnnx } = await import('#lib/dla/exchange/onnx/to-onnx.ts');
  const source = sourceOf(document);
  const values = await valuesOf(source, weights);
  if (!needsExternalData(source)) return only(toOnnx(source, values, { standard }));
  // The browser keeps the parts of large blobs on disk.
  const parts: Blob[] = [];
  const write = (values: () => Uint8Array): unknown => parts.push(new Blob([values() as BlobPart]));
  const content = toOnnx(source, values, { standard, external: { file: `${fileName}.data`, write } });
  return { content, beside: { name: `${fileName}.data`, content: new Blob(parts) } };
}

/** How the page writes each format. What is long and seldom asked for is loaded then; what keeps a person's work is not. */
export const writers: { readonly [F in ExportFormat]: Write } = {
  config: ({ document }) => Promise.resolve(only(serialiseConfig(unwrap(readConfig(document))))),
  graph: ({ document }) => Promise.resolve(only(serialiseGraph(document))),
  pytorch: async (exported, fileName) => {
    const { toPyTorch } = await import('#lib/dla/exchange/pytorch/to-pytorch.ts');
    const content = toPyTorch(sourceOf(exported.document));
    if (!exported.withWeights) return only(content);
    const weights = await writers.safetensors(exported, fileName);
    const name = fileName.replace(/py$/, exportFormats.safetensors.ending);
    return { content, beside: { name, content: new Blob([weights.content]) } };
  },
  onnx: (exported, fileName) => writeOnnx(exported, fileName, false),
  'onnx-standard': (exported, fileName) => writeOnnx(exported, fileName, true),
  safetensors: async ({ document, weights }) => {
    const { toSafetensors } = await import('#lib/dla/exchange/safetensors/to-safetensors.ts');
    const source = sourceOf(document);
    // The browser keeps the parts of large blobs on disk.
    const parts = toSafetensors(source, await valuesOf(source, weights));
    return only(new Blob(Array.from(parts, (part) => new Blob([part as BlobPart]))));
  },
  svg: async (exported) => (await import('./pictures.ts')).writeSvg(exported),
  png: async (exported, fileName) => (await import('./pictures.ts')).writePng(exported, fileName),
  pdf: async (exported) => (await import('./pictures.ts')).writePdf(exported),
  dot: async ({ document }) => {
    const { toDot } = await import('#lib/dla/exchange/dot/to-dot.ts');
    return only(toDot(sourceOf(document)));
  },
  tfjs: async ({ document, weights }) => {
    const { checkArchive, toTfjs } = await import('#lib/dla/exchange/tfjs/to-tfjs.ts');
    const { strToU8, zipSync } = await import('fflate');
    const source = sourceOf(document);
    unwrap(checkArchive(source));
    const files = toTfjs(source, await valuesOf(source, weights));
    const entries = files.map(({ name, content }) => [name, typeof content === 'string' ? strToU8(content) : content]);
    // Weights grow no smaller by being packed.
    return only(zipSync(Object.fromEntries(entries) as Record<string, Uint8Array>, { level: 0 }));
  },
  training: async ({ documents }) => {
    const { toTraining } = await import('#lib/dla/exchange/training/to-training.ts');
    return only(toTraining(documents.map(sourceOf), words.filing.table.unnamed));
  },
  timm: async ({ document }) => {
    const { toTimm } = await import('#lib/dla/exchange/timm/to-timm.ts');
    return only(unwrap(toTimm(sourceOf(document))));
  },
  mermaid: async ({ document }) => {
    const { toMermaid } = await import('#lib/dla/exchange/mermaid/to-mermaid.ts');
    return only(toMermaid(sourceOf(document)));
  },
  tikz: async ({ document }) => {
    const { toTikz } = await import('#lib/dla/exchange/tikz/to-tikz.ts');
    return only(toTikz(sourceOf(document), layoutFigure(document, { width: PAGE_WIDTH, words: words.figure })));
  },
  csv: async ({ documents }) => {
    const { toCsv } = await import('#lib/dla/exchange/tables/csv.ts');
    return only(toCsv(documents.map(sourceOf), words.filing.table));
  },
  markdown: async ({ documents }) => {
    const { toMarkdown } = await import('#lib/dla/exchange/tables/markdown.ts');
    return only(toMarkdown(documents.map(sourceOf), words.filing.table, words.locale));
  },
  latex: async ({ documents }) => {
    const { toLatex } = await import('#lib/dla/exchange/tables/latex.ts');
    return only(toLatex(documents.map(sourceOf), words.filing.table, words.locale));
  },
  html: async ({ documents, lightTheme, marks, computed }) => {
    const { toHtml } = await import('#lib/dla/exchange/report/to-html.ts');
    const { toSvg } = await import('#lib/graph/view/svg.ts');
    const figures = documents.map((document, index) => {
      const layout = layoutFigure(document, { width: FIGURE_WIDTH, words: words.figure });
      return toSvg(layout, lightTheme, { title: document.name, ...marks?.(index, layout) });
    });
    const { table, report } = words.filing;
    const language = { locale: words.locale, table, report };
    return only(toHtml(documents.map(sourceOf), figures, language, await computed?.()));
  },
};

const seeded: TensorValues = ({ name, shape, fill }) =>
  fillSeeded(name, shape, ({ weight: 'conv', scale: 'bn-scale', bias: 'bias' } as const)[fill]);

/** All values of a network: seeded, or those that it takes from a file. Throws an IssueError where they do not fit. */
async function valuesOf({ tensors }: ExportSource, weights: WeightFileSource | undefined): Promise<TensorValues> {
  if (!weights) return seeded;
  const { WeightFiles } = await import('#lib/runtime/session/weight-files.ts');
  const { provider } = await new WeightFiles().weights(weights, tensors);
  const values = new Map<string, Float32Array>();
  for (const tensor of tensors) values.set(tensor.name, await provider.read(tensor));
  return ({ name }) => values.get(name)!;
}
