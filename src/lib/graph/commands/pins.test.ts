import { describe, expect, it } from 'vitest';
import { after, graph, refusals } from '#tests/graph/toy.ts';
import { align, type Alignment } from './align.ts';
import { distribute } from './distribute.ts';
import { pin } from './pin.ts';
import { release } from './release.ts';

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

  const boxes = {
    a: { x: 0, y: 10, width: 20, height: 20 },
    b: { x: 72, y: 31, width: 40, height: 10 },
    c: { x: 110, y: 60, width: 20, height: 40 },
  };
  const placed = (to: Alignment) => after(chain, align(chain, { boxes, to })).positions;

  it('[P3] borders come to the outermost one, middles to their mean; what is not aligned stays', () => {
    expect(placed('left')).toEqual({ a: [0, 10], b: [10, 31], c: [0, 60] });
    expect(placed('right')).toEqual({ a: [110, 10], b: [100, 31], c: [110, 60] });
    expect(placed('top')).toEqual({ a: [0, 10], b: [72, 5], c: [110, 20] });
    expect(placed('bottom')).toEqual({ a: [0, 70], b: [72, 75], c: [110, 60] });
    expect(placed('middle')).toEqual({ a: [0, 33.67], b: [72, 33.67], c: [110, 33.67] });
    expect(placed('centre').a).toEqual([60.67, 10]);
    expect(refusals(align(chain, { boxes: { a: boxes.a }, to: 'left' }))).toEqual(['nothing-to-align']);
  });

  it('[P4] distributed: gaps of one width, the outermost stay, whatever the order of the selection', () => {
    // From -10 to 120 there are 80 units of boxes: two gaps of 25.
    const across = after(chain, distribute(chain, { boxes: { c: boxes.c, a: boxes.a, b: boxes.b }, along: 'across' }));
    expect(across.positions).toEqual({ a: [0, 10], b: [55, 31], c: [110, 60] });
    const down = after(chain, distribute(chain, { boxes, along: 'down' })).positions;
    expect(down).toEqual({ a: [0, 10], b: [72, 30], c: [110, 60] });
    const two = { a: boxes.a, b: boxes.b };
    expect(refusals(distribute(chain, { boxes: two, along: 'down' }))).toEqual(['nothing-to-distribute']);
  });

  it('[P5] what would come to lie on each other is not aligned', () => {
    const row = { a: boxes.a, b: { ...boxes.b, y: 10 }, c: { ...boxes.c, y: 20 } };
    for (const to of ['left', 'centre', 'right'] as const)
      expect(align(chain, { boxes: row, to })).toMatchObject({
        issues: [{ kind: 'aligned-on-each-other', received: 2 }],
      });
    expect(after(chain, align(chain, { boxes: row, to: 'top' })).positions.c).toEqual([110, 20]);
    // Side by side without a gap is not on each other.
    const touching = { a: boxes.a, b: { ...boxes.a, x: 40, y: 30 } };
    expect(align(chain, { boxes: touching, to: 'left' }).ok).toBe(true);
  });
});
