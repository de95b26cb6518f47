import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { hasNode, structureNames, type StructureName } from '#lib/dla/structures/structures.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { words } from '#lib/messages/messages.ts';
import { describe, expect, it } from 'vitest';
import { layoutFigure } from './figure.ts';
import { glyphStructure } from './plan/glyph-structure.ts';
import { structurePictogram } from './plan/pictogram.ts';

const dla34 = presetConfig('dla34');

function network(structure: StructureName, blocks: number): GraphDocument {
  const levelRoot = hasNode(structure, blocks);
  const levels = dla34.levels.map((level) =>
    level.kind === 'conv' ? level : { ...level, structure, blocks, levelRoot },
  );
  return buildNetwork({ ...dla34, levels });
}

describe('the glyph of a collapsed group', () => {
  it.each(structureNames)('of a level of 8 blocks or of 2 is that of the structure as it is read: %s', (structure) => {
    for (const blocks of [8, 2]) {
      const document = network(structure, blocks);
      expect(glyphStructure(document, 'level3')).toBe(structure);
      const { marks } = layoutFigure(document, { words: words.figure, width: 1200, detail: 'levels' });
      expect(marks.find(({ id }) => id === 'level3')!.pictogram).toEqual(structurePictogram(structure));
    }
  });

  it('of a tree in a merged level is that of its own joins, of a level with another edge none', () => {
    const document = network('merged', 4);
    expect(['level3-tree1', 'level3-tree2'].map((tree) => glyphStructure(document, tree))).toEqual([
      'merged',
      'merged',
    ]);
    const nodes = document.nodes.map((node) =>
      node.id === 'level3-n1' ? { ...node, inputs: node.inputs.toReversed() } : node,
    );
    expect(glyphStructure({ ...document, nodes }, 'level3')).toBeUndefined();
  });
});
