import type { OnnxAttribute as Attribute, OnnxGraph, OnnxTensor as Constant } from '#lib/dla/exchange/onnx/model.ts';
import { onnxModel } from '#lib/dla/exchange/onnx/to-onnx.ts';
import type { ExportSource } from '#lib/dla/exchange/source.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { isImage } from '#lib/dla/modules/modules.ts';
import { parseGraph } from '#lib/dla/network/graph-file.ts';
import { structureHash } from '#lib/dla/op-graph/identity.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { GRAPH_FORMAT } from '#lib/graph/document/schema.ts';
import type { Values } from './operator-draft.ts';
import type { OnnxAttribute, OnnxFile } from './onnx-file.ts';
import type { Size } from './translate.ts';

/** A document and the file's values of its tensors. */
export interface Own {
  readonly document: GraphDocument;
  readonly tensors: ReadonlyMap<string, Values>;
}

/** The document that the app wrote into the file, where it is sound: whether it is the network that the file holds is not said. */
export function carriedDocument({ metadata }: OnnxFile): ExportSource | undefined {
  const text = metadata.get(GRAPH_FORMAT);
  const parsed = text === undefined ? undefined : parseGraph(text);
  if (!parsed?.ok) return undefined;
  const { graph, issues } = lowerDocument(parsed.value);
  return issues.length === 0 ? { document: parsed.value, graph, tensors: graph.tensors } : undefined;
}

/** A document with the values that the file has by its names; undefined where one is not there. */
export function withWeights(file: OnnxFile, own: ExportSource, size: Size | undefined): Own | undefined {
  const tensors = new Map<string, Values>();
  for (const { name } of own.tensors) {
    const tensor = file.tensors.get(name);
    if (!tensor) return undefined;
    tensors.set(name, tensor);
  }
  return { document: size ? resized(own.document, size) : own.document, tensors };
}

function resized(document: GraphDocument, { height, width }: Size): GraphDocument {
  const nodes = document.nodes.map((node) =>
    isImage(node) ? { ...node, attributes: { ...node.attributes, height, width } } : node,
  );
  return { ...document, nodes };
}

/** Whether two documents are one network; the first is that of a file that somebody may have changed. */
export function isSameNetwork(own: GraphDocument, found: GraphDocument): boolean {
  const [first, second] = [lowerDocument(own), lowerDocument(found)];
  return first.issues.length + second.issues.length === 0 && structureHash(first.graph) === structureHash(second.graph);
}

/**
 * Whether a file is what the app writes of a document, operator by operator, the values of weights aside. So is told what is
 * written by operators that are not read one by one: deformable convolutions by those of every runtime.
 */
export async function isWrittenAs(file: OnnxFile, own: ExportSource): Promise<boolean> {
  const gathers = file.nodes.filter(({ type }) => type === 'GatherElements').length;
  // Every tap takes of four pixels: no more is made up than the file has.
  if (gathers > 0 && gathers !== 4 * own.graph.ops.filter(({ kind }) => kind === 'deform-conv').length) return false;
  const model = onnxModel(own, () => new Float32Array(), gathers > 0);
  if (!isSameGraph(file, model) || file.tensors.size !== model.tensors.length) return false;
  const shapes = model.tensors.every(({ name, shape }) => file.tensors.get(name)?.shape.join() === shape.join());
  if (!shapes) return false;
  for (const constant of model.tensors.slice(own.tensors.length)) {
    const [found, expected] = [await file.tensors.get(constant.name)!.read(), numbersOf(constant)];
    if (found.length !== expected.length || found.some((value, at) => value !== expected[at])) return false;
  }
  return true;
}

const numbersOf = (constant: Constant): Float32Array =>
  'ints' in constant ? Float32Array.from(constant.ints) : constant.floats();

function isSameGraph(file: OnnxFile, { opset, nodes, inputs, outputs }: OnnxGraph): boolean {
  const numbers = (shape: readonly unknown[]) =>
    shape.map((extent) => (typeof extent === 'number' ? extent : '')).join();
  return (
    file.opset === opset &&
    file.outputs.join('\0') === outputs.map(({ name }) => name).join('\0') &&
    file.inputs.length === inputs.length &&
    inputs.every(({ name, shape }, at) => {
      const found = file.inputs[at]!;
      return found.name === name && numbers(found.shape) === numbers(shape);
    }) &&
    file.nodes.length === nodes.length &&
    nodes.every(({ type, inputs: taken, output, attributes = {} }, at) => {
      const found = file.nodes[at]!;
      const said = Object.entries(attributes);
      return (
        found.type === type &&
        [...found.inputs, '', ...found.outputs].join('\0') === [...taken, '', output].join('\0') &&
        found.attributes.size === said.length &&
        said.every(([name, value]) => isSameAttribute(found.attributes.get(name), value))
      );
    })
  );
}

function isSameAttribute(found: OnnxAttribute | undefined, expected: Attribute): boolean {
  if (typeof expected === 'number') return found?.int === expected;
  if (typeof expected === 'string') return found?.text === expected;
  if ('float' in expected) return found?.float === Math.fround(expected.float);
  return found?.ints.join() === expected.join();
}
