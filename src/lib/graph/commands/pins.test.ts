import { describe, expect, it } from 'vitest';
import { after, graph, refusals } from '#tests/graph/toy.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { align, type Alignment, type Box, type Boxes } from './align.ts';
import { distribute } from './distribute.ts';
import { pin } from './pin.ts';
import { release } from './release.ts';

const chain = graph({ a: '', b: 'a', c: 'b' });

describe('pins', () => {
  it('[P1] a pin is set, moved and given back', () => {
    const set = after(
      chain,
      pin(chain, {
        places: new Map([
          ['b', [10.006, -20]],
          ['a', [1, 2]],
        ]),
      }),
    );
    expect(set.positions).toEqual(
      new Map([
        ['a', [1, 2]],
        ['b', [10.01, -20]],
      ]),
    );
    const moved = after(set, pin(set, { places: new Map([['b', [0, 0]]]) }));
    expect(after(moved, release(moved, { ids: ['b', 'c'] })).positions).toEqual(new Map([['a', [1, 2]]]));
    expect(after(moved, release(moved)).positions).toEqual(new Map());
  });

  it('[P2] refuses what is not there and what is no place', () => {
    expect(refusals(pin(chain, { places: new Map([['x', [0, 0]]]) }))).toEqual(['missing-member']);
    expect(refusals(pin(chain, { places: new Map([['a', [Infinity, 0]]]) }))).toEqual(['not-finite']);
    expect(refusals(pin(chain, { places: new Map([['a', [0, -1e9]]]) }))).toEqual(['too-large']);
  });

  const [a, b, c] = [
    { x: 0, y: 10, width: 20, height: 20 },
    { x: 72, y: 31, width: 40, height: 10 },
    { x: 110, y: 60, width: 20, height: 40 },
  ] as const;
  const boxes = (table: Readonly<Record<string, Box>>): Boxes => new Map(Object.entries(table));
  const places = ({ positions }: GraphDocument) => Object.fromEntries(positions);
  const placed = (to: Alignment) => places(after(chain, align(chain, { boxes: boxes({ a, b, c }), to })));

  it('[P3] borders come to the outermost one, middles to their mean; what is not aligned stays', () => {
    expect(placed('left')).toEqual({ a: [0, 10], b: [10, 31], c: [0, 60] });
    expect(placed('right')).toEqual({ a: [110, 10], b: [100, 31], c: [110, 60] });
    expect(placed('top')).toEqual({ a: [0, 10], b: [72, 5], c: [110, 20] });
    expect(placed('bottom')).toEqual({ a: [0, 70], b: [72, 75], c: [110, 60] });
    expect(placed('middle')).toEqual({ a: [0, 33.67], b: [72, 33.67], c: [110, 33.67] });
    expect(placed('centre').a).toEqual([60.67, 10]);
    expect(refusals(align(chain, { boxes: boxes({ a }), to: 'left' }))).toEqual(['nothing-to-align']);
  });

  it('[P4] distributed: gaps of one width, the outermost stay, whatever the order of the selection', () => {
    // From -10 to 120 there are 80 units of boxes: two gaps of 25.
    const across = after(chain, distribute(chain, { boxes: boxes({ c, a, b }), along: 'across' }));
    expect(places(across)).toEqual({ a: [0, 10], b: [55, 31], c: [110, 60] });
    const down = after(chain, distribute(chain, { boxes: boxes({ a, b, c }), along: 'down' }));
    expect(places(down)).toEqual({ a: [0, 10], b: [72, 30], c: [110, 60] });
    const two = distribute(chain, { boxes: boxes({ a, b }), along: 'down' });
    expect(refusals(two)).toEqual(['nothing-to-distribute']);
  });

  it('[P5] what would come to lie on each other is not aligned', () => {
    const row = boxes({ a, b: { ...b, y: 10 }, c: { ...c, y: 20 } });
    for (const to of ['left', 'centre', 'right'] as const)
      expect(align(chain, { boxes: row, to })).toMatchObject({
        issues: [{ kind: 'aligned-on-each-other', received: 2 }],
      });
    expect(after(chain, align(chain, { boxes: row, to: 'top' })).positions.get('c')).toEqual([110, 20]);
    // Side by side without a gap is not on each other.
    const touching = boxes({ a, b: { ...b, x: 40, y: 30 } });
    expect(align(chain, { boxes: touching, to: 'left' }).ok).toBe(true);
  });
});
