import { exportFormats, networksOf, type ExportFormat } from '#lib/dla/exchange/formats.ts';
import { needsExternalData, toOnnx } from '#lib/dla/exchange/onnx/to-onnx.ts';
import { toPdf } from '#lib/dla/exchange/pdf/to-pdf.ts';
import { toSafetensors } from '#lib/dla/exchange/safetensors/to-safetensors.ts';
import { toTfjs, type FolderFile } from '#lib/dla/exchange/tfjs/to-tfjs.ts';
import { pictureOf } from '#lib/graph/view/svg.ts';
import { words } from '#lib/messages/messages.ts';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { exportText, isTextFormat, type FileFormat } from '../../library/exporting.ts';
import { drawn } from '../../library/figure.ts';
import { serialise } from '../../library/network.ts';
import { defineCommand, oneOf, UsageError } from '../command.ts';
import { readWeights, type WeightOptions } from '../execution.ts';
import type { Io } from '../io.ts';
import { checkPictureOptions, figureOptions, pictureFlags, type PictureOptions } from '../picture.ts';
import { fileIssue } from '../file-issue.ts';
import { readNetworks, type Network } from '../network.ts';
import { openParts } from '../write-parts.ts';

type Options = WeightOptions & PictureOptions & { readonly out?: string | undefined };

interface Order {
  readonly network: Network;
  readonly options: Options;
  readonly io: Io;
}

type Content = string | Uint8Array;

/** One file, or all those of a folder. */
type Writer = (order: Order) => Promise<Uint8Array | Parts | readonly FolderFile[]>;

/** A file that comes part by part, and may be larger than what an array holds. */
class Parts {
  constructor(private readonly parts: Iterable<Uint8Array>) {}

  writeTo(path: string): void {
    const file = openParts(path);
    for (const part of this.parts) file.write(part);
    file.close();
  }

  whole(): Uint8Array {
    return Buffer.concat([...this.parts]);
  }
}

async function writePdf({ network: { source, network }, options, io }: Order): Promise<Uint8Array> {
  const { layout, theme, scale, ...picture } = drawn(network, figureOptions(options));
  const drawing = pictureOf(layout, theme, picture);
  const { content, missing, chinese } = await toPdf(source, drawing, { scale, file: serialise(network, 'graph') });
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
  const file = openParts(beside);
  const model = toOnnx(source, values, {
    standard,
    external: { file: basename(beside), write: (values) => file.write(values()) },
  });
  file.close();
  io.err(words.cli.report.beside(beside, out));
  return model;
}

/** How the command line writes formats that hold weights, or are binary; the others are the library's. */
const writers: { readonly [F in FileFormat]: Writer } = {
  onnx: (order) => writeOnnx(order, false),
  'onnx-standard': (order) => writeOnnx(order, true),
  safetensors: async ({ network: { source, weights: own }, options, io }) =>
    new Parts(toSafetensors(source, await readWeights(options, source.tensors, io, own))),
  tfjs: async ({ network: { source, weights: own }, options, io }) =>
    toTfjs(source, await readWeights(options, source.tensors, io, own)),
  pdf: writePdf,
};

async function writeFolder(path: string, files: readonly FolderFile[]): Promise<void> {
  await mkdir(path, { recursive: true });
  for (const { name, content } of files) await writeFile(join(path, name), content);
}

/** A PNG takes a browser to draw it. */
const names = (Object.keys(exportFormats) as ExportFormat[]).filter((format) => format !== 'png');

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
    const options = { ...weights, out };
    const result = isTextFormat(format)
      ? exportText(
          networks.map(({ network }) => network),
          format,
          figureOptions(weights),
        )
      : await writers[format]({ network: networks[0]!, options, io });
    if (result instanceof Parts) return out === undefined ? io.out(result.whole()) : result.writeTo(out);
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
