import { buildNetwork } from '#lib/dla/network/build.ts';
import { parseGraph, serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import { structureNames, type StructureName } from '#lib/dla/structures/structures.ts';
import { readLevel, type LevelReading } from '#lib/dla/reading/read-level.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import { unwrap } from '#lib/issue.ts';
import { describe, expect, it } from 'vitest';
import { editLevels, setStructure } from './edit-level.ts';

const dla34 = buildNetwork(presetConfig('dla34'));
const level5 = (document: GraphDocument): LevelReading => unwrap(readLevel(document, 'level5'));
const chosen = (structure: StructureName, document = dla34): GraphDocument =>
  applyPatch(document, unwrap(setStructure(document, ['level5'], structure)));
const withBlocks = (document: GraphDocument, blocks: number): GraphDocument =>
  applyPatch(document, unwrap(editLevels(document, ['level5'], { blocks })));

describe('[N8] the structure that was chosen', () => {
  it.each(structureNames)('%s stays what a level of two blocks is, and becomes one of four', (structure) => {
    const two = chosen(structure);
    expect(level5(two).structure).toBe(structure);
    expect(level5(withBlocks(two, 4)).structure).toBe(structure);
    expect(level5(withBlocks(withBlocks(two, 4), 2)).structure).toBe(structure);
  });

  it.each(['plain', 'shallow', 'ida', 'tree', 'reentrant'] as const)('%s outlasts a single block', (structure) => {
    const one = withBlocks(chosen(structure), 1);
    expect(level5(one).structure).toBe(structure);
    expect(level5(withBlocks(one, 4)).structure).toBe(structure);
  });

  it.each(structureNames)('%s is kept in both files', (structure) => {
    const document = chosen(structure);
    const config = unwrap(readConfig(document));
    expect(config.levels[5]).toMatchObject({ structure, blocks: 2 });
    expect(level5(buildNetwork(config)).structure).toBe(structure);
    expect(level5(unwrap(parseGraph(serialiseGraph(document)))).structure).toBe(structure);
  });

  it('another choice takes its place', () => {
    for (const structure of structureNames) expect(level5(chosen(structure, chosen('tree'))).structure).toBe(structure);
  });

  it('is not believed where the edges say otherwise', () => {
    const document = chosen('tree');
    const groups = document.groups.map((group) => (group.label === 'tree' ? { ...group, label: 'plain' } : group));
    expect(level5({ ...document, groups }).structure).toBe('ida');
  });
});
