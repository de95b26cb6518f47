import { countCosts } from '#lib/dla/analysis/costs.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { digitsConfig, shapesConfig, smallConfig } from '#lib/dla/presets/small.ts';
import type { StructureName } from '#lib/dla/structures/structures.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { words } from '#lib/messages/messages.ts';
import { ownSize, withSize } from '#lib/workspace/shared/image-size.ts';
import type { DataChoice } from './data-choice.ts';

/** Whose curve it is: a structure of figure 2, or one of the open networks by its place. */
export type Who =
  | { readonly kind: 'structure'; readonly structure: StructureName }
  | { readonly kind: 'network'; readonly place: number };

/** A network that is to learn. */
export interface Contestant {
  readonly who: Who;
  /** Unique among those of a training: in progress and in reports. */
  readonly key: string;
  readonly document: GraphDocument;
}

/** Who learns: networks of the program's own by structure, or the open ones. */
export type Field =
  | { readonly kind: 'structures'; readonly structures: readonly StructureName[]; readonly blocks: number }
  /** `side`: the shorter side of the images, as the networks are when absent. */
  | { readonly kind: 'networks'; readonly documents: readonly GraphDocument[]; readonly side?: number };

export function contestantsOf(field: Field, data: DataChoice): readonly Contestant[] {
  if (field.kind === 'structures')
    return field.structures.map((structure) => ({
      who: { kind: 'structure', structure },
      key: structure,
      document: structureNetwork(structure, field.blocks, data),
    }));
  return field.documents.map((document, place) => ({
    who: { kind: 'network', place },
    key: words.compare.letters[place]!,
    document: field.side === undefined ? document : withSize(document, shrunk(document, field.side)),
  }));
}

const shrunk = (document: GraphDocument, side: number) => {
  const { height, width } = ownSize(document);
  const scaled = (extent: number) => Math.round((extent * side) / Math.min(height, width));
  return { height: scaled(height), width: scaled(width) };
};

/** The network of a structure for that data; for a folder's images as many classes as it has folders. */
function structureNetwork(structure: StructureName, blocks: number, data: DataChoice): GraphDocument {
  if (data.kind === 'shapes') return equalised(structure, blocks);
  if (data.kind !== 'folder') return buildNetwork(digitsConfig(structure, blocks));
  const { folder, size } = data;
  const name = words.training.network(folder.name, structure);
  const input = { channels: 3, size };
  return buildNetwork(smallConfig({ name, structure, blocks, classes: folder.classes.length, input }));
}

const parametersOf = (document: GraphDocument): number => countCosts(lowerDocument(document).graph).parameters;

/** The network of a structure whose last level is as wide as it must be to have about as many parameters as that of trees. */
function equalised(structure: StructureName, blocks: number): GraphDocument {
  const key = `${structure} ${blocks}`;
  const document = known.get(key) ?? equalise(structure, blocks);
  known.set(key, document);
  return document;
}

const known = new Map<string, GraphDocument>();

function equalise(structure: StructureName, blocks: number): GraphDocument {
  const aim = parametersOf(buildNetwork(shapesConfig('tree', blocks)));
  const off = (document: GraphDocument) => Math.abs(parametersOf(document) - aim);
  return [0, 1, 2]
    .map((wider) => buildNetwork(shapesConfig(structure, blocks, wider)))
    .reduce((best, each) => (off(each) < off(best) ? each : best));
}

/** Sides of images that all networks run with, shorter than their own; their own stands first, as undefined. */
export function sidesFor(documents: readonly GraphDocument[]): readonly (number | undefined)[] {
  const own = Math.min(...documents.map((document) => Math.min(ownSize(document).height, ownSize(document).width)));
  const smaller = [16, 32, 64, 128].filter(
    (side) =>
      side < own &&
      documents.every((document) => lowerDocument(withSize(document, shrunk(document, side))).issues.length === 0),
  );
  return [undefined, ...smaller];
}
