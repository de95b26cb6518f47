import { decode, decodedTask, type DecodedTask, type Detection } from '#lib/dla/detection/detections.ts';
import type { HeadMap } from '#lib/dla/detection/peaks.ts';
import { wayBack } from '#lib/dla/image/fit.ts';
import { imageOf } from '#lib/dla/op-graph/image.ts';
import { detectionParts } from '#lib/dla/reading/read-detection.ts';
import { nameOf } from '#lib/graph/document/document.ts';
import { IssueError } from '#lib/issue.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import { fitOf, type Input } from './image.ts';
import type { Network } from './network.ts';

/** The heads of a network whose maps can be told as detections, and how. */
export interface Detector {
  /** Ids of nodes by the heads' names. */
  readonly heads: ReadonlyMap<string, string>;
  readonly task: DecodedTask;
}

/** Throws an IssueError where no detections can be told of a network's heads. */
export function detectorOf({ source }: Network): Detector {
  const found = detectionParts(source.document, source.graph)?.heads ?? [];
  const task = decodedTask(new Map(found.map((head) => [nameOf(head), Number(head.attributes.channels)])));
  if (task === undefined)
    throw new IssueError([
      { kind: 'no-detections', at: source.document.name, received: found.map((head) => nameOf(head)) },
    ]);
  return { heads: new Map(found.map((head) => [nameOf(head), head.id])), task };
}

interface Computed {
  readonly shape: Shape;
  readonly data?: Float32Array;
}

/** What the network finds, in pixels of the image; those of the input where that was no image. */
export function detectionsOf(
  { heads, task }: Detector,
  network: Network,
  input: Input,
  results: ReadonlyMap<string, Computed>,
): readonly Detection[] {
  const maps = new Map<string, HeadMap>();
  for (const [name, id] of heads) {
    const { shape, data } = results.get(id)!;
    maps.set(name, { shape: shape, data: data! });
  }
  const [, height, width] = imageOf(network.source.graph).shape;
  const fit = fitOf(network);
  const back =
    input.image && fit
      ? wayBack(fit.rule, input.image, { width, height })
      : { scale: 1, point: (x: number, y: number) => [x, y] as const };
  return decode(task, maps, width / maps.get('hm')!.shape[2], back);
}
