import { countCosts, type Costs } from '#lib/dla/analysis/costs.ts';
import { blockPaths, shortestWay } from '#lib/dla/analysis/paths.ts';
import { setStructure } from '#lib/dla/commands/edit-level.ts';
import { layoutLevel } from '#lib/dla/figure/level-figure.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { readNetwork, type AggregationLevel } from '#lib/dla/reading/reading.ts';
import { structureNames, type StructureName } from '#lib/dla/structures/structures.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import { nodesIn } from '#lib/graph/document/queries.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import type { Issue } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import { labelOf } from '#lib/workspace/shared/labels.ts';

/** A level as one of the six structures of the paper's figure 2. */
export interface LevelVariant {
  readonly structure: StructureName;
  /** The level as it would be drawn. */
  readonly layout: Layout;
  /** Of the level alone. */
  readonly costs: Costs;
  readonly aggregationNodes: number;
  /** Aggregation nodes between the first block and the level's result, where no other block lies on the way. */
  readonly skip: number | undefined;
  /** Blocks behind the first one that a way has to pass at least. */
  readonly blocks: number;
  /** The shortest way of the first block: what it is called, and its marks and edges. */
  readonly way: readonly string[];
  readonly path: ReadonlySet<string>;
}

/** Why a level cannot be one of them. */
export interface RefusedVariant {
  readonly structure: StructureName;
  readonly issues: readonly Issue[];
}

/** Levels that can be any of the six: those that are one of them now. */
export const choosableLevels = (document: GraphDocument): readonly AggregationLevel[] =>
  readNetwork(document).aggregationLevels.filter(({ reading }) => reading);

/** A level as each of the six structures, in the paper's order, or why not. */
export const allSix = (document: GraphDocument, level: string): readonly (LevelVariant | RefusedVariant)[] =>
  structureNames.map((structure) => {
    const changed = setStructure(document, [level], structure);
    return changed.ok
      ? variantOf(applyPatch(document, changed.value), level, structure)
      : { structure, issues: changed.issues };
  });

function variantOf(document: GraphDocument, level: string, structure: StructureName): LevelVariant | RefusedVariant {
  const { graph, issues } = lowerDocument(document);
  const reading = readNetwork(document).aggregationLevels.find(({ id }) => id === level)?.reading;
  const layout = layoutLevel(document, level, words.figure);
  const [first] = reading?.blocks ?? [];
  if (!reading || !layout || first === undefined) return { structure, issues };
  const ways = blockPaths(document, graph, [reading.output]).find(({ block }) => block === first);
  const way = shortestWay(document, first, [reading.output]);
  return {
    structure,
    layout,
    costs: countCosts(graph, nodesIn(document, level)),
    aggregationNodes: reading.nodes.length,
    skip: ways?.skip,
    blocks: ways?.blocks.least ?? 0,
    way: way.map((id) => labelOf(document, id)),
    path: new Set([...way, ...way.slice(1).map((id, index) => `${way[index]}>${id}`)]),
  };
}
