import type { Shape } from '#lib/dla/ops/op.ts';
import { findImage } from '#lib/dla/op-graph/image.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { nameOf, type GraphDocument } from '#lib/graph/document/document.ts';
import { detectionParts } from '#lib/dla/reading/read-detection.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';
import { countCosts, type Costs } from './costs.ts';
import { receptiveFields } from './receptive-field.ts';

/** One row of a count: a level of a config, or an output of a graph document. */
export interface LevelCount {
  readonly name: string;
  /** Of one image, NCHW without N. */
  readonly shape: Shape;
  readonly parameters: number;
  readonly macs: number;
  /** Input pixels per pixel of the result, along the height. */
  readonly reduction: number;
  /** Height, width in input pixels, unclipped; the whole image behind a global pool. */
  readonly receptiveField: readonly [number, number];
}

/** Counts of every level of a document that a config made. */
export const countLevels = (document: GraphDocument, graph: OpGraph): readonly LevelCount[] =>
  readNetwork(document).levels.flatMap(({ id, nodes, output }) =>
    countResult(id, output, countCosts(graph, nodes), graph),
  );

/** Counts of a network of detection behind its levels: its neck, and each head by its name. */
export function countDetection(document: GraphDocument, graph: OpGraph): readonly LevelCount[] {
  const parts = detectionParts(document, graph);
  if (!parts) return [];
  return [
    ...countResult('neck', parts.output, countCosts(graph, parts.neck), graph),
    ...parts.heads.flatMap((head) => countResult(nameOf(head), head.id, countCosts(graph, [head.id]), graph)),
  ];
}

/** Counts of every output of a graph document; a row has the costs of the node itself. */
export const countOutputs = (graph: OpGraph): readonly LevelCount[] =>
  graph.outputs.flatMap((id) => countResult(id, id, countCosts(graph, [id]), graph));

function countResult(name: string, node: string, costs: Costs, graph: OpGraph): readonly LevelCount[] {
  const result = graph.results.get(node);
  const image = findImage(graph)?.shape;
  if (result === undefined || !image) return [];
  const { shape } = graph.ops[result]!;
  const field = receptiveFields(graph)[result]!;
  const { parameters, macs } = costs;
  const receptiveField = field === 'everything' ? ([image[1], image[2]] as const) : ([field, field] as const);
  return [{ name, shape, parameters, macs, reduction: image[1] / shape[1], receptiveField }];
}
