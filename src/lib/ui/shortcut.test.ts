import { describe, expect, it } from 'vitest';
import { ariaShortcut, matchesShortcut, shortcutKeys } from './shortcut.ts';

const pressed = (key: string, also: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...also,
});

describe('shortcuts', () => {
  it('are shown as the machine writes them', () => {
    expect(shortcutKeys('Mod+Shift+Z', false)).toEqual(['Ctrl', 'Shift', 'Z']);
    expect(shortcutKeys('Mod+Shift+Z', true)).toEqual(['⌘', '⇧', 'Z']);
    expect(shortcutKeys('Plus', false)).toEqual(['+']);
    expect(ariaShortcut('Mod+K', false)).toBe('Control+K');
    expect(ariaShortcut('Mod+K', true)).toBe('Meta+K');
  });

  it('match the exact modifiers', () => {
    expect(matchesShortcut(pressed('z', { ctrlKey: true }), 'Mod+Z', false)).toBe(true);
    expect(matchesShortcut(pressed('z', { ctrlKey: true }), 'Mod+Z', true)).toBe(false);
    expect(matchesShortcut(pressed('z', { metaKey: true }), 'Mod+Z', true)).toBe(true);
    expect(matchesShortcut(pressed('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Z', false)).toBe(false);
    expect(matchesShortcut(pressed('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+Z', false)).toBe(true);
    expect(matchesShortcut(pressed('z'), 'Mod+Z', false)).toBe(false);
  });

  it('do not mind how a layout reaches a sign', () => {
    expect(matchesShortcut(pressed('?', { shiftKey: true }), '?', false)).toBe(true);
    expect(matchesShortcut(pressed('+', { shiftKey: true }), 'Plus', false)).toBe(true);
    expect(matchesShortcut(pressed('-'), 'Minus', false)).toBe(true);
  });
});
