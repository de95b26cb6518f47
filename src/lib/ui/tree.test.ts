import { describe, expect, it } from 'vitest';
import { treeKey, typeahead, visibleRows, type TreeItem } from './tree.ts';

//  base
//  level 3 ─ B1
//          ─ tree ─ B2
//  head
const items: TreeItem[] = [
  { id: 'base', label: 'base' },
  {
    id: 'l3',
    label: 'level 3',
    children: [
      { id: 'b1', label: 'B1' },
      { id: 't', label: 'tree', children: [{ id: 'b2', label: 'B2' }] },
    ],
  },
  { id: 'head', label: 'head' },
];
const closed = visibleRows(items, new Set());
const open = visibleRows(items, new Set(['l3', 't']));

describe('the rows of a tree', () => {
  it('are those whose ancestors are all open', () => {
    expect(closed.map((row) => row.item.id)).toEqual(['base', 'l3', 'head']);
    expect(open.map((row) => row.item.id)).toEqual(['base', 'l3', 'b1', 't', 'b2', 'head']);
    expect(visibleRows(items, new Set(['t'])).map((row) => row.item.id)).toEqual(['base', 'l3', 'head']);
  });

  it('know their level, their place among siblings and their parent', () => {
    expect(open.map((row) => [row.level, row.position, row.size, row.parent])).toEqual([
      [1, 1, 3, undefined],
      [1, 2, 3, undefined],
      [2, 1, 2, 'l3'],
      [2, 2, 2, 'l3'],
      [3, 1, 1, 't'],
      [1, 3, 3, undefined],
    ]);
    expect(open.map((row) => row.open)).toEqual([undefined, true, undefined, true, undefined, undefined]);
    expect(open.find((row) => row.item.id === 'b1')?.besideBranches).toBe(true);
    expect(open.find((row) => row.item.id === 'b2')?.besideBranches).toBe(false);
  });
});

describe('the keys of a tree', () => {
  it('up and down walk the rows and stop at the ends', () => {
    expect(treeKey(open, 'l3', 'ArrowDown')).toEqual({ kind: 'focus', id: 'b1' });
    expect(treeKey(open, 'base', 'ArrowUp')).toBeUndefined();
    expect(treeKey(open, 'head', 'ArrowDown')).toBeUndefined();
    expect(treeKey(open, 'b1', 'End')).toEqual({ kind: 'focus', id: 'head' });
    expect(treeKey(open, 'b1', 'Home')).toEqual({ kind: 'focus', id: 'base' });
  });

  it('right opens, then goes in; left closes, then goes out', () => {
    expect(treeKey(closed, 'l3', 'ArrowRight')).toEqual({ kind: 'expand', ids: ['l3'], open: true });
    expect(treeKey(open, 'l3', 'ArrowRight')).toEqual({ kind: 'focus', id: 'b1' });
    expect(treeKey(open, 'b1', 'ArrowRight')).toBeUndefined();
    expect(treeKey(open, 't', 'ArrowLeft')).toEqual({ kind: 'expand', ids: ['t'], open: false });
    expect(treeKey(open, 'b2', 'ArrowLeft')).toEqual({ kind: 'focus', id: 't' });
    expect(treeKey(closed, 'l3', 'ArrowLeft')).toBeUndefined();
  });

  it('Enter and space select, a star opens the siblings, others do nothing', () => {
    expect(treeKey(open, 'b1', 'Enter')).toEqual({ kind: 'select', id: 'b1' });
    expect(treeKey(open, 'b1', ' ')).toEqual({ kind: 'select', id: 'b1' });
    expect(treeKey(closed, 'base', '*')).toEqual({ kind: 'expand', ids: ['l3'], open: true });
    expect(treeKey(open, 'b1', '*')).toEqual({ kind: 'expand', ids: [], open: true });
    expect(treeKey(open, 'b1', 'F5')).toBeUndefined();
    expect(treeKey(open, 'gone', 'ArrowDown')).toBeUndefined();
  });

  it('typing goes to the next label that starts so, around the end', () => {
    expect(typeahead(open, 'base', 'b')).toBe('b1');
    expect(typeahead(open, 'b1', 'b')).toBe('b2');
    expect(typeahead(open, 'b2', 'B')).toBe('base');
    expect(typeahead(open, 'b1', 'b1')).toBe('b1');
    expect(typeahead(open, 'b1', 'x')).toBeUndefined();
  });
});
