import { headOf } from '#lib/dla/modules/modules.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { namesHash, structureHash } from '#lib/dla/op-graph/identity.ts';
import { sizeOf, type OpGraph, type WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import { configTensors } from '#lib/dla/network/tensors.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import type { NetworkConfig } from '#lib/dla/network/config.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';

/** What every exporter starts from: a sound document, what it lowers to, and its tensors in `state_dict` order. */
export interface ExportSource {
  readonly document: GraphDocument;
  readonly graph: OpGraph;
  readonly tensors: readonly WeightTensor[];
}

/** Values of a tensor in PyTorch's order (OIHW), as many as its shape says. */
export type TensorValues = (tensor: WeightTensor) => Float32Array;

/** Bytes of all weights, in float32. */
export const weightBytes = ({ tensors }: ExportSource): number =>
  tensors.reduce((sum, tensor) => sum + 4 * sizeOf(tensor), 0);

export function sourceOfDocument(document: GraphDocument): ExportSource {
  const { graph } = lowerDocument(document);
  return { document, graph, tensors: graph.tensors };
}

export function sourceOfConfig(config: NetworkConfig): ExportSource {
  const document = buildNetwork(config);
  const { graph } = lowerDocument(document);
  return { document, graph, tensors: configTensors(config, graph) };
}

/** A document as the exporters take it: with a config's order of tensors where it is the network of one. */
export function sourceOf(document: GraphDocument): ExportSource {
  const config = readConfig(document);
  return config.ok ? sourceOfConfig(config.value) : sourceOfDocument(document);
}

/** What a network is, whatever it is called and however it was drawn: every export carries it. */
export interface Hashes {
  /** Of what it computes. */
  readonly structure: string;
  /** Of the names and shapes of its tensors, in order. */
  readonly names: string;
}

const known = new WeakMap<ExportSource, Hashes>();

export function hashesOf(source: ExportSource): Hashes {
  const hashes = known.get(source) ?? { structure: structureHash(source.graph), names: namesHash(source.tensors) };
  known.set(source, hashes);
  return hashes;
}

/** An output of a network and the op that holds it; `logits` where the result is [N, classes]. */
export interface Output {
  readonly id: string;
  readonly op: number;
  readonly logits: boolean;
}

export const outputsOf = ({ document, graph }: ExportSource): readonly Output[] =>
  graph.outputs.map((id) => ({
    id,
    op: graph.results.get(id)!,
    logits: headOf(indexOf(document).node.get(id)!) === 'logits',
  }));
