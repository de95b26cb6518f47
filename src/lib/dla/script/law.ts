import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { configTensors } from '#lib/dla/network/tensors.ts';
import type { NetworkConfig } from '#lib/dla/network/config.ts';
import { findImage } from '#lib/dla/op-graph/image.ts';
import type { OpGraph, WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import { compareNetworks } from '#lib/dla/op-graph/same-network.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { configOf, type ScriptState } from './run-command.ts';

/**
 * Whether a network is the one that a script should lead to (docs/files.md, an edit script): the same ops on the same image, with
 * the inputs of each in order, the same outputs, and the same names and shapes of tensors, in order.
 */
export function isTheSame(found: ScriptState, wanted: ScriptState): boolean {
  const a = lowerDocument(found.document);
  const b = lowerDocument(wanted.document);
  return a.issues.length === 0 && computesTheSame(a.graph, b.graph) && hasTheTensors(found, wanted);
}

function computesTheSame(a: OpGraph, b: OpGraph): boolean {
  const { only, missing } = compareNetworks(a, b);
  const outputs = (graph: OpGraph): string =>
    JSON.stringify(graph.outputs.map((id) => graph.ops[graph.results.get(id)!]!.shape));
  return (
    only.length + missing.length === 0 &&
    String(findImage(a)?.shape) === String(findImage(b)?.shape) &&
    outputs(a) === outputs(b)
  );
}

/** As the graph has them, and as a config does, which has an order of its own for the authors' dense networks. */
function hasTheTensors(found: ScriptState, wanted: ScriptState): boolean {
  const of = (document: GraphDocument) => lowerDocument(document).graph.tensors;
  if (!sameTensors(of(found.document), of(wanted.document))) return false;
  if (!wanted.config) return true;
  const config = found.config ?? configOf(found.document);
  return config !== undefined && sameTensors(tensorsOf(config, found), tensorsOf(wanted.config, wanted));
}

const tensorsOf = (config: NetworkConfig, { document }: ScriptState): readonly WeightTensor[] =>
  configTensors(config, lowerDocument(document).graph);

const sameTensors = (a: readonly WeightTensor[], b: readonly WeightTensor[]): boolean =>
  a.length === b.length &&
  a.every(({ name, shape }, index) => name === b[index]!.name && String(shape) === String(b[index]!.shape));
