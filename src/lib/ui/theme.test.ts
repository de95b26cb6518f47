import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { LANGUAGE_KEY } from './language.svelte.ts';
import { parseThemeChoice, theme, THEME_KEY } from './theme.svelte.ts';

interface Before {
  readonly theme?: string | null;
  readonly language?: string | null;
  readonly languages?: readonly string[];
  readonly systemIsDark?: boolean;
  readonly address?: string;
  readonly framed?: boolean;
}

/** static/before-paint.js on a page of its own. */
function beforePaint({ theme, language, languages = ['en-US'], systemIsDark = false, address = '', framed }: Before) {
  const dataset: { theme?: string; held?: string } = {};
  const stored = new Map([
    [THEME_KEY, theme],
    [LANGUAGE_KEY, language],
  ]);
  const listeners = new Map<string, (event: unknown) => void>();
  const page = {
    localStorage: { getItem: (key: string) => stored.get(key) ?? null },
    matchMedia: () => ({ matches: systemIsDark }),
    navigator: { languages },
    location: new URL(address, 'http://localhost/'),
    document: { documentElement: { dataset } },
    parent: {},
    addEventListener: (name: string, listener: (event: unknown) => void) => listeners.set(name, listener),
    removeEventListener: (name: string) => listeners.delete(name),
  };
  if (!framed) page.parent = page;
  runInNewContext(readFileSync('static/before-paint.js', 'utf8'), Object.assign(page, { window: page }));
  return { dataset, tell: (name: string, event: unknown = {}) => listeners.get(name)?.(event) };
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
    const themeOf = (theme: string | null, systemIsDark: boolean) => beforePaint({ theme, systemIsDark }).dataset.theme;
    expect(themeOf('dark', false)).toBe('dark');
    expect(themeOf('light', true)).toBe('light');
    expect(themeOf('system', true)).toBe('dark');
    expect(themeOf(null, false)).toBe('light');
  });

  it('without a page it is light and harms nothing', () => {
    expect(theme.choice).toBe('system');
    expect(theme.resolved).toBe('light');
  });

  it('the words in the file wait where others will be shown, and until the page answers', () => {
    const isHeld = (before: Before) => 'held' in beforePaint(before).dataset;
    expect(isHeld({})).toBe(false);
    expect(isHeld({ languages: ['de-DE', 'en', 'zh-CN'] })).toBe(false);
    expect(isHeld({ languages: ['de-DE', 'zh-CN', 'en'] })).toBe(true);
    expect(isHeld({ language: 'zh', languages: ['en'] })).toBe(true);
    expect(isHeld({ language: 'en', languages: ['zh-CN'] })).toBe(false);
    expect(isHeld({ languages: ['de-DE'] })).toBe(false);
    for (const address of ['?embed', '#1.abc']) expect(isHeld({ address })).toBe(true);
    expect(isHeld({ framed: true })).toBe(true);
    const { dataset, tell } = beforePaint({ language: 'zh' });
    tell('dla:answers');
    expect(dataset).toEqual({ theme: 'light' });
  });

  it('a button that was pressed too early is pressed once the page answers, and no other later', () => {
    const { tell } = beforePaint({});
    let presses = 0;
    const button = { isConnected: true, click: () => (presses += 1) };
    tell('click', { target: { closest: () => button } });
    expect(presses).toBe(0);
    tell('dla:answers');
    tell('dla:answers');
    expect(presses).toBe(1);
  });
});
