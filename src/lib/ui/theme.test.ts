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
  readonly body?: object;
}

/** A browser makes an event of its kind from another. */
class Pressed {
  readonly key: string;
  constructor(_: string, { key }: { readonly key: string }) {
    this.key = key;
  }
}

/** static/before-paint.js on a page of its own. */
function beforePaint({
  theme,
  language,
  languages = ['en-US'],
  systemIsDark = false,
  address = '',
  framed,
  body,
}: Before) {
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
    document: { documentElement: { dataset }, body },
    KeyboardEvent: Pressed,
    Event: Pressed,
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

  it('keys and buttons that were pressed too early are answered in their order once the page answers, and not again', () => {
    const answered: string[] = [];
    const element = (name: string) => ({
      isConnected: true,
      closest: () => element(name),
      click: () => answered.push(name),
      dispatchEvent: ({ key = 'change' }: { key?: string }) => answered.push(`${key} on ${name}`),
    });
    const { tell } = beforePaint({ body: element('body') });
    const text = { ...element('text'), closest: () => null };
    tell('click', { type: 'click', target: element('first') });
    tell('click', { type: 'click', target: text });
    tell('keydown', { type: 'keydown', key: 'p', repeat: false, target: text });
    tell('keydown', { type: 'keydown', key: 'p', repeat: true, target: text });
    tell('keydown', { type: 'keydown', key: 'Enter', target: element('second') });
    tell('change', { type: 'change', target: element('file') });
    tell('click', { type: 'click', target: element('second') });
    tell('click', { type: 'click', target: { ...element('gone'), closest: () => ({ isConnected: false }) } });
    tell('keydown', { type: 'keydown', key: 'h', target: { isConnected: false } });
    expect(answered).toEqual([]);
    tell('dla:answers');
    tell('dla:answers');
    expect(answered).toEqual(['first', 'p on text', 'change on file', 'second', 'h on body']);
  });
});
