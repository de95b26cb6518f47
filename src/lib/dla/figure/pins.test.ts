import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { rectOf, runsThrough } from '#lib/graph/layout/geometry.ts';
import type { Layout, Point } from '#lib/graph/layout/layout.ts';
import { words } from '#lib/messages/messages.ts';
import { describe, expect, it } from 'vitest';
import { layoutFigure, type FigureOptions } from './figure.ts';
import { intrusions, overlaps, slanted } from '#tests/graph/layout-faults.ts';

const document = buildNetwork(presetConfig('dla34up'));
const draw = (pins: Readonly<Record<string, Point>> = {}, options: Partial<FigureOptions> = {}): Layout =>
  layoutFigure(
    { ...document, positions: new Map(Object.entries(pins)) },
    { words: words.figure, width: 1000, ...options },
  );
const placesOf = ({ marks }: Layout, ids: readonly string[]) =>
  marks.filter(({ id }) => ids.includes(id)).map(({ x, y }) => [x, y]);

describe('pins in the figure', () => {
  const free = draw();
  const below = free.bounds.y + free.bounds.height + 80;

  it('put a mark somewhere, its edges go round what stands there, and all else stays', () => {
    for (const { id } of free.marks.filter(({ kind }) => kind !== 'source')) {
      const layout = draw({ [id]: [300, below] });
      expect(layout.marks.find((mark) => mark.id === id)).toMatchObject({ x: 300, y: below });
      expect(layout.marks.filter((mark) => mark.id !== id)).toEqual(free.marks.filter((mark) => mark.id !== id));
      expect([...intrusions(layout), ...overlaps(layout), ...slanted(layout)]).toEqual([]);
      expect(new Set(layout.edges.map((edge) => edge.id))).toEqual(new Set(free.edges.map((edge) => edge.id)));
    }
  });

  it('lead edges round a mark that is put on their way', () => {
    const edge = free.edges.find(({ id }) => id === 'level3-b1>level3-b2')!;
    const middle = [(edge.points[0]![0] + edge.points[1]![0]) / 2, edge.points[0]![1] + 3] as const;
    const layout = draw({ 'level5-b1': middle });
    const mark = layout.marks.find(({ id }) => id === 'level5-b1')!;
    const through = layout.edges.filter(
      ({ from, to, points }) => from !== mark.id && to !== mark.id && runsThrough(points, rectOf(mark)),
    );
    expect(through).toEqual([]);
  });

  it('put a level somewhere with its band, as it is', () => {
    const { rect } = free.bands.find(({ id }) => id === 'level4')!;
    const layout = draw({ level4: [500, below + rect.height] });
    const band = layout.bands.find(({ id }) => id === 'level4')!;
    expect([band.rect.x + rect.width / 2, band.rect.y + rect.height / 2]).toEqual([500, below + rect.height]);
    const inside = free.marks.filter((mark) => mark.band === 'level4').map(({ id }) => id);
    const by = [band.rect.x - rect.x, band.rect.y - rect.y];
    const expected = placesOf(free, inside).map(([x, y]) => [x! + by[0]!, y! + by[1]!]);
    placesOf(layout, inside).forEach(([x, y], at) => {
      expect(x).toBeCloseTo(expected[at]![0]!, 1);
      expect(y).toBeCloseTo(expected[at]![1]!, 1);
    });
    expect([...intrusions(layout), ...overlaps(layout), ...slanted(layout)]).toEqual([]);
  });

  it('carry the ops of a mark along', () => {
    const opened = draw({}, { detail: 'ops' });
    const layout = draw({ 'level3-b1': [400, 3000] }, { detail: 'ops' });
    const frame = layout.marks.find(({ id }) => id === 'level3-b1')!;
    const ops = layout.marks.filter(({ kind, of }) => kind === 'op' && frame.of.includes(of[0]!));
    expect(ops.length).toBeGreaterThan(3);
    for (const op of ops) expect(Math.abs(op.x - frame.x) + op.width / 2).toBeLessThanOrEqual(frame.width / 2);
    expect(layout.marks.length).toBe(opened.marks.length);
  });

  it('let the figure return when they are released', () => {
    const pinned = draw({ 'level3-b1': [300, below] });
    const { marks, ...rest } = pinned;
    const previous = { ...rest, marks: marks.filter(({ id }) => id !== 'level3-b1') };
    expect(draw({}, { previous }).marks).toEqual(free.marks);
  });
});
