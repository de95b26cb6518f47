import { describe, expect, it } from 'vitest';
import { after, graph, refusals } from '../../../../tests/graph/toy';
import { align } from './align';
import { pin } from './pin';
import { release } from './release';

const chain = graph({ a: '', b: 'a', c: 'b' });

describe('pins', () => {
  it('[P1] a pin is set, moved and given back', () => {
    const set = after(chain, pin(chain, { places: { b: [10.006, -20], a: [1, 2] } }));
    expect(set.positions).toEqual({ a: [1, 2], b: [10.01, -20] });
    const moved = after(set, pin(set, { places: { b: [0, 0] } }));
    expect(after(moved, release(moved, { ids: ['b', 'c'] })).positions).toEqual({ a: [1, 2] });
    expect(after(moved, release(moved)).positions).toEqual({});
  });

  it('[P2] refuses what is not there and what is no place', () => {
    expect(refusals(pin(chain, { places: { x: [0, 0] } }))).toEqual(['missing-member']);
    expect(refusals(pin(chain, { places: { a: [Infinity, 0] } }))).toEqual(['not-finite']);
  });

  it('[P3] a row has one height, a column one place from the left', () => {
    const places = { a: [0, 10], b: [72, 20], c: [144, 60] } as const;
    expect(after(chain, align(chain, { places, along: 'row' })).positions).toEqual({
      a: [0, 30],
      b: [72, 30],
      c: [144, 30],
    });
    expect(after(chain, align(chain, { places, along: 'column' })).positions.c).toEqual([72, 60]);
    expect(refusals(align(chain, { places: { a: [0, 0] }, along: 'row' }))).toEqual(['nothing-to-align']);
  });
});
