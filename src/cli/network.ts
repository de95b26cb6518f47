import { isImage } from '#lib/dla/modules/modules.ts';
import type { ExportSource } from '#lib/dla/exchange/source.ts';
import { readNetworkBytes } from '#lib/dla/exchange/pictures/read-picture.ts';
import type { NetworkFile } from '#lib/dla/network/file.ts';
import { presetOf, presets } from '#lib/dla/presets/presets.ts';
import { IssueError, unwrap } from '#lib/issue.ts';
import type { WeightFileSource } from '#lib/runtime/session/orders.ts';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { words } from '#lib/messages/messages.ts';
import { networkOf, sourceOf, type Network as LibraryNetwork } from '../library/network.ts';
import { UsageError, type Size } from './command.ts';
import { fileIssue } from './file-issue.ts';
import { isForeign, openForeign, openPiped } from './foreign.ts';
import type { Io } from './io.ts';

/** A network by the argument that names it, ready to be counted, run and exported. */
export type Network = NetworkFile & {
  /** As the library has it. */
  readonly network: LibraryNetwork;
  readonly source: ExportSource;
  /** Of a network from elsewhere, which is run with them unless others are named. */
  readonly weights?: WeightFileSource;
};

/** The largest file that is read as a whole: what is larger is no network, and no picture that anyone would decode. */
const MOST_BYTES = 1_000_000_000;

/** The bytes of a file. Throws an IssueError that names the file and why it cannot be read. */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size <= MOST_BYTES) return await readFile(path);
    throw new IssueError([{ kind: 'file-too-large', at: path, expected: MOST_BYTES, received: size }]);
  } catch (error) {
    if (error instanceof IssueError) throw error;
    throw fileIssue(path, error);
  }
}

/** A preset's id, `-` for standard input, or the path of a config, a graph, a picture or an ONNX file. Throws an IssueError. */
async function readNetworkFile(
  argument: string,
  io: Io,
  size: Size | undefined,
): Promise<NetworkFile & Pick<Network, 'weights'>> {
  const preset = presetOf(argument);
  if (preset)
    return preset.config ? { kind: 'config', config: preset.config } : { kind: 'graph', document: preset.document };
  if (/^[\w-]{2,}$/.test(argument) && !existsSync(argument))
    throw new IssueError([{ kind: 'unknown-network', at: argument, expected: presets.map(({ id }) => id) }]);
  const piped = argument === '-' ? await io.stdin() : undefined;
  const foreign = piped
    ? await openPiped(piped, size)
    : (await isForeign(argument)) && (await openForeign(argument, size));
  if (foreign) return { kind: 'graph', document: foreign.document, weights: foreign.source };
  return unwrap(readNetworkBytes(piped ?? (await readBytes(argument))));
}

/** A sound network, its input resized where a size is given. Throws an IssueError. */
export async function readNetwork(argument: string, io: Io, size?: Size): Promise<Network> {
  const { weights, ...found } = await readNetworkFile(argument, io, size);
  const file = resize(found, size);
  const network = networkOf(file);
  return { ...file, network, source: sourceOf(network), ...(weights && { weights }) };
}

/** The same of several; no more than one can come from standard input. Throws an IssueError or a UsageError. */
export async function readNetworks(names: readonly string[], io: Io, size?: Size): Promise<readonly Network[]> {
  if (names.filter((each) => each === '-').length > 1) throw new UsageError(words.cli.wrong.twoFromInput);
  const networks: Network[] = [];
  for (const each of names) networks.push(await readNetwork(each, io, size));
  return networks;
}

function resize(file: NetworkFile, size: Size | undefined): NetworkFile {
  if (!size) return file;
  if (file.kind === 'config')
    return { kind: 'config', config: { ...file.config, input: { ...file.config.input, ...size } } };
  const nodes = file.document.nodes.map((node) =>
    isImage(node) ? { ...node, attributes: { ...node.attributes, ...size } } : node,
  );
  return { kind: 'graph', document: { ...file.document, nodes } };
}
