import { readNetwork, type AggregationLevel } from '#lib/dla/reading/reading.ts';
import { blockSeedNames } from '#lib/dla/analysis/seed-names.ts';
import { countCosts } from '#lib/dla/analysis/costs.ts';
import { setStructure } from '#lib/dla/commands/edit-level.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { structureNames, type StructureName } from '#lib/dla/structures/structures.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Issue } from '#lib/issue.ts';
import type { GradientReport } from '#lib/runtime/session/orders.ts';
import { withoutShortcuts } from '#lib/workspace/shared/without-shortcuts.ts';
import { ownSize, withSize, type ImageSize } from '#lib/workspace/shared/image-size.ts';
import { classifierOf, gradientRows, normOf, type GradientRow } from './rows.ts';

/** Weights that are compared: as before a training, and the seeded ones that any framework can make. */
export const flowWeights = ['he', 'seeded'] as const;
export type FlowWeights = (typeof flowWeights)[number];

/** The network with another structure in the levels that are compared. */
export interface FlowVariant {
  readonly structure: StructureName;
  readonly document: GraphDocument;
  readonly graph: OpGraph;
  /** Block i of a level has the same weights in every variant: what differs is the structure. */
  readonly seedNames: ReadonlyMap<string, string>;
  /** The compared levels with their blocks. */
  readonly levels: readonly AggregationLevel[];
}

/** Multiply-adds of a forward pass that twelve backward passes are made of without long waits. */
const EASY = 3e8;
/** Shorter side of the smaller images, the largest that is easy is taken. */
const SIDES = [128, 96, 64] as const;

/** A smaller image for a network that would take long, the same shape of it; its own for one that would not. */
export function easySize(document: GraphDocument): ImageSize {
  const own = ownSize(document);
  const short = Math.min(own.height, own.width);
  const macs = countCosts(lowerDocument(document).graph).macs;
  if (macs <= EASY) return own;
  const side = SIDES.find((each) => macs * (each / short) ** 2 <= EASY) ?? SIDES.at(-1)!;
  if (side >= short) return own;
  const scaled = (extent: number) => Math.round((extent * side) / short);
  const small = { height: scaled(own.height), width: scaled(own.width) };
  return lowerDocument(withSize(document, small)).issues.length === 0 ? small : own;
}

/**
 * The network with each of the six structures in some levels, and why not where one cannot join that many blocks. Without
 * `shortcuts` the blocks of these levels lose their residuals, so that the gradient goes by the structure's ways alone.
 */
export function flowVariants(
  document: GraphDocument,
  levels: readonly string[],
  size: ImageSize,
  shortcuts = true,
): readonly (FlowVariant | { readonly structure: StructureName; readonly issues: readonly Issue[] })[] {
  const base = withSize(document, size);
  return structureNames.map((structure) => {
    const changed = setStructure(base, levels, structure);
    if (!changed.ok) return { structure, issues: changed.issues };
    const variant = applyPatch(base, changed.value);
    const { graph, issues } = lowerDocument(variant);
    if (issues.length > 0) return { structure, issues };
    const all = readNetwork(variant).aggregationLevels;
    const compared = all.filter(({ id }) => levels.includes(id));
    const blocks = compared.flatMap(({ reading }) => reading?.blocks ?? []);
    return {
      ...{ structure, document: variant, levels: compared },
      graph: shortcuts ? graph : withoutShortcuts(graph, blocks),
      seedNames: blockSeedNames(variant, graph, all),
    };
  });
}

/** A network whose blocks are looked at. */
export type FlowNetwork = Pick<FlowVariant, 'document' | 'graph' | 'levels'>;

/** The nodes whose gradient a flow is made of: the blocks of the compared levels, and the classifier. */
export const flowNodes = ({ levels, graph }: Pick<FlowNetwork, 'levels' | 'graph'>): readonly string[] => [
  ...levels.flatMap(({ reading }) => reading?.blocks ?? []),
  ...[classifierOf(graph)].flatMap((each) => each?.id ?? []),
];

/** One block of a flow; its norms are multiples of the logits' own, so that they tell of the structure alone. */
export interface FlowBlock extends Omit<GradientRow, 'id'> {
  /** The label of its level. */
  readonly level: string;
}

/** How the gradient reaches the blocks of one network. */
export interface BlockFlow {
  readonly loss: number;
  /** L2 norm of the loss's gradient by the logits: nearly 0 where the network is sure of the class. */
  readonly logits: number;
  /** First to last; `skip` counts to the end of the level. */
  readonly blocks: readonly FlowBlock[];
}

/** The same of one structure. */
export interface Flow extends BlockFlow {
  readonly structure: StructureName;
  readonly weights: FlowWeights;
}

type FlowReport = Pick<GradientReport, 'loss' | 'norms' | 'nodes' | 'images'>;

export const flowOf = (variant: FlowVariant, weights: FlowWeights, report: FlowReport): Flow => ({
  ...{ structure: variant.structure, weights },
  ...blockFlowOf(variant, report),
});

export function blockFlowOf({ document, graph, levels }: FlowNetwork, report: FlowReport): BlockFlow {
  const classifier = classifierOf(graph);
  const reading = classifier && report.nodes.get(classifier.id);
  const logits = reading ? normOf(reading, report.images) : 0;
  const share = (norm: number) => (logits === 0 ? 0 : norm / logits);
  const rows = new Map(gradientRows(document, graph, report).map((row) => [row.id, row]));
  const blocks = levels.flatMap(({ label, reading: level }) =>
    (level?.blocks ?? []).flatMap((id): readonly FlowBlock[] => {
      const row = rows.get(id);
      return row ? [{ level: label, result: share(row.result), weights: share(row.weights), skip: row.skip }] : [];
    }),
  );
  return { loss: report.loss, logits, blocks };
}
