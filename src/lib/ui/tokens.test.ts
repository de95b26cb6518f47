import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src/lib/ui/tokens.css', 'utf8').replaceAll(/\/\*.*?\*\//gs, '');
const colours = (block: string) =>
  new Map([...block.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6})/gi)].map(([, name, colour]) => [name ?? '', colour ?? '']));
const [lightBlock = '', darkBlock = ''] = css.split(":root[data-theme='dark']");
const themes = { light: colours(lightBlock), dark: colours(darkBlock) };

/** WCAG 2.x relative luminance. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = parseInt(colour.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

// What stands on what: text needs 4.5, marks and the edges of controls 3 (WCAG 1.4.3 and 1.4.11).
const text: [string, string[]][] = [
  ['--ink', ['--bg', '--surface', '--inset', '--canvas', '--accent-soft', '--halo', '--tint-0', '--tint-6']],
  ['--muted', ['--bg', '--surface', '--inset', '--canvas', '--accent-soft', '--tint-0', '--tint-6']],
  ['--accent', ['--bg', '--surface', '--accent-soft']],
  ['--on-accent', ['--accent']],
  ['--agg', ['--surface']],
  ['--agg-ink', ['--agg-fill']],
  ['--add', ['--surface', '--add-soft']],
  ['--del', ['--surface', '--del-soft']],
  ['--chg', ['--surface', '--chg-soft']],
  ...['a', 'b', 'c', 'd'].map((each): [string, string[]] => [`--net-${each}`, ['--surface', '--canvas']]),
];
const marks: [string, string[]][] = [
  ['--edge', ['--bg', '--surface', '--inset']],
  ['--agg', ['--canvas', '--agg-fill', '--tint-6']],
  ['--blk-line', ['--blk', '--tint-6']],
  ['--accent', ['--inset', '--tint-6']],
  ['--add', ['--tint-5']],
  ['--del', ['--tint-5']],
  ['--chg', ['--tint-5', '--inset']],
];

describe.each(['light', 'dark'] as const)('the colours of the %s theme', (name) => {
  const theme = themes[name];
  const rows = (pairs: [string, string[]][], least: number) =>
    pairs.flatMap(([front, backs]) => backs.map((back) => [front, back, least] as const));

  it('are those of the other theme, by name', () => {
    expect([...theme.keys()]).toEqual([...themes[name === 'light' ? 'dark' : 'light'].keys()]);
    expect(theme.size).toBeGreaterThan(25);
  });

  it.each([...rows(text, 4.5), ...rows(marks, 3)])('%s on %s has a contrast of at least %d', (front, back, least) => {
    expect(contrast(theme.get(front) ?? '', theme.get(back) ?? '')).toBeGreaterThanOrEqual(least);
  });

  it('tell four networks apart, also where one of three kinds of cones is missing', () => {
    const networks = ['a', 'b', 'c', 'd'].map((each) => theme.get(`--net-${each}`) ?? '');
    for (const matrix of sights)
      for (const [at, one] of networks.entries())
        for (const other of networks.slice(at + 1))
          expect(Math.hypot(...between(seenLab(one, matrix), seenLab(other, matrix)))).toBeGreaterThan(20);
  });
});

type Row = [number, number, number];
/** All cones, and how the others see (Machado, Oliveira and Fernandes, 2009, severity 1): without red, green, blue. */
const sights: Row[][] = [
  [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
];

const between = (a: number[], b: number[]) => a.map((value, at) => value - (b[at] ?? 0));

/** CIE L*a*b* of a colour as it is seen. */
function seenLab(colour: string, matrix: Row[]): number[] {
  const light = [1, 3, 5].map((at) => {
    const c = parseInt(colour.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  const [r = 0, g = 0, b = 0] = matrix.map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, weight, at) => sum + weight * (light[at] ?? 0), 0),
      ),
    ),
  );
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
