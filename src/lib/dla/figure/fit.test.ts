import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { structureNames, type StructureName } from '#lib/dla/structures/structures.ts';
import { describe, expect, it } from 'vitest';
import { layoutFigure } from './figure.ts';
import { fitFigure } from './fit.ts';
import { structurePictogram } from './plan/pictogram.ts';

describe('fitFigure', () => {
  it('fills a screen with DLA-169 instead of a strip', () => {
    const { layout, zoom } = fitFigure(buildNetwork(presetConfig('dla169')), { width: 1100, height: 600 });
    expect(layout.bounds.width * zoom).toBeLessThanOrEqual(1100.001);
    expect(layout.bounds.height * zoom).toBeLessThanOrEqual(600.001);
    expect(layout.bounds.width / layout.bounds.height).toBeLessThan(3);
    expect(zoom).toBeGreaterThan(0.35);
  });
  it('leaves a figure that has room at its own size', () =>
    expect(fitFigure(buildNetwork(presetConfig('dla34')), { width: 1800, height: 900 }).zoom).toBe(1));
});

describe('the glyph of a level', () => {
  const dla34 = presetConfig('dla34');
  const glyphOf = (structure: StructureName, blocks: number) => {
    const levels = dla34.levels.map((level) =>
      level.kind === 'conv' ? level : { ...level, structure, blocks, levelRoot: structure !== 'plain' },
    );
    const document = buildNetwork({ ...dla34, levels });
    const { marks } = layoutFigure(document, { width: 1200, detail: 'levels' });
    return marks.find(({ id }) => id === 'level3')!.pictogram;
  };
  it.each(structureNames)('of 8 blocks or of 2, is that of the structure as it is read: %s', (structure) => {
    expect(glyphOf(structure, 8)).toEqual(structurePictogram(structure));
    expect(glyphOf(structure, 2)).toEqual(structurePictogram(structure));
  });
});

it.each(structureNames)('draws the pictogram of %s inside its box', (structure) => {
  const { blocks, nodes } = structurePictogram(structure);
  expect(blocks).toHaveLength(4);
  for (const [x, y] of [...blocks, ...nodes]) {
    expect(x).toBeGreaterThanOrEqual(2);
    expect(x).toBeLessThanOrEqual(38);
    expect(y).toBeGreaterThanOrEqual(2);
    expect(y).toBeLessThanOrEqual(26);
  }
});
