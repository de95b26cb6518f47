import { toDot } from '#lib/dla/exchange/dot/to-dot.ts';
import { exportFormats, networksOf, type ExportFormat } from '#lib/dla/exchange/formats.ts';
import { toMermaid } from '#lib/dla/exchange/mermaid/to-mermaid.ts';
import { toOnnx } from '#lib/dla/exchange/onnx/to-onnx.ts';
import { svgMetadata } from '#lib/dla/exchange/pictures/svg-metadata.ts';
import { toPyTorch } from '#lib/dla/exchange/pytorch/to-pytorch.ts';
import { toHtml } from '#lib/dla/exchange/report/to-html.ts';
import { toSafetensors } from '#lib/dla/exchange/safetensors/to-safetensors.ts';
import { toCsv } from '#lib/dla/exchange/tables/csv.ts';
import { toLatex } from '#lib/dla/exchange/tables/latex.ts';
import { toMarkdown } from '#lib/dla/exchange/tables/markdown.ts';
import { weightBytes } from '#lib/dla/exchange/source.ts';
import { toTfjs, type FolderFile } from '#lib/dla/exchange/tfjs/to-tfjs.ts';
import { toTikz } from '#lib/dla/exchange/tikz/to-tikz.ts';
import { toTimm } from '#lib/dla/exchange/timm/to-timm.ts';
import { toTraining } from '#lib/dla/exchange/training/to-training.ts';
import { lightTheme } from '#lib/graph/view/light-theme.ts';
import { pictureOf, toSvg } from '#lib/graph/view/svg.ts';
import { IssueError, unwrap } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import type { WeightProvider as Weights } from '#lib/runtime/compute/weight-provider.ts';
import { drawn, layout, type FigureOptions } from './figure.ts';
import { serialise, sourceOf, type Network } from './network.ts';
import { seededWeights, valuesOf } from './weights.ts';

/** Units for a line of the figure on a page of LaTeX. */
const PAGE_WIDTH = 850;

type Write = (networks: readonly Network[], options: FigureOptions) => string;

const one =
  (write: (network: Network, options: FigureOptions) => string): Write =>
  ([network], options) =>
    write(network!, options);

/** How each format is written that is text; null where it holds weights or is binary. */
const writers = {
  config: one((network) => serialise(network, 'config')),
  graph: one((network) => serialise(network, 'graph')),
  pytorch: one((network) => toPyTorch(sourceOf(network))),
  training: (networks) => toTraining(networks.map(sourceOf), words.filing.table.unnamed),
  timm: one((network) => unwrap(toTimm(sourceOf(network)))),
  svg: one((network, options) => {
    const { layout: placed, theme, ...picture } = drawn(network, options);
    const metadata = svgMetadata(sourceOf(network), serialise(network, 'graph'));
    return toSvg(placed, theme, { title: network.document.name, metadata, ...picture });
  }),
  onnx: null,
  'onnx-standard': null,
  safetensors: null,
  tfjs: null,
  png: null,
  pdf: null,
  dot: one((network) => toDot(sourceOf(network))),
  mermaid: one((network) => toMermaid(sourceOf(network))),
  tikz: one((network, options) => toTikz(sourceOf(network), layout(network, { width: PAGE_WIDTH, ...options }))),
  csv: (networks) => toCsv(networks.map(sourceOf), words.filing.table),
  markdown: (networks) => toMarkdown(networks.map(sourceOf), words.filing.table, words.locale),
  latex: (networks) => toLatex(networks.map(sourceOf), words.filing.table, words.locale),
  html: (networks) => {
    const figures = networks.map((network) => toSvg(layout(network), lightTheme, { title: network.document.name }));
    const { table, report } = words.filing;
    return toHtml(networks.map(sourceOf), figures, { locale: words.locale, table, report });
  },
} satisfies { readonly [F in ExportFormat]: Write | null };

type Writers = typeof writers;

/**
 * Formats that are text. `csv`, `markdown`, `latex` and `training` take several networks, `html` two to four, which it compares; the
 * others one.
 */
export type TextFormat = { [F in keyof Writers]: Writers[F] extends null ? never : F }[keyof Writers];

export const isTextFormat = (format: ExportFormat): format is TextFormat => writers[format] !== null;

/**
 * Writes a network, or several side by side, as text: PyTorch code, a training script, an SVG that opens again as its network, LaTeX,
 * tables of counts and more. Every export names what it is of by {@link hashes}.
 *
 * @param options - how figures are drawn, in the formats that have some
 * @throws {@link IssueError} where the format cannot hold the network, or takes another number of them
 */
export function exportText(
  networks: Network | readonly Network[],
  format: TextFormat,
  options: FigureOptions = {},
): string {
  const all = 'document' in networks ? [networks] : networks;
  const [least, most] = networksOf(format);
  const [expected, received] = [all.length < least ? least : most, all.length];
  if (received < least) throw new IssueError([{ kind: 'too-few-entries', at: format, expected, received }]);
  if (received > most) throw new IssueError([{ kind: 'too-many-entries', at: format, expected, received }]);
  return writers[format](all, options);
}

/** Formats that hold weights, or are binary; a PNG takes a page to draw it. */
export type FileFormat = Exclude<ExportFormat, TextFormat | 'png'>;

/** How files are written. */
export interface FileOptions extends FigureOptions {
  /** The weights that go with it; seeded ones where nothing is said. */
  readonly weights?: Weights;
}

/**
 * Writes a network with its weights as files: ONNX (`onnx-standard` without operators beyond opset 17's), safetensors with the names
 * of PyTorch, a folder for TensorFlow.js (`model.json` and its shards; NHWC), or the figure as a PDF that opens again. The first file is
 * the one to open; all but `tfjs` have one.
 *
 * @throws {@link IssueError} where the format cannot hold the network, or its weights take more than 2 GB
 */
export async function exportFiles(
  network: Network,
  format: FileFormat,
  { weights = seededWeights(), ...options }: FileOptions = {},
): Promise<readonly FolderFile[]> {
  const content = await fileWriters[format](network, weights, options);
  if (!(content instanceof Uint8Array)) return content;
  return [{ name: `${network.document.name}.${exportFormats[format].ending}`, content }];
}

type WriteFile = (
  network: Network,
  weights: Weights,
  options: FigureOptions,
) => Promise<Uint8Array<ArrayBuffer> | readonly FolderFile[]>;

const fileWriters: { readonly [F in FileFormat]: WriteFile } = {
  onnx: async (network, weights) => toOnnx(sourceOf(network), await valuesWithin(network, weights, 'onnx')),
  'onnx-standard': async (network, weights) =>
    toOnnx(sourceOf(network), await valuesWithin(network, weights, 'onnx-standard'), { standard: true }),
  safetensors: async (network, weights) =>
    joined([...toSafetensors(sourceOf(network), await valuesWithin(network, weights, 'safetensors'))]),
  tfjs: async (network, weights) => toTfjs(sourceOf(network), await valuesWithin(network, weights, 'tfjs')),
  pdf: async (network, _, options) => {
    const { toPdf } = await import('#lib/dla/exchange/pdf/to-pdf.ts');
    const { layout: placed, theme, scale, ...picture } = drawn(network, options);
    const file = serialise(network, 'graph');
    return (await toPdf(sourceOf(network), pictureOf(placed, theme, picture), { scale, file })).content;
  },
};

/** Arrays end at 2 GiB in some browsers, and a file holds more than its weights. */
const MOST_BYTES = 2_000_000_000;

/** All weights, where an array holds them. */
function valuesWithin(network: Network, weights: Weights, at: FileFormat) {
  const received = weightBytes(sourceOf(network));
  if (received > MOST_BYTES) throw new IssueError([{ kind: 'file-too-large', at, expected: MOST_BYTES, received }]);
  return valuesOf(network, weights);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
