import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { structureHash } from '#lib/dla/op-graph/identity.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { PublishedAccuracy } from './accuracies.ts';
import { presetDocument, presets } from './presets.ts';

let known: ReadonlyMap<string, PublishedAccuracy> | undefined;

/** By what it computes: an accuracy is that of a network, whatever its name. */
const byHash = (): ReadonlyMap<string, PublishedAccuracy> =>
  (known ??= new Map(
    presets.flatMap((preset) =>
      preset.accuracy ? [[structureHash(lowerDocument(presetDocument(preset)).graph), preset.accuracy]] : [],
    ),
  ));

/** What timm publishes of a network: of one that computes what a preset does, with the preset's own image size. */
export const publishedAccuracy = (graph: OpGraph): PublishedAccuracy | undefined => byHash().get(structureHash(graph));
