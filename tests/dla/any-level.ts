import fc from 'fast-check';
import { blocksFault, hasNode, structureNames } from '#lib/dla/structures/structures.ts';
import { outChannels } from './made-level.ts';

/** A level of any structure, as `make` takes it. */
export const anyLevel = fc
  .record({
    structure: fc.constantFrom(...structureNames),
    blocks: fc.oneof(fc.integer({ min: 1, max: 16 }), fc.constantFrom(1, 2, 4, 8, 16)),
    levelRoot: fc.boolean(),
    rootResidual: fc.boolean(),
    stride: fc.constantFrom(1, 2),
    inChannels: fc.constantFrom(16, outChannels),
    byHand: fc.boolean(),
  })
  .filter(({ structure, blocks }) => !blocksFault(structure, blocks))
  .map((each) => {
    const joins = hasNode(each.structure, each.blocks);
    return { ...each, levelRoot: each.levelRoot && joins, rootResidual: each.rootResidual && joins };
  });
