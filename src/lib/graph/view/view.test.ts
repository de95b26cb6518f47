import { describe, expect, it } from 'vitest';
import { drawnPart, filling, fitCamera, reveal, steppedZoom, viewportOf, zoomAbout } from './camera.ts';
import { example } from '#tests/graph/drawn-example.ts';
import { keyAction } from './keys.ts';
import { between, canMorph } from './morph.ts';
import { overlayOf } from './overlay.ts';
import { cssColour } from './primitives.ts';
import { describedWith } from './look.ts';
import { sceneOf } from './scene.ts';
import { toSvg } from './svg.ts';
import { greyTheme } from '#tests/graph/grey-theme.ts';
import { neighbour } from './walk.ts';

describe('camera', () => {
  it('fits a large figure whole and leaves a small one at its size', () => {
    const large = fitCamera({ x: 0, y: 0, width: 2000, height: 500 }, 1016, 600);
    expect(large.zoom).toBe(0.5);
    expect(fitCamera(example.bounds, 1000, 600).zoom).toBe(1);
    const seen = viewportOf(large, 1016, 600);
    expect([seen.x, seen.x + seen.width]).toEqual([-16, 2016]);
  });
  it('puts a figure at the top of its canvas, and in the middle what is much lower than it', () => {
    expect(fitCamera({ x: 0, y: 100, width: 900, height: 500 }, 1016, 600).y).toBe(92);
    const strip = fitCamera({ x: 0, y: 100, width: 2000, height: 200 }, 1016, 600);
    expect(strip.y + 600 / strip.zoom / 2).toBe(200);
  });
  it('leaves no room empty at a side while the figure goes on at the other', () => {
    const bounds = { x: 0, y: 0, width: 1000, height: 300 };
    const at = (x: number, y: number) => filling({ x, y, zoom: 1 }, bounds, 400, 500, 0);
    expect(at(700, 0)).toEqual({ x: 600, y: 0, zoom: 1 });
    expect(at(-50, 20)).toEqual({ x: 0, y: 0, zoom: 1 });
    expect(at(300, -100)).toEqual({ x: 300, y: -100, zoom: 1 });
    expect(at(300, -300)).toEqual({ x: 300, y: -200, zoom: 1 });
  });
  it('keeps the point under the pointer in its place', () => {
    const before = { x: 10, y: 20, zoom: 0.8 };
    const after = zoomAbout(before, 1.5, [300, 200]);
    expect(after.x + 300 / after.zoom).toBeCloseTo(before.x + 300 / before.zoom);
    expect(after.y + 200 / after.zoom).toBeCloseTo(before.y + 200 / before.zoom);
  });
  it('makes texts for a zoom that is never above the real one', () => {
    for (let zoom = 0.05; zoom < 5; zoom *= 1.013) {
      expect(steppedZoom(zoom)).toBeLessThanOrEqual(zoom * 1.0001);
      expect(steppedZoom(zoom)).toBeGreaterThan(zoom / 1.09);
    }
  });
  it('draws more than is seen, and the same part after a small pan', () => {
    const part = drawnPart({ x: 10, y: 10, zoom: 1 }, 400, 300);
    expect(part).toEqual(drawnPart({ x: 30, y: 25, zoom: 1 }, 400, 300));
    expect(part.x).toBeLessThan(10);
    expect(part.x + part.width).toBeGreaterThan(430);
  });
  it('moves only as far as a mark asks for', () => {
    const camera = { x: 0, y: 0, zoom: 1 };
    expect(reveal(camera, { x: 50, y: 50, width: 20, height: 20 }, 400, 300)).toBe(camera);
    expect(reveal(camera, { x: 500, y: 50, width: 20, height: 20 }, 400, 300)).toEqual({ x: 144, y: 0, zoom: 1 });
  });
});

describe('keys', () => {
  const press = (key: string, active?: string, ctrlKey = false) =>
    keyAction({ key, altKey: false, ctrlKey, metaKey: false, shiftKey: false }, example, active);
  it('walks along edges', () => {
    expect(neighbour(example, 'b1', 'right')).toBe('b2');
    expect(neighbour(example, 'b2', 'up')).toBe('n1');
    expect(neighbour(example, 'n1', 'down')).toBe('b2');
    expect(neighbour(example, 'b2', 'left')).toBe('b1');
    expect(neighbour(example, 'n1', 'right')).toBeUndefined();
  });
  it('starts at the first mark', () => expect(press('ArrowRight')).toEqual({ kind: 'walk', to: 'b1' }));
  it('opens what is active, and nothing else', () => {
    expect(press('Enter', 'n1')).toEqual({ kind: 'open', id: 'n1' });
    expect(press('Enter')).toBeUndefined();
  });
  it('leaves shortcuts of the page alone', () => {
    expect(press('0', 'n1', true)).toBeUndefined();
    expect(press('k', 'n1')).toBeUndefined();
  });
  it('nudges with Alt, further with shift', () => {
    const nudge = (shiftKey: boolean) =>
      keyAction({ key: 'ArrowUp', altKey: true, ctrlKey: false, metaKey: false, shiftKey }, example, 'n1');
    expect(nudge(false)).toEqual({ kind: 'nudge', by: [0, -8] });
    expect(nudge(true)).toEqual({ kind: 'nudge', by: [0, -64] });
  });
  it('zooms and fits', () => {
    expect([press('+'), press('-'), press('0')]).toEqual([
      { kind: 'zoom', factor: 1.25 },
      { kind: 'zoom', factor: 0.8 },
      { kind: 'fit' },
    ]);
  });
});

describe('scene', () => {
  const texts = (zoom: number) => sceneOf(example, { zoom }).labels.map(({ text }) => text);
  it('lets detail fall away with the zoom', () => {
    expect(texts(1)).toEqual(expect.arrayContaining(['level 2', '64 ch · 56×56 · 1/4', 'B1', 'B2', 'N1']));
    expect(texts(0.6)).not.toContain('N1');
    expect(texts(0.25)).not.toContain('B1');
    const far = sceneOf(example, { zoom: 0.1 });
    expect([far.marks, far.edges, far.labels.map(({ kind }) => kind)]).toEqual([[], [], []]);
  });
  it('names a node in its circle, and beside it where that has no room', () => {
    const alone = { ...example, bands: [] };
    const name = (zoom: number) => sceneOf(alone, { zoom }).labels.find(({ key }) => key === 'n1 name')!;
    expect(name(1)).toMatchObject({ x: 132, y: 74, anchor: 'middle' });
    const beside = name(0.6);
    expect(beside.x).toBeGreaterThan(132);
    expect(beside.y).toBeLessThan(63);
  });
  it('keeps texts at 11 pixels on the screen', () => {
    for (const zoom of [0.3, 0.7, 1, 2])
      for (const { size } of sceneOf(example, { zoom }).labels) expect(size * zoom).toBeGreaterThanOrEqual(10.999);
  });
  it('draws only what is near the screen', () => {
    const { marks, edges } = sceneOf(example, { zoom: 1, viewport: { x: 150, y: 40, width: 50, height: 20 } });
    expect(marks.map(({ mark }) => mark.id)).toEqual(['n1']);
    expect(edges.map(({ edge }) => edge.id)).not.toContain('b1>b2');
  });
  it('gives one sign to each difference, none to an edge whose end comes or goes', () => {
    const marked = (entries: [string, 'add' | 'del' | 'chg'][]) =>
      sceneOf(example, { zoom: 1, differences: new Map(entries) }).badges.map(({ id, text }) => id + text);
    expect(
      marked([
        ['b1>n1', 'del'],
        ['b2', 'chg'],
      ]),
    ).toEqual(['b2~', 'b1>n1−']);
    expect(
      marked([
        ['n1', 'add'],
        ['b1>n1', 'add'],
        ['b2>n1', 'add'],
      ]),
    ).toEqual(['n1+']);
  });
  it('gives a sign to marks and edges beside that of a difference, and a screen reader its words', () => {
    const sign = { text: '×0', words: 'B2 ablated' };
    const signs = new Map([
      ['b2', sign],
      ['b1>n1', sign],
    ]);
    const { badges } = sceneOf(example, { zoom: 1, differences: new Map([['b2', 'chg']]), signs });
    expect(badges.map(({ key, text }) => key + text)).toEqual(['b2 difference~', 'b2 sign×0', 'b1>n1 sign×0']);
    expect(describedWith('B2, block', sign)).toBe('B2, block, B2 ablated');
  });
  it('draws an edge the wider the greater its heat is', () => {
    const heat = new Map([
      ['b1>n1', 1],
      ['b2>n1', 0.1],
    ]);
    const widths = new Map(sceneOf(example, { zoom: 1, heat }).edges.map(({ edge, width }) => [edge.id, width]));
    const plain = new Map(sceneOf(example, { zoom: 1 }).edges.map(({ edge, width }) => [edge.id, width]));
    expect(widths.get('b1>n1')! - plain.get('b1>n1')!).toBeCloseTo(8);
    expect(widths.get('b2>n1')! - plain.get('b2>n1')!).toBeCloseTo(0.8);
    expect(widths.get('b1>b2')).toBe(plain.get('b1>b2'));
  });
  it('keeps what has not changed as it is', () => {
    const [a, b] = [sceneOf(example, { zoom: 1 }), sceneOf(example, { zoom: 0.9 })];
    a.marks.forEach((mark, index) => expect(b.marks[index]).toBe(mark));
    a.edges.forEach((edge, index) => expect(b.edges[index]).toBe(edge));
  });
});

describe('overlay', () => {
  const over = (selected: string[], hovered?: string) =>
    overlayOf(example, { zoom: 1, selected: new Set(selected), hovered, labels: [] }, cssColour);
  it('numbers the inputs of a selected node in the order of the weights', () => {
    const { texts, rings } = over(['n1']);
    expect(texts.map(({ text }) => text).sort()).toEqual(['1', '2']);
    expect(rings).toHaveLength(1);
  });
  it('puts the number of an input on the other side where its place is taken', () => {
    const name = { key: 'name', kind: 'node', text: 'N', x: 142, y: 95, size: 11, anchor: 'middle', of: 'n1' } as const;
    const places = (labels: readonly (typeof name)[]) =>
      overlayOf(example, { zoom: 1, selected: new Set(['n1']), labels }, cssColour)
        .texts.filter(({ text }) => text === '1')
        .map(({ attributes }) => Number(attributes['x']) > 132);
    expect([places([]), places([name])]).toEqual([[true], [false]]);
  });
  it('says what flows to and from a mark under the pointer', () => {
    const { texts, edges } = over([], 'b2');
    expect(edges).toHaveLength(2);
    expect(texts.map(({ text }) => text)).toContain('64×56×56');
  });
});

describe('morph', () => {
  const moved = { ...example, marks: example.marks.map((mark) => ({ ...mark, x: mark.x + 100 })) };
  it('moves what both layouts have and ends at the new one', () => {
    expect(between(example, moved, 0.5).marks[0]!.x).toBe(110);
    expect(between(example, moved, 1)).toBe(moved);
  });
  it('moves edges of different numbers of corners', () => {
    const [edge] = example.edges;
    const bent = {
      ...example,
      edges: [
        {
          ...edge!,
          points: [
            [76, 130],
            [90, 130],
            [90, 150],
            [116, 150],
          ] as const,
        },
      ],
    };
    const half = between(example, bent, 0.5).edges[0]!.points;
    expect(half).toHaveLength(4);
    expect(half.at(-1)).toEqual([116, 140]);
  });
  it('does not move to or from nothing', () => {
    expect(canMorph({ ...example, marks: [] }, example)).toBe(false);
    expect(canMorph(example, moved)).toBe(true);
  });
});

describe('toSvg', () => {
  const theme = { ...greyTheme, ink: '#111111', agg: '#1A7F52', 'blk-line': '#222222', 'tint-3': '#DFE7F3' };
  const file = toSvg(example, theme, { title: 'A & B "quoted"' });
  it('writes colours out and keeps texts', () => {
    expect(file).not.toContain('var(');
    expect(file).toContain('#1A7F52');
    expect(file).toMatch(/<text [^>]*>B1<\/text>/);
  });
  it('escapes what a file must not hold', () => expect(file).toContain('<title>A &amp; B &quot;quoted&quot;</title>'));
  it('needs nothing from elsewhere', () => expect(file).not.toMatch(/href|url\(|@import|<script/));
});
