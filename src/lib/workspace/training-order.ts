import { blockSeedNames } from '$lib/dla/analysis/seed-names';
import { levelsOf } from '$lib/dla/analysis/levels';
import { buildNetwork } from '$lib/dla/network/build';
import { lowerDocument } from '$lib/dla/op-graph/lower';
import { digitsConfig, smallConfig, type SmallNetwork } from '$lib/dla/presets/small';
import type { StructureName } from '$lib/dla/structures/structures';
import type { GraphDocument } from '$lib/graph/document/document';
import { DIGITS_HELD_OUT, digitExamples, type Examples } from '$lib/runtime/training/examples';
import { TRAINING_DEFAULTS, type TrainingData, type TrainingOrder, type Variant } from '$lib/runtime/training/order';
import { fetchSample } from './read-image';
import type { TrainingFolder } from './training-folder';

/** What networks learn from. */
export type DataChoice =
  { readonly kind: 'digits' } | { readonly kind: 'folder'; readonly folder: TrainingFolder; readonly size: ImageSize };

export type ImageSize = Exclude<SmallNetwork['input']['size'], 8>;

export interface TrainingChoice {
  readonly data: DataChoice;
  readonly structures: readonly StructureName[];
  /** Blocks of every level. */
  readonly blocks: number;
  readonly epochs: number;
  readonly seed: number;
}

/** The networks that are to learn, by structure. */
export const trainingNetworks = (choice: TrainingChoice): ReadonlyMap<StructureName, GraphDocument> =>
  new Map(choice.structures.map((structure) => [structure, networkFor(choice, structure)]));

/** The network of a structure for that data; for a folder's images as many classes as it has folders. */
function networkFor({ data, blocks }: TrainingChoice, structure: StructureName): GraphDocument {
  if (data.kind === 'digits') return buildNetwork(digitsConfig(structure, blocks));
  const { folder, size } = data;
  const name = `DLA ${folder.name}, ${structure}`;
  const input = { channels: 3, size };
  return buildNetwork(smallConfig({ name, structure, blocks, classes: folder.classes.length, input }));
}

/** Block i of a level begins with the same weights in every structure: what differs is the structure. */
function variantOf(document: GraphDocument, name: StructureName): Variant {
  const { graph } = lowerDocument(document);
  return { name, graph, seedNames: blockSeedNames(document, graph, levelsOf(document)) };
}

/** What the worker is asked for. Throws an IssueError where the digits cannot be loaded. */
export async function trainingOrder(
  choice: TrainingChoice,
  documents: ReadonlyMap<StructureName, GraphDocument>,
): Promise<TrainingOrder> {
  const { data, epochs, seed } = choice;
  const digits = data.kind === 'digits';
  const given: TrainingData = digits
    ? { kind: 'examples', examples: await fetchDigits() }
    : { kind: 'files', files: data.folder.files };
  // Of a folder a fifth is held out.
  const heldOut = digits ? DIGITS_HELD_OUT : Math.max(1, Math.round(data.folder.files.length / 5));
  return {
    variants: [...documents].map(([name, document]) => variantOf(document, name)),
    data: given,
    options: { ...TRAINING_DEFAULTS, epochs, seed, heldOut },
  };
}

async function fetchDigits(): Promise<Examples> {
  const blobs = await Promise.all([fetchSample('digits-8x8.bin'), fetchSample('digits-labels.bin')]);
  const [images, labels] = await Promise.all(blobs.map(async (blob) => new Uint8Array(await blob.arrayBuffer())));
  return digitExamples(images!, labels!);
}
