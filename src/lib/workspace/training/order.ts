import { blockSeedNames } from '#lib/dla/analysis/seed-names.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { digitsConfig, smallConfig, type SmallNetwork } from '#lib/dla/presets/small.ts';
import type { StructureName } from '#lib/dla/structures/structures.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { words } from '#lib/messages/messages.ts';
import {
  DIGITS,
  DIGITS_HELD_OUT,
  digitExamples,
  FEW_DIGITS_HELD_OUT,
  type Examples,
} from '#lib/runtime/training/examples.ts';
import { TRAINING_DEFAULTS, type TrainingData, type TrainingOrder, type Variant } from '#lib/runtime/training/order.ts';
import { fetchSample } from '#lib/workspace/shared/read-image.ts';
import type { TrainingFolder } from './folder.ts';

/** What networks learn from. */
export type DataChoice =
  /** `few`: 300 of them are learned from, and all others held out. */
  | { readonly kind: 'digits' | 'few' }
  | { readonly kind: 'folder'; readonly folder: TrainingFolder; readonly size: ImageSize };

export type ImageSize = Exclude<SmallNetwork['input']['size'], 8>;

export interface TrainingChoice {
  readonly data: DataChoice;
  readonly structures: readonly StructureName[];
  /** Blocks of every level. */
  readonly blocks: number;
  readonly epochs: number;
}

/** The networks that are to learn, by structure. */
export const trainingNetworks = (choice: TrainingChoice): ReadonlyMap<StructureName, GraphDocument> =>
  new Map(choice.structures.map((structure) => [structure, networkFor(choice, structure)]));

/** The network of a structure for that data; for a folder's images as many classes as it has folders. */
function networkFor({ data, blocks }: TrainingChoice, structure: StructureName): GraphDocument {
  if (data.kind !== 'folder') return buildNetwork(digitsConfig(structure, blocks));
  const { folder, size } = data;
  const name = words.training.network(folder.name, structure);
  const input = { channels: 3, size };
  return buildNetwork(smallConfig({ name, structure, blocks, classes: folder.classes.length, input }));
}

/** Block i of a level begins with the same weights in every structure: what differs is the structure. */
function variantOf(document: GraphDocument, name: StructureName): Variant {
  const { graph } = lowerDocument(document);
  return { name, graph, seedNames: blockSeedNames(document, graph, readNetwork(document).aggregationLevels) };
}

/** What the worker is asked for. Throws an IssueError where the digits cannot be loaded. */
export async function trainingOrder(
  { data, epochs }: TrainingChoice,
  documents: ReadonlyMap<StructureName, GraphDocument>,
  seed: number,
): Promise<TrainingOrder> {
  const variants = [...documents].map(([name, document]) => variantOf(document, name));
  const options = { ...TRAINING_DEFAULTS, epochs, seed };
  if (data.kind !== 'folder') {
    const given: TrainingData = { kind: 'examples', examples: await fetchDigits() };
    const classes = Array.from({ length: 10 }, (_, digit) => String(digit));
    return { variants, data: given, classes, options: { ...options, ...digitOptions[data.kind] } };
  }
  const { files, classes } = data.folder;
  const { heldOut, batchSize } = folderOptions(files.length);
  return { variants, data: { kind: 'files', files }, classes, options: { ...options, heldOut, batchSize } };
}

/** Of a folder a fifth is held out; of a small one smaller batches still make some steps an epoch. */
const folderOptions = (images: number) => ({
  heldOut: Math.max(1, Math.round(images / 5)),
  batchSize: Math.min(TRAINING_DEFAULTS.batchSize, Math.max(4, Math.round(images / 20))),
});

/** Steps of one network in one epoch. */
export function stepsOf(data: DataChoice): number {
  const images = data.kind === 'folder' ? data.folder.files.length : DIGITS;
  const { heldOut, batchSize } = {
    ...TRAINING_DEFAULTS,
    ...(data.kind === 'folder' ? folderOptions(images) : digitOptions[data.kind]),
  };
  return Math.ceil((images - heldOut) / batchSize);
}

/** Of few digits smaller batches still make some steps an epoch. */
const digitOptions = {
  digits: { heldOut: DIGITS_HELD_OUT },
  few: { heldOut: FEW_DIGITS_HELD_OUT, batchSize: 25 },
} as const;

async function fetchDigits(): Promise<Examples> {
  const blobs = await Promise.all([fetchSample('digits-8x8.bin'), fetchSample('digits-labels.bin')]);
  const [images, labels] = await Promise.all(blobs.map(async (blob) => new Uint8Array(await blob.arrayBuffer())));
  return digitExamples(images!, labels!);
}
