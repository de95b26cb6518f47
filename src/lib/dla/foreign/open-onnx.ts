import { parseGraph } from '#lib/dla/network/graph-file.ts';
import { isImage } from '#lib/dla/modules/modules.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { structureHash } from '#lib/dla/op-graph/identity.ts';
import type { ByteSource } from '#lib/dla/weights/byte-source.ts';
import type { WeightFile, WeightTensor } from '#lib/dla/weights/weight-file.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { GRAPH_FORMAT, MOST_NODES } from '#lib/graph/document/schema.ts';
import { IssueError } from '#lib/issue.ts';
import { refuse } from '#lib/dla/weights/refuse.ts';

import { assemble, type Assembled } from './assemble.ts';
import type { Values } from './draft.ts';
import { findUnits } from './find-units.ts';
import { graphOf } from './graph.ts';
import { withLevels } from './levels.ts';
import { readOnnx, type OnnxFile } from './onnx-file.ts';
import type { Beside } from './onnx-tensor.ts';
import { translate, type Size } from './translate.ts';

export interface OpenOptions {
  /** Of the image, where another than the file's is wanted, or the file leaves it open. */
  readonly size?: Size | undefined;
  readonly beside?: Beside | undefined;
  readonly progress?: ((share: number) => void) | undefined;
}

/** A network from elsewhere. */
export interface Foreign {
  readonly document: GraphDocument;
  /** The values of all its tensors, which stay in the file until they are asked for. */
  readonly weights: WeightFile;
  /** Names of the files that hold values, where these do not stand in the model. */
  readonly beside: readonly string[];
}

/** What exporters call every graph. */
const MADE_UP = /^(?:|torch[-_]jit(?:[-_]export)?|main_graph|tf2onnx|graph|network)$/;

const noFiles: Beside = () => Promise.resolve(undefined);

/** Reads an ONNX file as a document with its weights. Throws an IssueError for what cannot be one. */
export async function openOnnx(source: ByteSource, fileName: string, options: OpenOptions = {}): Promise<Foreign> {
  const { size, beside = noFiles, progress } = options;
  const file = await readOnnx(source, fileName, beside, progress);
  const graph = graphOf(await translate(file, fileName, size));
  const units = findUnits(graph);
  if (units.length > MOST_NODES) refuse('too-many-nodes', fileName, { expected: MOST_NODES, received: units.length });
  const found = assemble(units, graph, MADE_UP.test(file.name) ? fileName.replace(/\.onnx$/i, '') : file.name);
  const { document, tensors } = ownDocument(file, found, size) ?? {
    document: withLevels(found.document, found.sizes),
    tensors: found.tensors,
  };
  const { issues } = lowerDocument(document);
  if (issues.length > 0) throw new IssueError(issues);
  const places = [...file.tensors.values()].flatMap(({ location }) => location ?? []);
  return { document, weights: weightsOf(tensors), beside: [...new Set(places)] };
}

/**
 * The document that the app wrote into the file beside the network: taken where it is the network that the file holds, weights
 * and all, and not where somebody changed one of the two.
 */
function ownDocument(
  file: OnnxFile,
  found: Assembled,
  size: Size | undefined,
): Pick<Assembled, 'document' | 'tensors'> | undefined {
  const text = file.metadata.get(GRAPH_FORMAT);
  const parsed = text === undefined ? undefined : parseGraph(text);
  if (!parsed?.ok) return undefined;
  const document = size ? resized(parsed.value, size) : parsed.value;
  const [own, other] = [lowerDocument(document), lowerDocument(found.document)];
  if (own.issues.length + other.issues.length > 0 || structureHash(own.graph) !== structureHash(other.graph))
    return undefined;
  const tensors = new Map<string, Values>();
  for (const { name } of own.graph.tensors) {
    const tensor = file.tensors.get(name);
    if (!tensor) return undefined;
    tensors.set(name, tensor);
  }
  return { document, tensors };
}

function resized(document: GraphDocument, { height, width }: Size): GraphDocument {
  const nodes = document.nodes.map((node) =>
    isImage(node) ? { ...node, attributes: { ...node.attributes, height, width } } : node,
  );
  return { ...document, nodes };
}

function weightsOf(tensors: ReadonlyMap<string, Values>): WeightFile {
  const read = [...tensors].map(([name, values]): readonly [string, WeightTensor] => [
    name,
    { shape: values.shape, dtype: 'f32', table: '', read: () => values.read() },
  ]);
  return { format: 'onnx', tensors: new Map(read), unreadable: new Map(), metadata: new Map() };
}
