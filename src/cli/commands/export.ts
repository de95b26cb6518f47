import { toDot } from '#lib/dla/exchange/dot/to-dot.ts';
import { exportFormats, type ExportFormat } from '#lib/dla/exchange/formats.ts';
import { needsExternalData, toOnnx } from '#lib/dla/exchange/onnx/to-onnx.ts';
import { toPyTorch } from '#lib/dla/exchange/pytorch/to-pytorch.ts';
import { layoutFigure } from '#lib/dla/figure/figure.ts';
import { toSvg } from '#lib/graph/view/svg.ts';
import { words } from '#lib/messages/messages.ts';
import { closeSync, openSync, writeSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { defineCommand, oneOf, UsageError } from '../command.ts';
import { readWeights, type WeightOptions } from '../execution.ts';
import type { Io } from '../io.ts';
import { lightTheme } from '../light-theme.ts';
import { fileIssue, readNetwork, type Network } from '../network.ts';
import { writeNetwork } from './show.ts';

/** Pixels for a line of the figure: DLA-34 stands on one. */
const FIGURE_WIDTH = 1600;

/** Opens a file for writing. Throws an IssueError that names it. */
function openBeside(path: string): number {
  try {
    return openSync(path, 'w');
  } catch (error) {
    throw fileIssue(path, error, 'file-not-writable');
  }
}

type Options = WeightOptions & { readonly out?: string | undefined };

type Writer = (network: Network, options: Options, io: Io) => string | Uint8Array | Promise<Uint8Array>;

/** How the command line writes each format; null where it takes a browser to. */
const writers: { readonly [F in ExportFormat]: Writer | null } = {
  config: (network) => writeNetwork(network, 'config'),
  graph: (network) => writeNetwork(network, 'graph'),
  pytorch: ({ source }) => toPyTorch(source),
  onnx: async ({ source }, { out, ...weights }, io) => {
    const values = await readWeights(weights, source.tensors, io);
    if (!needsExternalData(source)) return toOnnx(source, values);
    if (out === undefined) throw new UsageError(words.cli.wrong.needsOut);
    const beside = `${out}.data`;
    const file = openBeside(beside);
    const model = toOnnx(source, values, { file: basename(beside), write: (bytes) => writeSync(file, bytes) });
    closeSync(file);
    io.err(words.cli.report.beside(beside, out));
    return model;
  },
  svg: ({ source: { document } }) =>
    toSvg(layoutFigure(document, { width: FIGURE_WIDTH, words: words.figure }), lightTheme, { title: document.name }),
  png: null,
  dot: ({ source }) => toDot(source),
};

const names = (Object.keys(exportFormats) as ExportFormat[]).filter((format) => writers[format] !== null);

export const exportNetwork = defineCommand({
  words: () => {
    const { usage, summary } = words.cli.commands.export;
    return { usage: usage(names), summary };
  },
  positionals: 1,
  options: {
    to: { type: 'string' },
    weights: { type: 'string', default: 'seeded' },
    table: { type: 'string' },
    out: { type: 'string' },
  },
  async run({ positionals: [argument], values: { to, out, ...weights } }, io) {
    if (to === undefined) throw new UsageError(words.cli.wrong.noFormat(names));
    const write = writers[oneOf('to', names, to)]!;
    const result = await write(await readNetwork(argument!, io), { ...weights, out }, io);
    if (out === undefined) return io.out(result);
    await writeFile(out, result).catch((error: unknown) => {
      throw fileIssue(out, error, 'file-not-writable');
    });
  },
});
