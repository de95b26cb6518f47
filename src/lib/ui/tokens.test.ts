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
});
