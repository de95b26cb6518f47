import { describe, expect, it } from 'vitest';
import { equalStructures } from './choice.ts';
import { blocksFault, structureNames } from './structures.ts';

describe('equal structures', () => {
  it.each([
    [1, [['plain', 'shallow', 'ida', 'tree', 'reentrant']]],
    [2, [['plain'], ['shallow', 'ida', 'tree', 'reentrant', 'merged']]],
    [3, [['plain'], ['shallow'], ['ida']]],
    [4, structureNames.map((name) => [name])],
  ])('%i blocks', (blocks, expected) => {
    const fitting = structureNames.filter((name) => !blocksFault(name, blocks));
    const found = new Set(fitting.map((name) => equalStructures(name, blocks).join()));
    expect([...found]).toEqual(expected.map((each) => each.join()));
  });
});
