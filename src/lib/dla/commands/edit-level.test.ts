import { countCosts } from '#lib/dla/analysis/costs.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import type { AggregationLevelConfig, NetworkConfig } from '#lib/dla/network/config.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { presetConfig, presetOf } from '#lib/dla/presets/presets.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import { structureNames } from '#lib/dla/structures/structures.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { applyPatch, reversePatch } from '#lib/graph/document/patch.ts';
import { unwrap } from '#lib/issue.ts';
import { describe, expect, it } from 'vitest';
import { editLevels, setStructure, type LevelChange } from './edit-level.ts';

const levels = ['level2', 'level3', 'level4', 'level5'];
const blockIds = (document: GraphDocument): readonly string[] =>
  document.nodes.filter((node) => node.kind === 'block').map((node) => node.id);

/** The config of DLA-34 with a change in every aggregation level. */
function changed(
  change: (level: AggregationLevelConfig, index: number) => Partial<AggregationLevelConfig>,
): NetworkConfig {
  const config = presetConfig('dla34');
  return {
    ...config,
    levels: config.levels.map((level, index) =>
      level.kind === 'conv' ? level : { ...level, ...change(level, index) },
    ),
  };
}

/** Equal but for ids: the same tensors, and the same counts. */
function expectSameNetwork(found: GraphDocument, expected: GraphDocument): void {
  const [a, b] = [lowerDocument(found), lowerDocument(expected)];
  expect(a.issues).toEqual([]);
  expect(a.graph.tensors.map(({ name, shape }) => [name, shape])).toEqual(
    b.graph.tensors.map(({ name, shape }) => [name, shape]),
  );
  expect(countCosts(a.graph)).toEqual(countCosts(b.graph));
}

describe('setStructure', () => {
  const start = buildNetwork(presetConfig('dla34'));

  it.each(structureNames)(
    '[L1] to %s gives the network of that config, and blocks keep their identity',
    (structure) => {
      const next = applyPatch(start, unwrap(setStructure(start, levels, structure)));
      const expected = changed((level) => ({ structure, levelRoot: structure !== 'plain' && level.levelRoot }));
      expectSameNetwork(next, buildNetwork(expected));
      expect(new Set(blockIds(next))).toEqual(new Set(blockIds(start)));
    },
  );

  it('[L2] every way from one structure to another and back ends where it began', () => {
    for (const from of structureNames)
      for (const to of structureNames) {
        const first = applyPatch(start, unwrap(setStructure(start, levels, from)));
        const patch = unwrap(setStructure(first, levels, to));
        const second = applyPatch(first, patch);
        expect(JSON.stringify(applyPatch(second, reversePatch(patch)))).toBe(JSON.stringify(first));
        const back = applyPatch(second, unwrap(setStructure(second, levels, from)));
        expectSameNetwork(back, first);
      }
  });

  it('[L3] a dense network keeps its decoder joined', () => {
    const dense = buildNetwork(presetConfig('dla34up'));
    for (const structure of structureNames) {
      const next = applyPatch(dense, unwrap(setStructure(dense, levels, structure)));
      expect(lowerDocument(next).issues).toEqual([]);
    }
  });
});

describe('editLevels', () => {
  const cases: readonly (readonly [
    string,
    LevelChange,
    (level: AggregationLevelConfig) => Partial<AggregationLevelConfig>,
  ])[] = [
    ['channels', { channels: 96 }, () => ({ channels: 96 })],
    [
      'block kind',
      { block: { block: 'bottleneck' } },
      () => ({ block: { kind: 'bottleneck', cardinality: 1, baseWidth: 64 } }),
    ],
    ['blocks', { blocks: 8 }, () => ({ blocks: 8 })],
    ['stride', { stride: 1 }, () => ({ stride: 1 })],
    ['rootResidual', { rootResidual: true }, () => ({ rootResidual: true })],
    ['no levelRoot', { levelRoot: false }, () => ({ levelRoot: false })],
  ];
  it.each(cases)('[L4] %s of every level gives the network of that config', (_name, change, config) => {
    const start = buildNetwork(presetConfig('dla34'));
    const next = applyPatch(start, unwrap(editLevels(start, levels, change)));
    expectSameNetwork(next, buildNetwork(changed(config)));
  });

  it('[L6] a decoder follows the channels of the levels that it hangs on', () => {
    const dense = buildNetwork(presetConfig('dla34up'));
    const next = applyPatch(dense, unwrap(editLevels(dense, ['level3'], { channels: 96 })));
    const config = presetConfig('dla34up');
    const levels3 = config.levels.map((level, index) => (index === 3 ? { ...level, channels: 96 } : level));
    expectSameNetwork(next, buildNetwork({ ...config, levels: levels3 }));
  });

  it('[L5] six blocks in a tree are refused with what would fit', () => {
    const start = buildNetwork(presetConfig('dla34'));
    const answer = editLevels(start, ['level3'], { blocks: 6 });
    expect(answer).toMatchObject({ ok: false, issues: [{ kind: 'blocks-power-of-two', at: 'level3', received: 6 }] });
  });

  it('every setting that the blocks share is that of the blocks that come, through structures as well (N13)', () => {
    const start = buildNetwork(presetConfig('dla60_res2next'));
    const set = { dilation: 2, cardinality: 4, baseWidth: 8, scale: 3 };
    const grown = [{ block: set }, { blocks: 4 }, { structure: 'ida' as const }, { blocks: 8 }].reduce(
      (document, change) => applyPatch(document, unwrap(editLevels(document, ['level5'], change))),
      start,
    );
    const blocks = grown.nodes.filter(({ id, kind }) => kind === 'block' && id.startsWith('level5-'));
    expect(blocks).toHaveLength(8);
    for (const { attributes } of blocks) expect(attributes).toMatchObject({ block: 'res2net', ...set });
    expect(unwrap(readConfig(grown)).levels[5]).toMatchObject({ dilation: 2, block: { cardinality: 4, scale: 3 } });
  });

  it('another kind of block keeps the dilation and the place, and has its own defaults else (N13)', () => {
    const start = buildNetwork(presetConfig('dla34'));
    const dilated = applyPatch(start, unwrap(editLevels(start, levels, { block: { dilation: 3 } })));
    const split = applyPatch(dilated, unwrap(editLevels(dilated, levels, { block: { block: 'split' } })));
    expectSameNetwork(
      split,
      buildNetwork({ ...changed(() => ({ dilation: 3 })), block: { kind: 'split', cardinality: 32, baseWidth: 4 } }),
    );
  });

  it('one setting of a block leaves those that a config does not have (N13)', () => {
    const { document } = presetOf('resnet50')!;
    const next = applyPatch(document!, unwrap(editLevels(document!, ['layer2'], { block: { baseWidth: 32 } })));
    const blocks = next.nodes.filter(({ id, kind }) => kind === 'block' && id.startsWith('layer2-'));
    for (const { attributes } of blocks)
      expect(attributes).toMatchObject({ expansion: 4, projection: 'conv', baseWidth: 32 });
  });

  it('a setting that a block does not take is refused, and nothing changes', () => {
    const start = buildNetwork(presetConfig('dla34'));
    expect(editLevels(start, levels, { block: { cardinality: 2 } })).toMatchObject({ ok: false });
    expect(editLevels(start, levels, { block: { dilation: 0 } })).toMatchObject({ ok: false });
  });
});
