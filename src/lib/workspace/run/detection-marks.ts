import type { Found } from '#lib/dla/detection/detections.ts';
import type { WayBack } from '#lib/dla/image/fit.ts';
import { classColour } from './class-map.ts';

type Point = readonly [x: number, y: number];

/** A detection as it is drawn over what a network saw, in pixels of its input. */
export interface DetectionMark {
  /** Of its network's list. */
  readonly index: number;
  readonly colour: string;
  /** Its box; the middle alone where it has none. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly joints: readonly Point[];
  /** Where it points to, for what is turned in space: from its middle, one long. */
  readonly heading?: Point;
}

/** Which of COCO's seventeen joints are bones apart: nose, eyes, ears, shoulders, elbows, wrists, hips, knees, ankles. */
export const BONES: readonly (readonly [number, number])[] = [
  ...([
    [0, 1],
    [0, 2],
    [1, 3],
    [2, 4],
    [3, 5],
    [4, 6],
  ] as const),
  ...([
    [5, 6],
    [5, 7],
    [7, 9],
    [6, 8],
    [8, 10],
  ] as const),
  ...([
    [5, 11],
    [6, 12],
    [11, 12],
    [11, 13],
    [13, 15],
    [12, 14],
    [14, 16],
  ] as const),
];

/** A hue that embeddings alike have alike: the direction of two fixed projections of it. */
export function embeddingColour(embedding: readonly number[]): string {
  const along = (phase: number): number =>
    embedding.reduce((sum, value, at) => sum + value * Math.cos(2.399963 * at * at + phase), 0);
  const hue = (Math.atan2(along(Math.PI / 2), along(0)) * 180) / Math.PI;
  return `hsl(${Math.round((hue + 360) % 360)} 75% 55%)`;
}

/** Marks of what was found, the likeliest first; identities have a colour each, classes otherwise. */
export function marksOf(found: readonly Found[], { into }: Pick<WayBack, 'into'>): readonly DetectionMark[] {
  return found.map(({ detection, peak }, index): DetectionMark => {
    const { box, keypoints = [], point, embedding, alpha } = detection;
    const [a, b] = box
      ? [into(box[0], box[1]), into(box[2], box[3])]
      : point
        ? [into(...point), into(...point)]
        : [[peak.x, peak.y] as Point, [peak.x, peak.y] as Point];
    return {
      index,
      colour: embedding ? embeddingColour(embedding) : `rgb(${classColour(detection.class).join(' ')})`,
      // A box may be inverted.
      ...{ x: Math.min(a[0], b[0]), y: Math.min(a[1], b[1]) },
      ...{ width: Math.abs(b[0] - a[0]), height: Math.abs(b[1] - a[1]) },
      joints: keypoints.map((joint) => into(...joint)),
      ...(alpha !== undefined && { heading: [Math.cos(alpha), Math.sin(alpha)] as const }),
    };
  });
}

/** The smallest of the boxes around a place: of one behind another the one that can be meant. */
export const markAt = (marks: readonly DetectionMark[], [x, y]: Point): DetectionMark | undefined =>
  marks
    .filter((mark) => x >= mark.x && x <= mark.x + mark.width && y >= mark.y && y <= mark.y + mark.height)
    .reduce<DetectionMark | undefined>(
      (best, mark) => (best && best.width * best.height <= mark.width * mark.height ? best : mark),
      undefined,
    );
