import { wayBack, type Fit, type WayBack } from '#lib/dla/image/fit.ts';
import { imageOf } from '#lib/dla/op-graph/image.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import { detectionParts, imageFitOf } from '#lib/dla/reading/read-detection.ts';
import { nameOf, type GraphDocument } from '#lib/graph/document/document.ts';
import { decode, decodedTask, type DecodedTask, type Found } from './detections.ts';
import type { HeadMap } from './peaks.ts';

/** A network whose heads' maps can be told as detections, and how. */
export interface Detector {
  /** Ids of nodes by the heads' names. */
  readonly heads: ReadonlyMap<string, string>;
  readonly task: DecodedTask;
  /** How an image comes to it. */
  readonly fit: Fit;
  /** Of its input, in pixels. */
  readonly width: number;
  readonly height: number;
}

/** Undefined where no detections can be told of a network's heads. */
export function detectorOf(document: GraphDocument, graph: OpGraph): Detector | undefined {
  const heads = detectionParts(document, graph)?.heads ?? [];
  const task = decodedTask(new Map(heads.map((head) => [nameOf(head), Number(head.attributes.channels)])));
  const fit = imageFitOf(document, graph);
  if (task === undefined || !fit) return undefined;
  const [, height, width] = imageOf(graph).shape;
  return { heads: new Map(heads.map((head) => [nameOf(head), head.id])), task, fit, width, height };
}

interface Computed {
  readonly shape: Shape;
  readonly data?: Float32Array;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const HERE: WayBack = { scale: 1, point: (x, y) => [x, y], into: (x, y) => [x, y] };

/** From places in a network's input to those of the image that was fitted into it; the input's own where there was none. */
export const wayTo = ({ fit, width, height }: Detector, image: Size | undefined): WayBack =>
  image ? wayBack(fit.rule, image, { width, height }) : HERE;

/** What a network finds, by falling score: in pixels of the image, of the input where that was none. Undefined without its maps. */
export function findDetections(
  detector: Detector,
  results: ReadonlyMap<string, Computed>,
  image: Size | undefined,
): readonly Found[] | undefined {
  const maps = new Map<string, HeadMap>();
  for (const [name, id] of detector.heads) {
    const { shape, data } = results.get(id) ?? {};
    if (!shape || !data) return undefined;
    maps.set(name, { shape, data });
  }
  return decode(detector.task, maps, detector.width / maps.get('hm')!.shape[2], wayTo(detector, image));
}
