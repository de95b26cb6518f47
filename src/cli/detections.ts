import { detectorOf, findDetections, type Detector } from '#lib/dla/detection/detector.ts';
import type { Detection } from '#lib/dla/detection/detections.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import { detectionParts } from '#lib/dla/reading/read-detection.ts';
import { nameOf } from '#lib/graph/document/document.ts';
import { IssueError } from '#lib/issue.ts';
import type { Input } from './image.ts';
import type { Network } from './network.ts';

/** Throws an IssueError where no detections can be told of a network's heads. */
export function requireDetector({ source: { document, graph } }: Network): Detector {
  const detector = detectorOf(document, graph);
  if (detector) return detector;
  const heads = detectionParts(document, graph)?.heads ?? [];
  throw new IssueError([{ kind: 'no-detections', at: document.name, received: heads.map((head) => nameOf(head)) }]);
}

interface Computed {
  readonly shape: Shape;
  readonly data?: Float32Array;
}

/** What the network finds, in pixels of the image; those of the input where that was no image. */
export const detectionsOf = (
  detector: Detector,
  input: Input,
  results: ReadonlyMap<string, Computed>,
): readonly Detection[] => findDetections(detector, results, input.image)!.map(({ detection }) => detection);
