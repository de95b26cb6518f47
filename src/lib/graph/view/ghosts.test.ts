import { describe, expect, it } from 'vitest';
import { endsOf, ghostsOf } from './ghosts.ts';
import { example } from '#tests/graph/drawn-example.ts';
import { displaced } from './morph.ts';

describe('drafts', () => {
  const b1 = example.marks.find(({ id }) => id === 'b1')!;

  it('draw what is dragged at its new place, its edges from the ends that stay', () => {
    const { marks, edges } = ghostsOf(example, new Map([['b1', [b1.x, b1.y]]]), [10, -5]);
    expect(marks).toMatchObject([{ id: 'b1', x: b1.x + 10, y: b1.y - 5 }]);
    const out = example.edges.find(({ from }) => from === 'b1')!;
    const [first, last] = edges.find(({ id }) => id === out.id)!.line;
    expect(first).toEqual([out.points[0]![0] + 10, out.points[0]![1] - 5]);
    expect(last).toEqual(out.points.at(-1));
  });

  it('carry along what stands in a dragged band', () => {
    const [band] = example.bands;
    const marks = example.marks.map((mark, at) => (at < 2 ? { ...mark, band: band!.id } : mark));
    const inside = marks.slice(0, 2).map(({ id }) => id);
    const ghosts = ghostsOf({ ...example, marks }, new Map([[band!.id, [0, 0]]]), [3, 4]);
    expect(ghosts.marks.map(({ id }) => id)).toEqual(inside);
    expect(ghosts.held.size).toBe(0);
    expect(ghosts.bands[0]!.rect).toMatchObject({ x: band!.rect.x + 3, y: band!.rect.y + 4 });
  });

  it('take edges up on their line, a little off what they join', () => {
    const points = [
      [0, 0],
      [100, 0],
      [100, 5],
    ] as const;
    const edge = { ...example.edges[0]!, points };
    expect(endsOf(edge, 10)).toEqual({ start: [10, 0], end: [100, 3] });
  });
});

describe('displaced', () => {
  it('puts marks where a hand let them go; their edges follow with that end', () => {
    const edge = example.edges.find(({ from }) => from === 'b1')!;
    const b1 = example.marks.find(({ id }) => id === 'b1')!;
    const moved = displaced(example, new Map([['b1', [b1.x + 20, b1.y]]]));
    expect(moved.marks.find(({ id }) => id === 'b1')).toMatchObject({ x: b1.x + 20, y: b1.y });
    const points = moved.edges.find(({ id }) => id === edge.id)!.points;
    expect(points[0]).toEqual([edge.points[0]![0] + 20, edge.points[0]![1]]);
    expect(points.at(-1)).toEqual(edge.points.at(-1));
    expect(moved.marks.filter(({ id }) => id !== 'b1')).toEqual(example.marks.filter(({ id }) => id !== 'b1'));
  });
});
