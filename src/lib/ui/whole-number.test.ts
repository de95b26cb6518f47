import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWhole, stepWhole } from './whole-number.ts';

describe('whole numbers as people type them', () => {
  it('reads digits, signs and commas in threes', () => {
    expect(readWhole(' 128 ')).toEqual({ value: 128 });
    expect(readWhole('1,024')).toEqual({ value: 1024 });
    expect(readWhole('−3')).toEqual({ value: -3 });
    expect(readWhole('-0')).toEqual({ value: 0 });
  });

  it.each(['', '1.5', '1,5', '1e3', '0x10', 'many', '12,34', '--2'])('refuses %j as no whole number', (text) => {
    expect(readWhole(text)).toEqual({ problem: { kind: 'whole' } });
  });

  it('says which bound is broken, also for numbers that a float cannot hold', () => {
    expect(readWhole('0', { min: 1 })).toEqual({ problem: { kind: 'below', min: 1 } });
    expect(readWhole('4097', { max: 4096 })).toEqual({ problem: { kind: 'above', max: 4096 } });
    expect(readWhole('99999999999999999999')).toEqual({ problem: { kind: 'above', max: Number.MAX_SAFE_INTEGER } });
  });

  it('the step counts from the smallest value, and the nearest fit is offered', () => {
    expect(readWhole('96', { min: 32, step: 32 })).toEqual({ value: 96 });
    expect(readWhole('100', { min: 32, step: 32 })).toEqual({ problem: { kind: 'step', step: 32, nearest: 96 } });
    expect(readWhole('99', { min: 0, max: 100, step: 32 })).toEqual({
      problem: { kind: 'step', step: 32, nearest: 96 },
    });
  });

  it('a step stays within the range', () => {
    expect(stepWhole(1, -1, { min: 1 })).toBe(1);
    expect(stepWhole(64, 1, { min: 32, step: 32 })).toBe(96);
    expect(stepWhole(5, 1, { min: 0, max: 10 }, 10)).toBe(10);
  });

  it('what a step gives is always readable again', () => {
    const range = fc.record({
      min: fc.integer({ min: 0, max: 50 }),
      width: fc.nat(500),
      step: fc.integer({ min: 1, max: 64 }),
    });
    fc.assert(
      fc.property(
        range,
        fc.integer({ min: -100, max: 700 }),
        fc.constantFrom(1 as const, -1 as const),
        (r, value, direction) => {
          const bounds = { min: r.min, max: r.min + r.width, step: r.step };
          const next = stepWhole(value, direction, bounds);
          expect(readWhole(String(next), bounds)).toEqual({ value: next });
        },
      ),
    );
  });
});
