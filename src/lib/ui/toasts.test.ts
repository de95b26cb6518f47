import { describe, expect, it } from 'vitest';
import { stay, Toasts } from './toasts.svelte.ts';

describe('toasts', () => {
  it('are shown in order, each with an id of its own, and dismissed by it', () => {
    const toasts = new Toasts();
    const first = toasts.show({ kind: 'info', text: 'saved' });
    const second = toasts.show({ kind: 'error', text: 'broken file' });
    expect(second).not.toBe(first);
    expect(toasts.shown.map((toast) => toast.text)).toEqual(['saved', 'broken file']);
    toasts.dismiss(first);
    expect(toasts.shown.map((toast) => toast.id)).toEqual([second]);
    toasts.dismiss(first);
    expect(toasts.shown).toHaveLength(1);
  });

  it('are three at most: the oldest gives way', () => {
    const toasts = new Toasts();
    for (const text of ['a', 'b', 'c', 'd']) toasts.show({ kind: 'info', text });
    expect(toasts.shown.map((toast) => toast.text)).toEqual(['b', 'c', 'd']);
  });

  it('[onnx] one that says how far something is stays, and is changed in its place', () => {
    const toasts = new Toasts();
    const id = toasts.show({ kind: 'info', text: 'reading', progress: 0 });
    toasts.report(id, 0.5);
    expect(toasts.shown).toEqual([{ id, kind: 'info', text: 'reading', progress: 0.5 }]);
    expect(stay(toasts.shown[0]!)).toBe(Infinity);
    toasts.dismiss(id);
    toasts.report(id, 0.7);
    expect(toasts.shown).toEqual([]);
  });

  it('an error stays until dismissed, an action leaves time to reach it', () => {
    const run = () => undefined;
    expect(stay({ kind: 'error', text: '' })).toBe(Infinity);
    expect(stay({ kind: 'info', text: '', actions: [{ label: 'Undo', run }] })).toBeGreaterThan(
      stay({ kind: 'info', text: '' }),
    );
  });
});
