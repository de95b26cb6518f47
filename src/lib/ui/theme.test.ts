import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { parseThemeChoice, theme, THEME_KEY } from './theme.svelte.ts';

/** static/theme.js on a page of its own. */
function firstPaint(stored: string | null, systemIsDark: boolean): string | undefined {
  const dataset: { theme?: string } = {};
  runInNewContext(readFileSync('static/theme.js', 'utf8'), {
    localStorage: { getItem: (key: string) => (key === THEME_KEY ? stored : null) },
    matchMedia: () => ({ matches: systemIsDark }),
    document: { documentElement: { dataset } },
  });
  return dataset.theme;
}

describe('theme', () => {
  it('anything but light and dark means the system', () => {
    expect(['light', 'dark', 'system', 'pink', null].map(parseThemeChoice)).toEqual([
      'light',
      'dark',
      'system',
      'system',
      'system',
    ]);
  });

  it('the first paint follows the remembered choice, else the system', () => {
    expect(firstPaint('dark', false)).toBe('dark');
    expect(firstPaint('light', true)).toBe('light');
    expect(firstPaint('system', true)).toBe('dark');
    expect(firstPaint(null, false)).toBe('light');
  });

  it('without a page it is light and harms nothing', () => {
    expect(theme.choice).toBe('system');
    expect(theme.resolved).toBe('light');
  });
});
