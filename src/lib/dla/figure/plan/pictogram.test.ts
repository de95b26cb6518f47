import { structureNames } from '#lib/dla/structures/structures.ts';
import { expect, it } from 'vitest';
import { structurePictogram } from './pictogram.ts';

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
