import type { ExportSource } from '#lib/dla/exchange/source.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import type { ByteSource } from '#lib/dla/weights/byte-source.ts';
import type { WeightFile, WeightTensor } from '#lib/dla/weights/weight-file.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { MOST_NODES } from '#lib/graph/document/schema.ts';
import { IssueError } from '#lib/issue.ts';
import { refuse } from '#lib/dla/weights/refuse.ts';

import { assemble } from './assemble.ts';
import type { Values } from './operator-draft.ts';
import { findUnits } from './find-units.ts';
import { graphOf } from './graph.ts';
import { withLevels } from './levels.ts';
import { readOnnx, type OnnxFile } from './onnx-file.ts';
import type { Beside } from './onnx-tensor.ts';
import { carriedDocument, isSameNetwork, isWrittenAs, withWeights, type Own } from './own-document.ts';
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
  const own = carriedDocument(file);
  const whole = own && (await isWrittenAs(file, own)) ? withWeights(file, own, size) : undefined;
  const { document, tensors } = whole ?? (await foundIn(file, fileName, size, own));
  const { issues } = lowerDocument(document);
  if (issues.length > 0) throw new IssueError(issues);
  const places = [...file.tensors.values()].flatMap(({ location }) => location ?? []);
  return { document, weights: weightsOf(tensors), beside: [...new Set(places)] };
}

/** The network that the operators are; the file's own document where it is the same. */
async function foundIn(
  file: OnnxFile,
  fileName: string,
  size: Size | undefined,
  own: ExportSource | undefined,
): Promise<Own> {
  const graph = graphOf(await translate(file, fileName, size));
  const units = findUnits(graph);
  if (units.length > MOST_NODES) refuse('too-many-nodes', fileName, { expected: MOST_NODES, received: units.length });
  const found = assemble(units, graph, MADE_UP.test(file.name) ? fileName.replace(/\.onnx$/i, '') : file.name);
  const known = own && withWeights(file, own, size);
  if (known && isSameNetwork(known.document, found.document)) return known;
  return { document: withLevels(found.document, found.sizes), tensors: found.tensors };
}

function weightsOf(tensors: ReadonlyMap<string, Values>): WeightFile {
  const read = [...tensors].map(([name, values]): readonly [string, WeightTensor] => [
    name,
    { shape: values.shape, dtype: 'f32', table: '', read: () => values.read() },
  ]);
  return { format: 'onnx', tensors: new Map(read), unreadable: new Map(), metadata: new Map() };
}
