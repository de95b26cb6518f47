import { detectorOf, findDetections, wayTo, type Detector } from '#lib/dla/detection/detector.ts';
import type { Found } from '#lib/dla/detection/detections.ts';
import { sigmoid } from '#lib/dla/detection/peaks.ts';
import { lastDeformable, tapsAt, type Deformable, type Tap } from '#lib/dla/detection/taps.ts';
import type { Wish } from '#lib/runtime/compute/reading.ts';
import type { ReachReport, RunReport } from '#lib/runtime/session/orders.ts';
import type { NodeResult, RunResult } from '#lib/workspace/shared/run-result.ts';
import { marksOf, type DetectionMark } from './detection-marks.ts';

/** What a network of detection found in an image of a run. */
export interface Detected {
  readonly detector: Detector;
  readonly found: readonly Found[];
  readonly marks: readonly DetectionMark[];
  /** The logits of the heat map, a channel for each class. */
  readonly heat: NodeResult;
}

const known = new WeakMap<RunResult, Detected | 'none'>();

/** Undefined where a run's network has no heads that detections can be told of. */
export function detectedIn(result: RunResult): Detected | undefined {
  const detected = known.get(result) ?? detect(result) ?? 'none';
  known.set(result, detected);
  return detected === 'none' ? undefined : detected;
}

function detect(result: RunResult): Detected | undefined {
  const { document, source, nodes, seen } = result;
  const detector = detectorOf(document, source.untouched ?? source.graph);
  const found = detector && findDetections(detector, nodes, seen?.image);
  if (!detector || !found) return undefined;
  const heat = nodes.get(detector.heads.get('hm')!)!;
  return { detector, found, heat, marks: marksOf(found, wayTo(detector, seen?.image)) };
}

/** Of every position the likeliest class's score, 0 to 1. */
export function scoresOf({ shape: [channels, height, width], data }: NodeResult): Float32Array {
  const size = height * width;
  const most = data!.slice(0, size);
  for (let channel = 1; channel < channels; channel += 1)
    for (let at = 0; at < size; at += 1) most[at] = Math.max(most[at]!, data![channel * size + at]!);
  return most.map(sigmoid);
}

/** What one detection hangs on: what its score sees of the image, and where the last deformable taps read. */
export interface Explained {
  readonly result: RunResult;
  readonly index: number;
  readonly reach: ReachReport;
  readonly deformable?: Deformable;
  readonly taps: readonly Tap[];
}

type More = (wishes: ReadonlyMap<string, Wish>) => Promise<Pick<RunReport, 'results'>>;

/** Where the last deformable convolution before a detection's score reads for its cell; `more` computes its offsets. */
export async function tapsOf(
  { source }: RunResult,
  { detector, found }: Detected,
  index: number,
  more: More,
): Promise<Pick<Explained, 'deformable' | 'taps'>> {
  const deformable = lastDeformable(source.graph, detector.heads.get('hm')!);
  if (!deformable) return { taps: [] };
  const { offsets, scale } = deformable;
  const { shape, data } = (await more(new Map([[offsets, { full: true }]]))).results.get(offsets)!;
  return { deformable, taps: tapsAt({ shape, data: data! }, found[index]!.peak, scale) };
}
