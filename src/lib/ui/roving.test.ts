import { describe, expect, it } from 'vitest';
import { nextIndex } from './roving.ts';

describe('roving focus', () => {
  const all = [true, true, true];

  it('wraps at both ends', () => {
    expect(nextIndex('ArrowRight', 2, all)).toBe(0);
    expect(nextIndex('ArrowLeft', 0, all)).toBe(2);
    expect(nextIndex('ArrowDown', 0, all)).toBe(1);
  });

  it('skips what is disabled, and stays where nothing else is enabled', () => {
    expect(nextIndex('ArrowRight', 0, [true, false, true])).toBe(2);
    expect(nextIndex('ArrowLeft', 2, [true, false, true])).toBe(0);
    expect(nextIndex('ArrowRight', 0, [true, false])).toBe(0);
    expect(nextIndex('Home', 2, [false, true, true])).toBe(1);
    expect(nextIndex('End', 0, [true, true, false])).toBe(1);
    expect(nextIndex('Home', 0, [false])).toBeUndefined();
  });

  it('leaves other keys alone, and up and down in a horizontal row', () => {
    expect(nextIndex('a', 0, all)).toBeUndefined();
    expect(nextIndex('ArrowDown', 0, all, 'horizontal')).toBeUndefined();
  });
});
