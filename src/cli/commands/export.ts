import { toDot } from '#lib/dla/exchange/dot/to-dot.ts';
import { exportFormats, networksOf, type ExportFormat } from '#lib/dla/exchange/formats.ts';
import { toMermaid } from '#lib/dla/exchange/mermaid/to-mermaid.ts';
import { needsExternalData, toOnnx } from '#lib/dla/exchange/onnx/to-onnx.ts';
import { toPyTorch } from '#lib/dla/exchange/pytorch/to-pytorch.ts';
import { svgMetadata } from '#lib/dla/exchange/pictures/svg-metadata.ts';
import { toPdf } from '#lib/dla/exchange/pdf/to-pdf.ts';
import { toHtml } from '#lib/dla/exchange/report/to-html.ts';
import { toSafetensors } from '#lib/dla/exchange/safetensors/to-safetensors.ts';
import { toCsv } from '#lib/dla/exchange/tables/csv.ts';
import { toLatex } from '#lib/dla/exchange/tables/latex.ts';
import { toMarkdown } from '#lib/dla/exchange/tables/markdown.ts';
import { toTikz } from '#lib/dla/exchange/tikz/to-tikz.ts';
import { toTimm } from '#lib/dla/exchange/timm/to-timm.ts';
import { toTfjs, type FolderFile } from '#lib/dla/exchange/tfjs/to-tfjs.ts';
import { toTraining } from '#lib/dla/exchange/training/to-training.ts';
import { layoutFigure } from '#lib/dla/figure/figure.ts';
import { unwrap } from '#lib/issue.ts';
import { pictureOf, toSvg } from '#lib/graph/view/svg.ts';
import { words } from '#lib/messages/messages.ts';
import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { defineCommand, oneOf, UsageError } from '../command.ts';
import { readWeights, type WeightOptions } from '../execution.ts';
import type { Io } from '../io.ts';
import { lightTheme } from '../light-theme.ts';
import { checkPictureOptions, figureLayout, pictureFlags, pictureWith, type PictureOptions } from '../picture.ts';
import { fileIssue } from '../file-issue.ts';
import { readNetworks, type Network } from '../network.ts';
import { writeNetwork } from './show.ts';

/** Units for a line of the figure on a page. */
const PAGE_WIDTH = 850;

/** Opens a file for writing. Throws an IssueError that names it. */
function openBeside(path: string): number {
  try {
    return openSync(path, 'w');
  } catch (error) {
    throw fileIssue(path, error, 'file-not-writable');
  }
}

type Options = WeightOptions & PictureOptions & { readonly out?: string | undefined };

interface Order {
  /** The first of those that were named; the only one where the format holds one. */
  readonly network: Network;
  readonly networks: readonly Network[];
  readonly options: Options;
  readonly io: Io;
}

type Content = string | Uint8Array;

/** One file, or all those of a folder. */
type Writer = (order: Order) => Content | Promise<Content | readonly FolderFile[]>;

const sourcesOf = ({ networks }: Order) => networks.map(({ source }) => source);

/** The figure of a network, as a part of a report. */
const figureOf = ({ source: { document } }: Network): string =>
  toSvg(figureLayout(document), lightTheme, { title: document.name });

async function writePdf({ network, options, io }: Order): Promise<Uint8Array> {
  const { layout, theme, scale, ...picture } = pictureWith(network.source, options);
  const drawing = pictureOf(layout, theme, picture);
  const file = writeNetwork(network, 'graph');
  const { content, missing, chinese } = await toPdf(network.source, drawing, { scale, file });
  if (missing.length > 0) io.err(words.filing.pdf.missing(missing));
  if (chinese) io.err(words.filing.pdf.chinese);
  return content;
}

async function writeOnnx(
  { network: { source, weights: own }, options: { out, ...weights }, io }: Order,
  standard: boolean,
): Promise<Uint8Array> {
  const values = await readWeights(weights, source.tensors, io, own);
  if (!needsExternalData(source)) return toOnnx(source, values, { standard });
  if (out === undefined) throw new UsageError(words.cli.wrong.needsOut);
  const beside = `${out}.data`;
  const file = openBeside(beside);
  const external = { file: basename(beside), write: (bytes: Uint8Array) => writeSync(file, bytes) };
  const model = toOnnx(source, values, { standard, external });
  closeSync(file);
  io.err(words.cli.report.beside(beside, out));
  return model;
}

/** How the command line writes each format; null where it takes a browser to. */
const writers: { readonly [F in ExportFormat]: Writer | null } = {
  config: ({ network }) => writeNetwork(network, 'config'),
  graph: ({ network }) => writeNetwork(network, 'graph'),
  pytorch: ({ network: { source } }) => toPyTorch(source),
  onnx: (order) => writeOnnx(order, false),
  'onnx-standard': (order) => writeOnnx(order, true),
  safetensors: async ({ network: { source, weights: own }, options, io }) =>
    toSafetensors(source, await readWeights(options, source.tensors, io, own)),
  svg: ({ network, options }) => {
    const { document } = network.source;
    const { layout, theme, ...picture } = pictureWith(network.source, options);
    const metadata = svgMetadata(network.source, writeNetwork(network, 'graph'));
    return toSvg(layout, theme, { title: document.name, metadata, ...picture });
  },
  pdf: writePdf,
  tfjs: async ({ network: { source, weights: own }, options, io }) =>
    unwrap(toTfjs(source, await readWeights(options, source.tensors, io, own))),
  training: (order) => toTraining(sourcesOf(order), words.filing.table.unnamed),
  timm: ({ network: { source } }) => unwrap(toTimm(source)),
  png: null,
  dot: ({ network: { source } }) => toDot(source),
  mermaid: ({ network: { source } }) => toMermaid(source),
  tikz: ({ network: { source } }) =>
    toTikz(source, layoutFigure(source.document, { width: PAGE_WIDTH, words: words.figure })),
  csv: (order) => toCsv(sourcesOf(order), words.filing.table),
  markdown: (order) => toMarkdown(sourcesOf(order), words.filing.table, words.locale),
  latex: (order) => toLatex(sourcesOf(order), words.filing.table, words.locale),
  html: (order) =>
    toHtml(sourcesOf(order), order.networks.map(figureOf), {
      locale: words.locale,
      table: words.filing.table,
      report: words.filing.report,
    }),
};

async function writeFolder(path: string, files: readonly FolderFile[]): Promise<void> {
  await mkdir(path, { recursive: true });
  for (const { name, content } of files) await writeFile(join(path, name), content);
}

const names = (Object.keys(exportFormats) as ExportFormat[]).filter((format) => writers[format] !== null);

export const exportNetwork = defineCommand({
  words: () => {
    const { usage, summary } = words.cli.commands.export;
    return { usage: usage(names), summary };
  },
  positionals: [1, Infinity],
  options: {
    to: { type: 'string' },
    weights: { type: 'string' },
    table: { type: 'string' },
    out: { type: 'string' },
    ...pictureFlags,
  },
  async run({ positionals, values: { to, out, ...weights } }, io) {
    if (to === undefined) throw new UsageError(words.cli.wrong.noFormat(names));
    const format = oneOf('to', names, to);
    const [least, most] = networksOf(format);
    const count = positionals.length;
    if (count < least || count > most) throw new UsageError(words.cli.wrong.arguments(least, most, count));
    checkPictureOptions(format, weights);
    const networks = await readNetworks(positionals, io);
    const result = await writers[format]!({ network: networks[0]!, networks, options: { ...weights, out }, io });
    const folder = typeof result === 'string' || result instanceof Uint8Array ? undefined : result;
    if (out === undefined) {
      if (folder) throw new UsageError(words.cli.wrong.needsFolder);
      return io.out(result as Content);
    }
    const written = folder ? writeFolder(out, folder) : writeFile(out, result as Content);
    await written.catch((error: unknown) => {
      throw fileIssue(out, error, 'file-not-writable');
    });
  },
});
