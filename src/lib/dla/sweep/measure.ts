import { addCosts, noCosts } from '#lib/dla/analysis/costs.ts';
import { peakActivationBytes } from '#lib/dla/analysis/memory.ts';
import { blockPaths } from '#lib/dla/analysis/paths.ts';
import { receptiveFields } from '#lib/dla/analysis/receptive-field.ts';
import type { NetworkConfig } from '#lib/dla/network/config.ts';
import { inOrder, sectionsOf, type SectionFrom } from '#lib/dla/network/sections.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';
import { MOST_NODES } from '#lib/graph/document/schema.ts';
import { ok, refused, type Result } from '#lib/issue.ts';
import { JoinedSections, lowerSection, type LoweredSection } from './lowered-section.ts';

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

/**
 * Counts a network by the functions that the page and `dla count` use. Each section is lowered and counted once for all
 * networks that hold it.
 */
export function measureNetwork(config: NetworkConfig, sectionFrom: SectionFrom): Result<Measured> {
  const made = sectionsOf(config, sectionFrom);
  const { levels } = made;
  const sections = inOrder(made);
  const nodes = sections.reduce((sum, section) => sum + section.nodes.length, 0);
  if (nodes > MOST_NODES)
    return refused({ kind: 'too-many-nodes', at: 'levels', expected: MOST_NODES, received: nodes });
  const graph = new JoinedSections();
  let costs = noCosts;
  let aggregationNodes = 0;
  let skip: number | null = null;
  for (const section of sections) {
    const lowered = lowerSection(section, graph.shapeOf);
    if (lowered.issues.length > 0) return { ok: false, issues: lowered.issues };
    graph.add(section, lowered);
    costs = addCosts(costs, lowered.costs);
    aggregationNodes += lowered.aggregationNodes;
    if (section === levels[SKIP_LEVEL]) skip = shortestSkip(lowered);
  }
  const last = graph.results.get(levels.at(-1)!.output)!;
  const field = receptiveFields(graph)[last]!;
  const { height } = config.input;
  return ok({
    parameters: costs.parameters,
    macs: costs.macs,
    activations: costs.activations,
    peakActivationBytes: peakActivationBytes(graph),
    receptiveField: field === 'everything' ? height : field,
    reduction: height / graph.ops[last]!.shape[1],
    aggregationNodes,
    shortestSkip: skip,
  });
}

const skips = new WeakMap<LoweredSection, number | null>();

/** Aggregation nodes between a level's first block and its result, on the shortest way through no other block. */
function shortestSkip(level: LoweredSection): number | null {
  const before = skips.get(level);
  if (before !== undefined) return before;
  const { document, graph } = level;
  const reading = readNetwork(document).aggregationLevels[0]?.reading;
  const ways = reading ? blockPaths(document, graph, [reading.output]) : [];
  const skip = ways.find(({ block }) => block === reading!.blocks[0])?.skip ?? null;
  skips.set(level, skip);
  return skip;
}
