import { imageOf } from '#lib/dla/op-graph/image.ts';
import type { Op, OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { outputNames } from '../output-names.ts';
import { hashesOf, outputsOf, weightBytes, type ExportSource, type TensorValues } from '../source.ts';
import { writable } from '#lib/text.ts';
import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { GRAPH_FORMAT } from '#lib/graph/document/schema.ts';
import {
  writeModel,
  type ExternalData,
  type OnnxGraph,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValue,
} from './model.ts';
import { onnxOps } from './ops.ts';
import type { Translation } from './translation.ts';

/** The oldest operator set that has all that is used here, with the version of the format that came before it. */
const PLAIN = { opset: 13, ir: 7 };
/** The same with `DeformConv`. */
const DEFORMING = { opset: 19, ir: 9 };
const INPUT = 'input';
const BATCH = 'batch';

/** Most bytes of weights within a file: protobuf ends at 2 GiB, and names and nodes need room too. */
const MOST_WITHIN = 2_000_000_000;

/** Whether the weights of a network are too large for one file, so that they need one of their own beside it. */
export const needsExternalData = (source: ExportSource): boolean => weightBytes(source) > MOST_WITHIN;

export interface OnnxOptions {
  /** Write deformable convolutions by ops that every runtime has. */
  readonly standard?: boolean;
  /** Takes the values of weights that `needsExternalData` tells of. */
  readonly external?: ExternalData;
}

/**
 * A network as an ONNX file (operator set 13, 19 with `DeformConv`, for which there are `standard` ops; float32): one input `input` [batch, C, H, W]; its output is `logits`
 * [batch, classes], `log_softmax` or `sigmoid` of a dense head, else, and where there are several, named by its node's
 * id. Weights have the names of the `state_dict`; the metadata hold the document, so that the file opens as what it was, and the hashes. Of a network that `needsExternalData` their values go to `external`.
 */
export function toOnnx(
  source: ExportSource,
  values: TensorValues,
  { standard = false, external }: OnnxOptions = {},
): Uint8Array<ArrayBuffer> {
  const metadata = { ...hashesOf(source), [GRAPH_FORMAT]: serialiseGraph(source.document) };
  return writeModel({ ...onnxModel(source, values, standard), metadata }, external);
}

/** The same before it is written, without what is said of it. Constants that are no weights stand behind the weights. */
export function onnxModel(source: ExportSource, values: TensorValues, standard: boolean): OnnxGraph {
  const { graph } = source;
  const deforms = !standard && graph.ops.some(({ kind }) => kind === 'deform-conv');
  const nodes: OnnxNode[] = [];
  const constants: OnnxTensor[] = [];
  const results: string[] = [];
  for (const op of graph.ops) results.push(translate(op, graph, standard, results, nodes, constants));

  const names = outputNames(source, [INPUT, ...source.tensors.map(({ name }) => name)]);
  const named = outputsOf(source).map((output, index): OnnxValue => {
    const { shape } = graph.ops[output.op]!;
    const name = names[index]!;
    nodes.push(
      output.logits
        ? { type: 'Flatten', inputs: [results[output.op]!], output: name, attributes: { axis: 1 } }
        : { type: 'Identity', inputs: [results[output.op]!], output: name },
    );
    return { name, shape: output.logits ? [BATCH, shape[0]] : [BATCH, ...shape] };
  });
  return {
    // A graph has to have a name.
    name: writable(source.document.name) || 'network',
    ...(deforms ? DEFORMING : PLAIN),
    inputs: [{ name: INPUT, shape: [BATCH, ...imageOf(graph).shape] }],
    outputs: named,
    nodes,
    tensors: [
      ...source.tensors.map((tensor) => ({
        name: tensor.name,
        shape: tensor.shape,
        floats: () => values(tensor),
      })),
      ...constants,
    ],
  };
}

function translate(
  op: Op,
  graph: OpGraph,
  standard: boolean,
  results: readonly string[],
  nodes: OnnxNode[],
  constants: OnnxTensor[],
): string {
  const constant = (
    role: string,
    shape: readonly number[],
    values: { ints: readonly number[] } | { floats: () => Float32Array },
  ) => {
    const name = `${op.id}/${role}`;
    constants.push({ name, shape, ...values });
    return name;
  };
  const used = new Map<string, number>();
  const translation: Translation<typeof op.kind> = {
    op,
    inputs: op.kind === 'input' ? [INPUT] : op.inputs.map((input) => results[input]!),
    weights: op.weights.map(({ name }) => name),
    node(type, inputs, attributes) {
      const before = used.get(type) ?? 0;
      used.set(type, before + 1);
      const output = `${op.id}/${type}${before > 0 ? before + 1 : ''}`;
      nodes.push({ type, inputs, output, ...(attributes && { attributes }) });
      return output;
    },
    ints: (role, ints) => constant(role, [ints.length], { ints }),
    floats: (role, floats, shape = [floats.length]) =>
      constant(role, shape, { floats: () => Float32Array.from(floats) }),
    grid: (role, shape, numbers) => constant(role, shape, { floats: () => Float32Array.from(numbers()) }),
    standard,
    shapes: op.inputs.map((input) => graph.ops[input]!.shape),
  };
  return (onnxOps[op.kind] as (translation: Translation<never>) => string)(translation as never);
}
