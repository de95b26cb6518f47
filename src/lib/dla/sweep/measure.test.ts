import { describe, expect, it } from 'vitest';
import { countCosts } from '#lib/dla/analysis/costs.ts';
import { countLevels } from '#lib/dla/analysis/count.ts';
import { peakActivationBytes } from '#lib/dla/analysis/memory.ts';
import { blockPaths } from '#lib/dla/analysis/paths.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { parseConfig } from '#lib/dla/network/parse.ts';
import type { NetworkConfig } from '#lib/dla/network/config.ts';
import { presets } from '#lib/dla/presets/presets.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';
import { structureNames } from '#lib/dla/structures/structures.ts';
import { keptSections } from './kept-sections.ts';
import { measureNetwork } from './measure.ts';

/** The counts of a network that was built and lowered as one, or its first issue. */
function countedWhole(config: NetworkConfig) {
  const document = buildNetwork(config);
  const { graph, issues } = lowerDocument(document);
  if (issues.length > 0) return { issue: issues[0] };
  const { parameters, macs, activations } = countCosts(graph);
  const last = countLevels(document, graph).at(-1)!;
  const level = readNetwork(document).levels[3];
  const reading = level?.kind === 'aggregation' ? level.reading : undefined;
  const ways = reading ? blockPaths(document, graph, [reading.output]) : [];
  return {
    parameters,
    macs,
    activations,
    peakActivationBytes: peakActivationBytes(graph),
    receptiveField: last.receptiveField[0],
    reduction: last.reduction,
    aggregationNodes: document.nodes.filter(({ kind }) => kind === 'aggregation').length,
    shortestSkip: ways.find(({ block }) => block === reading!.blocks[0])?.skip ?? null,
  };
}

const measured = (config: NetworkConfig, sections = keptSections()) => {
  const answer = measureNetwork(config, sections);
  return answer.ok ? answer.value : { issue: answer.issues[0] };
};
const configs = presets.flatMap(({ id, config }) => (config ? [[id, config] as const] : []));

describe('a network counted by its sections has the counts of the whole', () => {
  it.each(configs)('%s', (_, config) => {
    expect(measured(config)).toEqual(countedWhole(config));
  });

  it('whatever its levels are, and whatever was counted before it', () => {
    // A small generator of its own, so that every run is the same.
    let seed = 11;
    const below = (most: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % most;
    const pick = <T>(...values: T[]): T => values[Math.floor(below(1 << 20) / 7) % values.length]!;
    const sections = keptSections();
    let [networks, refusals] = [0, 0];
    for (let round = 0; round < 120; round += 1) {
      const [, base] = pick(...configs);
      const channels = pick(1, 1.5, 2);
      const parsed = parseConfig({
        ...base,
        input: { ...base.input, height: pick(224, 256, 96, 100) },
        block: pick(base.block, { kind: 'bottleneck', cardinality: 2, baseWidth: 64 }),
        levels: base.levels.slice(0, pick(3, 4, 5, 6)).map((level) => ({
          ...level,
          channels: level.channels * channels,
          stride: pick(level.stride, level.stride, level.stride, 1),
          ...(level.kind === 'aggregation' && {
            structure: pick(...structureNames),
            blocks: pick(2, 4),
            levelRoot: pick(true, false),
            rootResidual: pick(true, false),
            dilation: pick(1, 1, 2),
          }),
        })),
      });
      if (!parsed.ok) continue;
      const whole = countedWhole(parsed.value);
      expect(measured(parsed.value, sections)).toEqual(whole);
      if ('issue' in whole) refusals += 1;
      else networks += 1;
    }
    expect(networks).toBeGreaterThan(30);
    expect(refusals).toBeGreaterThan(5);
  });
});
