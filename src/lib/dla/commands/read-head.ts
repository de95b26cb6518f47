import { decoderNames } from '#lib/dla/decoders/names.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { attributesOf } from '#lib/dla/modules/attributes.ts';
import type { HeadConfig } from '#lib/dla/network/config.ts';
import { compareNetworks } from '#lib/dla/op-graph/same-network.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import { detectionParts, detectionTries } from '#lib/dla/reading/read-detection.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { featuresOf, withHead, type Head } from './with-head.ts';

/** What a network ends in; undefined where it has several heads. */
export function readHead(document: GraphDocument): Head | undefined {
  const config = readConfig(document);
  if (config.ok) return config.value.head;
  const [id, ...others] = readNetwork(document).heads;
  const detection = readDetection(document);
  if (detection) return detection;
  if (id === undefined) return { kind: 'features' };
  const head = indexOf(document).node.get(id)!;
  const attributes = attributesOf(head);
  if (others.length > 0 || !attributes.ok) return undefined;
  const { classes, activation, upFactor } = attributes.value;
  if (head.kind === 'classifier') return { kind: 'classifier', classes: Number(classes) };
  const boundary = activation === 'sigmoid' && classes === 1;
  const downRatio = downRatios(document).find((each) => each === upFactor);
  const tries = decoderNames.flatMap((decoder): readonly HeadConfig[] => {
    if (downRatio === undefined) return [];
    return boundary
      ? [{ kind: 'boundary', decoder, downRatio }]
      : [{ kind: 'segmentation', decoder, downRatio, classes: Number(classes) }];
  });
  const own = boundary
    ? ({ kind: 'boundary', decoder: 'own' } as const)
    : ({ kind: 'segmentation', decoder: 'own', classes: Number(classes) } as const);
  return tries.find((each) => isHeadOf(document, each)) ?? own;
}

/** Heads of detection on a neck of ours, on any backbone. */
function readDetection(document: GraphDocument): HeadConfig | undefined {
  const { graph, issues } = lowerDocument(document);
  const parts = issues.length === 0 ? detectionParts(document, graph) : undefined;
  return parts && detectionTries(document, graph, parts).find((each) => isHeadOf(document, each));
}

function isHeadOf(document: GraphDocument, head: HeadConfig): boolean {
  const built = withHead(document, head);
  if (!built.ok) return false;
  const { only, missing } = compareNetworks(lowerDocument(document).graph, lowerDocument(built.value).graph);
  return only.length + missing.length === 0;
}

/** The scales that a decoder can end at, finest first. */
export const downRatios = (document: GraphDocument): readonly (2 | 4 | 8)[] =>
  ([2, 4, 8] as const).filter((ratio) => reductionsOf(document).includes(ratio));

/** The scales that the neck of a detection can end at: there is a coarser map to join. */
export const neckRatios = (document: GraphDocument): readonly (2 | 4 | 8 | 16)[] =>
  ([2, 4, 8, 16] as const).filter((ratio) => reductionsOf(document).slice(0, -1).includes(ratio));

const reductionsOf = (document: GraphDocument): readonly number[] =>
  featuresOf(document).map(({ reduction }) => reduction);
