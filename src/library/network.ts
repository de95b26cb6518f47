import { readNetworkBytes } from '#lib/dla/exchange/pictures/read-picture.ts';
import { hashesOf, type ExportSource, type Hashes } from '#lib/dla/exchange/source.ts';
import type { Intervention } from '#lib/dla/lowering/interventions.ts';
import { lowerDocument, lowerWith } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { FORMAT, VERSION, type networkConfig, type NetworkConfig } from '#lib/dla/network/config.ts';
import { parseNetworkFile, type NetworkFile } from '#lib/dla/network/file.ts';
import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { serialiseConfig } from '#lib/dla/network/parse.ts';
import { configTensors } from '#lib/dla/network/tensors.ts';
import type { OpGraph, WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import { presetOf, presets } from '#lib/dla/presets/presets.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { IssueError, unwrap, type Issue } from '#lib/issue.ts';
import type { InferInput } from 'valibot';

/**
 * A network: its graph document, and the config that makes it where there is one. It is immutable: {@link edit} gives another
 * one, and the old one stays what it was.
 */
export interface Network {
  /** Nodes, their ordered inputs, groups (levels, decoders), places. */
  readonly document: GraphDocument;
  /** The parameters of a DLA network (arXiv 1707.06484). Absent where no config describes the document. */
  readonly config?: NetworkConfig;
}

type Written = Omit<InferInput<typeof networkConfig>, '$schema' | 'format' | 'version'> &
  Partial<Pick<NetworkConfig, 'format' | 'version'>>;

/** A config as a person writes it: what has a default may be left out, `format` and `version` as well. */
export type ConfigInput = { readonly [Key in keyof Written]: Written[Key] };

/** The network of a file that was read. */
export const networkOf = (file: NetworkFile): Network =>
  file.kind === 'config' ? { document: buildNetwork(file.config), config: file.config } : { document: file.document };

const sources = new WeakMap<Network, ExportSource>();

/** What counts, runs and exports start from. Throws an IssueError where the document is no sound network. */
export function sourceOf(network: Network): ExportSource {
  const known = sources.get(network);
  if (known) return known;
  const { document, config } = network;
  const { graph, issues } = lowerDocument(document);
  if (issues.length > 0) throw new IssueError(issues);
  const source = { document, graph, tensors: config ? configTensors(config, graph) : graph.tensors };
  sources.set(network, source);
  return source;
}

/**
 * Reads a network from a file: a config or a graph document (JSON, as text or UTF-8 bytes), or an SVG, PNG or PDF that was saved
 * with its network in it.
 *
 * @throws {@link IssueError} naming line and place of everything that is at fault
 */
export function parse(source: string | Uint8Array): Network {
  if (typeof source !== 'string') return networkOf(unwrap(readNetworkBytes(source)));
  const isPicture = /^\s*</.test(source);
  return networkOf(unwrap(isPicture ? readNetworkBytes(new TextEncoder().encode(source)) : parseNetworkFile(source)));
}

/**
 * The file of a network (JSON, ending in a line feed), defaults written out: equal networks give the same bytes, and
 * {@link parse} gives an equal network back.
 *
 * @param as - `config` where there is one, `graph` otherwise, if nothing is said
 * @throws {@link IssueError} where `config` is asked for and no config makes the document
 */
export function serialise(network: Network, as: 'config' | 'graph' = network.config ? 'config' : 'graph'): string {
  if (as === 'graph') return serialiseGraph(network.document, { defaults: true });
  return serialiseConfig(network.config ?? unwrap(readConfig(network.document)));
}

/**
 * Builds the network of a config: stem, levels with their structures (`plain`, `shallow`, `ida`, `tree`, `reentrant`, `merged`:
 * figure 2 of the paper), blocks and head.
 *
 * @throws {@link IssueError} naming the place in the config, such as `levels[2].blocks`
 */
export function build(config: ConfigInput): Network {
  const { format = FORMAT, version = VERSION, ...rest } = config;
  return parse(JSON.stringify({ format, version, ...rest }));
}

/** Ids of the networks that are known by name: the DLA family of the paper, of CenterNet and of timm, and others to compare with. */
export const presetIds: readonly string[] = presets.map(({ id }) => id);

/**
 * A network by its name, such as `dla34`.
 *
 * @throws {@link IssueError} for an id that is not among {@link presetIds}
 */
export function preset(id: string): Network {
  const found = presetOf(id);
  if (!found) throw new IssueError([{ kind: 'unknown-network', at: id, expected: presetIds }]);
  return networkOf(
    found.config ? { kind: 'config', config: found.config } : { kind: 'graph', document: found.document },
  );
}

/**
 * What keeps a graph document from being a network: shapes that disagree, inputs that are missing, circles. Nothing where it is
 * one. Never throws.
 */
export const check = (document: GraphDocument): readonly Issue[] => lowerDocument(document).issues;

/**
 * A graph document of one's own as a network; the config that makes it is found where there is one.
 *
 * @throws {@link IssueError} with what {@link check} finds
 */
export function fromDocument(document: GraphDocument): Network {
  const issues = check(document);
  if (issues.length > 0) throw new IssueError(issues);
  const config = readConfig(document);
  return config.ok ? { document, config: config.value } : { document };
}

/**
 * Lowers a network to its primitive ops (convolutions, norms, additions …), each after its inputs, with attributes, shapes
 * (C, H, W of one image: NCHW without N) and weights. All counts, runs and exports follow from these ops.
 *
 * @param interventions - scales values or passes nodes by, in the computation alone
 * @throws {@link IssueError} for a document that is no sound network, and for places that it does not have
 */
export function lower(network: Network, interventions: readonly Intervention[] = []): OpGraph {
  const { graph, document } = sourceOf(network);
  return interventions.length > 0 ? lowerWith(document, interventions) : graph;
}

/**
 * The tensors of a network's weights in PyTorch's `state_dict` order, with PyTorch's names and shapes (OIHW); buffers of batch
 * norms as well.
 *
 * @throws {@link IssueError} for a document that is no sound network
 */
export const tensors = (network: Network): readonly WeightTensor[] => sourceOf(network).tensors;

/**
 * Two hashes (SHA-256, hexadecimal): `structure` of what is computed, whatever it is called and however it was drawn; `names` of
 * the names and shapes of all tensors in order. Every export carries both.
 *
 * @throws {@link IssueError} for a document that is no sound network
 */
export const hashes = (network: Network): Hashes => hashesOf(sourceOf(network));
