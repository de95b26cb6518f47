import { describe, expect, it } from 'vitest';
import { findItems } from './find-items.ts';
import type { PaletteItem } from './menu.ts';

const item = (group: string, label: string, ...keywords: string[]): PaletteItem => ({
  ...{ id: `${group} ${label}`, group, label, keywords },
  run: () => undefined,
});
const items = [
  item('Edit', 'Undo'),
  item('Edit', 'Group'),
  item('Open', 'DLA-34', 'dla34'),
  item('Go to', 'level 3 B1 · level3-b1', 'basic block', '128×28×28'),
  item('Go to', 'groom · n2', 'n2', '64×56×56'),
  item('Go to', 'B1 · n20', 'n20'),
];
const labels = (typed: string) => findItems(items, typed).map(({ label }) => label);

describe('findItems', () => {
  it('gives everything, in its order, where nothing is typed', () => {
    expect(labels(' ')).toEqual(items.map(({ label }) => label));
  });

  it('finds by label, id, kind and shape, whatever the case; every word counts', () => {
    expect(labels('UNDO')).toEqual(['Undo']);
    expect(labels('level3-b1')).toEqual(['level 3 B1 · level3-b1']);
    expect(labels('basic 128×28')).toEqual(['level 3 B1 · level3-b1']);
    expect(labels('undo 128')).toEqual([]);
  });

  it('puts what is called so before what only holds it (I1)', () => {
    expect(labels('n2')).toEqual(['groom · n2', 'B1 · n20']);
    expect(labels('gro')).toEqual(['Group', 'groom · n2']);
  });

  it('keeps groups together, the one with the best first', () => {
    expect(labels('o')).toEqual(['Undo', 'Group', 'groom · n2', 'level 3 B1 · level3-b1', 'B1 · n20', 'DLA-34']);
  });

  it('does not ask an item for words before something is typed (I1)', () => {
    const silent = { ...item('Go to', ''), id: 'silent' };
    Object.defineProperty(silent, 'label', { get: () => expect.unreachable('asked for its label') });
    expect(findItems([silent], '')).toEqual([silent]);
  });
});
