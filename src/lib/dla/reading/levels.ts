import type { GraphDocument } from '#lib/graph/document/document.ts';
import { readNetwork, stageAround, type AggregationLevel } from './reading.ts';

/** The aggregation level that a node or group lies in, or is. */
export function levelAround(document: GraphDocument, id: string): AggregationLevel | undefined {
  const stage = stageAround(document, id);
  return stage?.kind === 'aggregation' ? stage : undefined;
}

/** Levels that a command should change: those of the selection, all where nothing is selected. */
export function selectedLevels(document: GraphDocument, selection: readonly string[]): readonly AggregationLevel[] {
  const levels = readNetwork(document).aggregationLevels;
  if (selection.length === 0) return levels;
  const chosen = new Set(selection.map((id) => levelAround(document, id)));
  return levels.filter((level) => chosen.has(level));
}
