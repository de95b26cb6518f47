import { block } from './blocks.ts';
import { deformUnit } from './deform-unit.ts';
import { detectionHead } from './detection-head.ts';
import type { Graph } from './graph.ts';
import { classifier, denseHead } from './heads.ts';
import { aggregation, fuseConv } from './joins.ts';
import { convUnit, single, type Unit } from './units.ts';

/** What is found at a draft, the largest first. */
const patterns = [denseHead, detectionHead, classifier, aggregation, fuseConv, block, deformUnit, convUnit];

/**
 * The nodes of the document that drafts make, in their order. From the last draft back: what a node stands for is part of no
 * other.
 */
export function findUnits(graph: Graph): readonly Unit[] {
  const used = new Set<number>();
  const units: Unit[] = [];
  for (let at = graph.drafts.length - 1; at >= 0; at -= 1) {
    if (used.has(at)) continue;
    const found = patterns
      .map((pattern) => pattern(graph, at))
      .find((unit) => unit?.drafts.every((each) => !used.has(each)));
    const unit = found ?? single(graph.drafts[at]!, at);
    for (const each of unit.drafts) used.add(each);
    units.push(unit);
  }
  return units.reverse();
}
