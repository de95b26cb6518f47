import { countCosts } from '#lib/dla/analysis/costs.ts';
import { countLevels } from '#lib/dla/analysis/count.ts';
import { peakActivationBytes } from '#lib/dla/analysis/memory.ts';
import { blockPaths } from '#lib/dla/analysis/paths.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import type { NetworkConfig } from '#lib/dla/network/config.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { MOST_NODES } from '#lib/graph/document/schema.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { ok, refused, type Result } from '#lib/issue.ts';

/** What a sweep counts of every network (docs/files.md, sweeps). */
export const measures = [
  'parameters',
  'macs',
  'activations',
  'peakActivationBytes',
  'receptiveField',
  'reduction',
  'aggregationNodes',
  'shortestSkip',
] as const;

export type Measure = (typeof measures)[number];

/** Null where a network has no such thing: no aggregation level 3, or no way there past the other blocks. */
export type Measured = Readonly<Record<Measure, number | null>>;

/** The level whose first block's shortest skip path is counted. */
const SKIP_LEVEL = 3;

/** Counts a network by the functions that the page and `dla count` use. */
export function measureNetwork(config: NetworkConfig): Result<Measured> {
  const document = buildNetwork(config);
  const { length } = document.nodes;
  if (length > MOST_NODES)
    return refused({ kind: 'too-many-nodes', at: 'levels', expected: MOST_NODES, received: length });
  const { graph, issues } = lowerDocument(document);
  if (issues.length > 0) return { ok: false, issues };
  const { parameters, macs, activations } = countCosts(graph);
  const last = countLevels(document, graph).at(-1)!;
  return ok({
    parameters,
    macs,
    activations,
    peakActivationBytes: peakActivationBytes(graph),
    receptiveField: last.receptiveField[0],
    reduction: last.reduction,
    aggregationNodes: document.nodes.filter(({ kind }) => kind === 'aggregation').length,
    shortestSkip: shortestSkip(document, graph),
  });
}

/** Aggregation nodes between the first block of level 3 and the level's result, on the shortest way through no other block. */
function shortestSkip(document: GraphDocument, graph: OpGraph): number | null {
  const level = readNetwork(document).levels[SKIP_LEVEL];
  if (level?.kind !== 'aggregation' || !level.reading) return null;
  const [first] = level.reading.blocks;
  return blockPaths(document, graph, [level.output]).find(({ block }) => block === first)?.skip ?? null;
}
