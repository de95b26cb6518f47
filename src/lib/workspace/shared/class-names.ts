import type { DecodedTask } from '#lib/dla/detection/detections.ts';
import { classSetOf } from '#lib/dla/reading/class-set.ts';
import type { ClassSet } from '#lib/dla/presets/presets.ts';
import type { WeightMatch } from '#lib/dla/weights/match.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';

/** What the classes of a network are called: a known set, or names of its weights' own. */
export type Classes = ClassSet | readonly string[];

/** The classes of a network with some weights: theirs where they have some, else a preset's; undefined for any other. */
export const classesOf = (document: GraphDocument, match: WeightMatch | undefined): Classes | undefined =>
  match?.classes ?? classSetOf(document);

let imagenet: Promise<readonly string[]> | undefined;

/** Names by index, ImageNet's loaded when first asked for; undefined where there are none for so many classes. */
export async function namesOf(classes: Classes | undefined, count: number): Promise<readonly string[] | undefined> {
  const names =
    classes === 'imagenet' ? await (imagenet ??= loadImagenet()) : classes === 'cityscapes' ? cityscapes : classes;
  return names?.length === count ? names : undefined;
}

async function loadImagenet(): Promise<readonly string[]> {
  const { IMAGENET_CLASSES } = await import('@tensorflow-models/mobilenet/dist/imagenet_classes');
  return Object.entries(IMAGENET_CLASSES)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, words]) => String(words).split(',')[0]!);
}

/** The 19 classes of Cityscapes in the order of its training ids, which the authors' segmentation networks use. */
const cityscapes: readonly string[] = [
  'road',
  'sidewalk',
  'building',
  'wall',
  'fence',
  'pole',
  'traffic light',
  'traffic sign',
  'vegetation',
  'terrain',
  'sky',
  'person',
  'rider',
  'car',
  'truck',
  'bus',
  'train',
  'motorcycle',
  'bicycle',
];

/** The 80 classes of COCO in the order of CenterNet's heat maps, and of those before them. */
const coco: readonly string[] = [
  'person, bicycle, car, motorcycle, airplane, bus, train, truck, boat, traffic light, fire hydrant, stop sign, parking meter, bench',
  'bird, cat, dog, horse, sheep, cow, elephant, bear, zebra, giraffe, backpack, umbrella, handbag, tie, suitcase, frisbee, skis',
  'snowboard, sports ball, kite, baseball bat, baseball glove, skateboard, surfboard, tennis racket, bottle, wine glass, cup, fork',
  'knife, spoon, bowl, banana, apple, sandwich, orange, broccoli, carrot, hot dog, pizza, donut, cake, chair, couch, potted plant',
  'bed, dining table, toilet, tv, laptop, mouse, remote, keyboard, cell phone, microwave, oven, toaster, sink, refrigerator, book',
  'clock, vase, scissors, teddy bear, hair drier, toothbrush',
].flatMap((line) => line.split(', '));

/** What the channels of a detector's heat map stand for, where its task and their number tell: those of its authors' networks. */
export function detectionNames(task: DecodedTask, classes: number): readonly string[] | undefined {
  if (task === 'ctdet') return classes === coco.length ? coco : undefined;
  if (task === 'ddd') return classes === 3 ? ['pedestrian', 'car', 'cyclist'] : undefined;
  return classes === 1 ? ['person'] : undefined;
}
