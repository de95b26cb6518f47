import { describe, expect, it } from 'vitest';
import { after, graph, refusals } from '#tests/graph/toy.ts';
import { group } from './group.ts';
import { relabel } from './relabel.ts';
import { rename } from './rename.ts';
import { ungroup } from './ungroup.ts';

//  outer { a, inner { b, c } }, d
const nested = graph({ a: '', b: 'a', c: 'b', d: 'c' }, [
  { id: 'outer', members: ['a', 'inner'] },
  { id: 'inner', name: 'part', members: ['b', 'c'] },
]);
const groupOf = (document: typeof nested, id: string) => document.groups.find((each) => each.id === id);

describe('group', () => {
  it('[G1] stands where its members stood, and keeps weight names by an empty name', () => {
    const next = after(nested, group(nested, { ids: ['c', 'b'], label: 'pair' }));
    expect(groupOf(next, 'group')).toEqual({ id: 'group', name: '', label: 'pair', members: ['b', 'c'] });
    expect(groupOf(next, 'inner')!.members).toEqual(['group']);
  });

  it('[G2] members of different groups come to the innermost that holds them all', () => {
    const next = after(nested, group(nested, { ids: ['a', 'b'] }));
    expect(groupOf(next, 'outer')!.members).toEqual(['group', 'inner']);
    expect(groupOf(next, 'group')!.members).toEqual(['a', 'b']);
    expect(groupOf(next, 'inner')!.members).toEqual(['c']);
  });

  it('[G3] what lies in a selected group comes with it, and a group that was emptied goes', () => {
    const next = after(nested, group(nested, { ids: ['inner', 'b', 'd'] }));
    expect(groupOf(next, 'group')!.members).toEqual(['inner', 'd']);
    expect(groupOf(next, 'outer')!.members).toEqual(['a']);
    const emptied = after(nested, group(nested, { ids: ['b', 'c', 'd'] }));
    expect(groupOf(emptied, 'inner')).toBeUndefined();
  });

  it('[G4] refuses nothing, what is not there, and more than a hundred in each other', () => {
    expect(refusals(group(nested, { ids: [] }))).toEqual(['nothing-selected']);
    expect(refusals(group(nested, { ids: ['x'] }))).toEqual(['missing-member']);
    let deep = graph({ a: '' });
    for (let depth = 0; depth < 100; depth += 1) deep = after(deep, group(deep, { ids: ['a'] }));
    expect(refusals(group(deep, { ids: ['a'] }))).toEqual(['groups-too-deep']);
  });
});

describe('ungroup', () => {
  it('[G5] members stand where the group stood; taken names give way to ids', () => {
    const clash = { ...nested, nodes: nested.nodes.map((node) => (node.id === 'b' ? { ...node, name: 'a' } : node)) };
    const next = after(clash, ungroup(clash, { ids: ['inner'] }));
    expect(groupOf(next, 'outer')!.members).toEqual(['a', 'b', 'c']);
    expect(next.nodes[1]).not.toHaveProperty('name');
    expect(after(nested, ungroup(nested, { ids: ['outer', 'inner'] })).groups).toEqual([]);
    expect(refusals(ungroup(nested, { ids: ['a'] }))).toEqual(['not-a-group']);
  });
});

describe('rename and relabel', () => {
  it('[G6] a name is unique among siblings, empty ones aside', () => {
    const next = after(nested, rename(nested, { id: 'b', name: 'conv' }));
    expect(next.nodes[1]!.name).toBe('conv');
    expect(refusals(rename(next, { id: 'c', name: 'conv' }))).toEqual(['name-taken']);
    expect(refusals(rename(next, { id: 'c', name: 'a.b' }))).toEqual(['not-allowed']);
    const empty = after(next, rename(next, { id: 'b', name: '' }));
    expect(after(empty, rename(empty, { id: 'c', name: '' })).nodes[2]!.name).toBe('');
    expect(after(empty, rename(empty, { id: 'b' })).nodes[1]).not.toHaveProperty('name');
  });

  it('[G7] a label is any text of 200 characters; an empty one is none', () => {
    const next = after(nested, relabel(nested, { id: 'outer', label: '<b>level</b>' }));
    expect(groupOf(next, 'outer')!.label).toBe('<b>level</b>');
    expect(groupOf(after(next, relabel(next, { id: 'outer', label: '' })), 'outer')).not.toHaveProperty('label');
    expect(refusals(relabel(nested, { id: 'outer', label: '界'.repeat(201) }))).toEqual(['not-allowed']);
    expect(
      groupOf(after(nested, relabel(nested, { id: 'outer', label: '界'.repeat(200) })), 'outer')!.label,
    ).toHaveLength(200);
  });
});
