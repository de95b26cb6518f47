import type { WayBack } from '#lib/dla/image/fit.ts';
import { taskOf, type DetectionTask } from '#lib/dla/network/image-rule.ts';
import { joints, type Box, type Point } from './joints.ts';
import { findPeaks, sigmoid, type HeadMap, type Peak } from './peaks.ts';

/** What a network finds in an image, in the image's pixels; what else there is depends on its task. */
export interface Detection {
  readonly class: number;
  readonly score: number;
  readonly box?: Box;
  /** Seventeen joints of a person. */
  readonly keypoints?: readonly Point[];
  /** The middle of an object in space, how far it is, its height, width and length, and how it is turned to the viewer. */
  readonly point?: Point;
  readonly depth?: number;
  readonly dimensions?: readonly number[];
  readonly alpha?: number;
  /** What tells an object from others, of length 1. */
  readonly embedding?: readonly number[];
}

/** The tasks whose maps are decoded here; SMOKE's need its camera. */
export type DecodedTask = Exclude<DetectionTask, 'smoke'>;

/** What the heads of each task must be wide, where they are there. */
const widths: ReadonlyMap<string, (channels: number, classes: number) => boolean> = new Map([
  ['wh', (channels: number, classes: number) => channels === 2 || channels === 4 || channels === 2 * classes],
  ['reg', (channels: number) => channels === 2],
  ['hps', (channels: number) => channels === 34],
  ['hm_hp', (channels: number) => channels === 17],
  ['hp_offset', (channels: number) => channels === 2],
  ['dep', (channels: number) => channels === 1],
  ['rot', (channels: number) => channels === 8],
  ['dim', (channels: number) => channels === 3],
]);

/** The task of heads with these channels, where their maps can be told as detections. */
export function decodedTask(heads: ReadonlyMap<string, number>): DecodedTask | undefined {
  const task = taskOf([...heads.keys()])?.task;
  const classes = heads.get('hm') ?? 0;
  const fit = [...heads].every(([name, channels]) => widths.get(name)?.(channels, classes) ?? true);
  return task === undefined || task === 'smoke' || !fit ? undefined : task;
}

const MOST = 100;
const MOST_TRACKED = 500;

export type Maps = ReadonlyMap<string, HeadMap>;

interface Place {
  readonly peak: Peak;
  /** All values of a head at the peak; none where the network does not have it. */
  readonly at: (head: string) => readonly number[];
  /** The middle in pixels of the map. */
  readonly middle: Point;
  /** From a place in the map to the image's. */
  readonly toImage: (point: Point) => Point;
}

function valuesAt(map: HeadMap | undefined, x: number, y: number): readonly number[] {
  if (!map) return [];
  const [channels, height, width] = map.shape;
  return Array.from({ length: channels }, (_, c) => map.data[(c * height + y) * width + x]!);
}

/** Widths and heights, by class where each has its own, or the distances of four edges. */
function boxOf(maps: Maps, { peak, at, middle: [cx, cy] }: Place): Box | undefined {
  const wh = at('wh');
  if (wh.length === 0) return undefined;
  const classes = maps.get('hm')!.shape[0];
  const first = wh.length === 2 * classes ? 2 * peak.class : 0;
  const isEdges = wh.length === 4 && classes !== 2;
  const [l, t, r, b] = isEdges
    ? (wh as [number, number, number, number])
    : [wh[first]! / 2, wh[first + 1]! / 2, wh[first]! / 2, wh[first + 1]! / 2];
  return [cx - l, cy - t, cx + r, cy + b];
}

/** MultiBin's two bins: the likelier one's sine and cosine. */
function alphaOf(rot: readonly number[]): number {
  const [, first, sin1, cos1, , second, sin2, cos2] = rot as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return first > second ? Math.atan2(sin1, cos1) - Math.PI / 2 : Math.atan2(sin2, cos2) + Math.PI / 2;
}

function unit(values: readonly number[]): readonly number[] {
  const length = Math.max(1e-12, Math.hypot(...values));
  return values.map((value) => value / length);
}

type More = (place: Place) => Partial<Detection>;

const more: { readonly [T in DecodedTask]: More } = {
  ctdet: () => ({}),
  multi_pose: () => ({}),
  ddd: ({ at, middle, toImage }) => ({
    point: toImage(middle),
    depth: 1 / (sigmoid(at('dep')[0]!) + 1e-6) - 1,
    dimensions: at('dim'),
    alpha: alphaOf(at('rot')),
  }),
  fairmot: ({ at }) => ({ embedding: unit(at('id')) }),
};

/** A detection, and the pixel of the heat map that it was told at. */
export interface Found {
  readonly detection: Detection;
  readonly peak: Peak;
}

/** What heads find, by falling score; `downRatio` is how many input pixels a pixel of their maps is wide. */
export function decode(task: DecodedTask, maps: Maps, downRatio: number, back: WayBack): readonly Found[] {
  const toImage = ([x, y]: Point): Point => back.point(x * downRatio, y * downRatio);
  const peaks = findPeaks(maps.get('hm')!, task === 'fairmot' ? MOST_TRACKED : MOST);
  const places = peaks.map((peak): Place => {
    const at = (head: string): readonly number[] => valuesAt(maps.get(head), peak.x, peak.y);
    const [dx = 0.5, dy = 0.5] = at('reg');
    return { peak, at, middle: [peak.x + dx, peak.y + dy], toImage };
  });
  const boxes = places.map((place) => boxOf(maps, place));
  const keypoints =
    task === 'multi_pose'
      ? joints(
          maps,
          places.map(({ peak, at }, index) => ({ peak, hps: at('hps'), box: boxes[index]! })),
        )
      : [];
  return places.map((place, index) => {
    const { class: of, score } = place.peak;
    const [box, person] = [boxes[index], keypoints[index]];
    const detection: Detection = {
      ...{ class: of, score },
      ...(box && { box: [...toImage([box[0], box[1]]), ...toImage([box[2], box[3]])] as const }),
      ...(person && { keypoints: person.map(toImage) }),
      ...more[task](place),
    };
    return { detection, peak: place.peak };
  });
}
