import { describe, expect, it } from 'vitest';
import { isComposed, keyOf } from './keys.ts';

const altGraph = (key: string) => key === 'AltGraph';

describe('keyOf', () => {
  it.each([
    ['Cyrillic', 'я', 'KeyZ', 'z'],
    ['Cyrillic capitals', 'Ф', 'KeyA', 'a'],
    ['Greek', 'ζ', 'KeyZ', 'z'],
    ['Hebrew', 'ז', 'KeyZ', 'z'],
    ['Arabic', 'ئ', 'KeyZ', 'z'],
    ['an Arabic key of two letters', 'لا', 'KeyB', 'b'],
    ['Arabic digits', '٠', 'Digit0', '0'],
    ['a key that the system does not name', 'Unidentified', 'KeyS', 's'],
  ])('takes the place of the key in %s (I3)', (_name, key, code, expected) => {
    expect(keyOf({ key, code })).toBe(expected);
  });

  it('takes an Arabic question mark for one (I3)', () => {
    expect(keyOf({ key: '؟', code: 'Slash', shiftKey: true })).toBe('?');
  });

  it.each([
    ['Dvorak', ';', 'KeyZ'],
    ['Dvorak', 'z', 'Slash'],
    ['AZERTY', 'a', 'KeyQ'],
    ['QWERTZ', 'y', 'KeyZ'],
    ['German', 'ö', 'Semicolon'],
    ['Turkish', 'ı', 'KeyI'],
    ['Hebrew', '/', 'KeyQ'],
    ['a named key', 'Escape', 'Escape'],
    ['a dead key', 'Dead', 'KeyN'],
  ])('takes what %s writes where that is Latin: %s (I3)', (_name, key, code) => {
    expect(keyOf({ key, code })).toBe(key);
  });

  it('leaves what AltGr writes as it is (I3)', () => {
    expect(keyOf({ key: 'я', code: 'KeyZ', getModifierState: altGraph })).toBe('я');
    expect(keyOf({ key: '€', code: 'KeyE', getModifierState: altGraph })).toBe('€');
  });
});

describe('isComposed', () => {
  it('knows a composition that goes on, and the key that has just ended one (I7)', () => {
    expect(isComposed({ isComposing: true, keyCode: 13 })).toBe(true);
    expect(isComposed({ isComposing: false, keyCode: 229 })).toBe(true);
    expect(isComposed({ isComposing: false, keyCode: 13 })).toBe(false);
  });
});
