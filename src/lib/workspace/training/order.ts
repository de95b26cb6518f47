import { blockSeedNames } from '#lib/dla/analysis/seed-names.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { IssueError } from '#lib/issue.ts';
import {
  DIGITS,
  DIGITS_HELD_OUT,
  digitExamples,
  FEW_DIGITS_HELD_OUT,
  pick,
  type Examples,
} from '#lib/runtime/training/examples.ts';
import { TRAINING_DEFAULTS, type TrainingOrder, type Variant } from '#lib/runtime/training/order.ts';
import { withoutShortcuts } from '#lib/workspace/shared/without-shortcuts.ts';
import { fetchSample } from '#lib/workspace/shared/read-image.ts';
import type { Contestant, Field } from './contestants.ts';
import type { DataChoice } from './data-choice.ts';

export interface TrainingChoice {
  readonly data: DataChoice;
  readonly field: Field;
  readonly epochs: number;
  /** Images of a step; what suits the data when absent. */
  readonly batchSize?: number;
}

/** What a training on some data takes beside its networks: how many images, how many of them are held out, how many a step has. */
export interface Amounts {
  readonly images: number;
  readonly heldOut: number;
  readonly batchSize: number;
}

export function amountsOf(data: DataChoice, batchSize?: number): Amounts {
  const own = ownAmounts(data);
  const learned = own.images - own.heldOut;
  return { ...own, batchSize: Math.max(2, Math.min(batchSize ?? own.batchSize, learned)) };
}

function ownAmounts(data: DataChoice): Amounts {
  switch (data.kind) {
    case 'shapes':
      return SHAPES;
    case 'digits':
      return { images: DIGITS, heldOut: DIGITS_HELD_OUT, batchSize: TRAINING_DEFAULTS.batchSize };
    // Of few digits smaller batches still make some steps an epoch.
    case 'few':
      return { images: DIGITS, heldOut: FEW_DIGITS_HELD_OUT, batchSize: 25 };
    // Of a folder a fifth is held out; of a small one smaller batches still make some steps an epoch.
    case 'folder': {
      const images = data.folder.files.length;
      const batchSize = Math.min(TRAINING_DEFAULTS.batchSize, Math.max(4, Math.round(images / 20)));
      return { images, heldOut: Math.max(1, Math.round(images / 5)), batchSize };
    }
  }
}

/** With which bench/training measured that the structures differ. */
export const SHAPES: Amounts = { images: 1400, heldOut: 400, batchSize: 25 };

/** Steps of one network in one epoch. */
export function stepsOf({ images, heldOut, batchSize }: Amounts): number {
  return Math.ceil((images - heldOut) / batchSize);
}

/** Block i of a level begins with the same weights in every network: what differs is the structure. */
export function variantsOf(contestants: readonly Contestant[], shortcuts = true): readonly Variant[] {
  return contestants.map(({ key, document }) => {
    const { graph, issues } = lowerDocument(document);
    if (issues.length > 0) throw new IssueError(issues);
    const levels = readNetwork(document).aggregationLevels;
    const blocks = levels.flatMap(({ reading }) => reading?.blocks ?? []);
    return {
      name: key,
      graph: shortcuts ? graph : withoutShortcuts(graph, blocks),
      seedNames: blockSeedNames(document, graph, levels),
    };
  });
}

/** What the worker is asked for. Throws an IssueError where the digits cannot be loaded. */
export async function trainingOrder(
  { data, epochs, batchSize }: Omit<TrainingChoice, 'field'>,
  variants: readonly Variant[],
  seed: number,
): Promise<TrainingOrder> {
  const { images: count, ...amounts } = amountsOf(data, batchSize);
  const options = { ...TRAINING_DEFAULTS, epochs, seed };
  return { variants, ...(await given(data, count)), options: { ...options, ...amounts } };
}

async function given(data: DataChoice, count: number): Promise<Pick<TrainingOrder, 'data' | 'classes'>> {
  if (data.kind === 'shapes') return { data: { kind: 'shapes', count } };
  if (data.kind === 'folder')
    return { data: { kind: 'files', files: data.folder.files }, classes: data.folder.classes };
  const classes = Array.from({ length: 10 }, (_, digit) => String(digit));
  return { data: { kind: 'examples', examples: await fetchDigits() }, classes };
}

/** Steps of each network after which it is said how long all will take. */
export const PROBED = 4;

/** The same with a few steps of one epoch alone, to measure how long a step takes here. */
export function probeOf(order: TrainingOrder): TrainingOrder {
  const { batchSize } = order.options;
  const images = PROBED * batchSize + 1;
  const data = order.data;
  const fewer =
    data.kind === 'shapes'
      ? { ...data, count: Math.min(data.count, images) }
      : data.kind === 'files'
        ? { ...data, files: data.files.slice(0, images) }
        : {
            ...data,
            examples: pick(
              data.examples,
              Uint32Array.from({ length: Math.min(images, data.examples.labels.length) }, (_, i) => i),
            ),
          };
  return { ...order, data: fewer, options: { ...order.options, epochs: 1, heldOut: 1 } };
}

/** Seconds that a training takes, by those that a step of each network takes; to classify costs a third of a step. */
export function secondsFor(perStep: readonly number[], amounts: Amounts, epochs: number, seeds: number): number {
  const steps = epochs * (stepsOf(amounts) + amounts.heldOut / amounts.batchSize / 3);
  return seeds * steps * perStep.reduce((sum, seconds) => sum + seconds, 0);
}

async function fetchDigits(): Promise<Examples> {
  const blobs = await Promise.all([fetchSample('digits-8x8.bin'), fetchSample('digits-labels.bin')]);
  const [images, labels] = await Promise.all(blobs.map(async (blob) => new Uint8Array(await blob.arrayBuffer())));
  return digitExamples(images!, labels!);
}
