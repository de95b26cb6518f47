import { describe, expect, it } from 'vitest';
import { en } from '#lib/messages/en.ts';
import { zh } from '#lib/messages/zh.ts';
import { bytes, digits, milliseconds, percent, ratio, shapeText, short, signed, signedPercent } from './format.ts';

describe('numbers as the screen writes them', () => {
  it('digits groups in threes, exactly, beyond what a float can hold', () => {
    expect(digits(15742104)).toBe('15,742,104');
    expect(digits(999)).toBe('999');
    expect(digits(0)).toBe('0');
    expect(digits(-0)).toBe('0');
    expect(digits(-3060043776)).toBe('−3,060,043,776');
    expect(digits(9007199254740993n)).toBe('9,007,199,254,740,993');
    expect(digits(0.5317)).toBe('0.5317');
    expect(digits(-1e-9)).toBe('0');
  });

  it.each([en.locale, zh.locale])('digits writes as %s does', (locale) => {
    const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
    const numbers = [1234.5, 999_999.9999999, 0.000001, 4e-7, 1e15 / 7, 3e20, 1e21, 12_345_678_901n];
    for (const number of numbers) expect(digits(number)).toBe(format.format(number));
  });

  it('digits names what is no number', () => {
    expect(digits(NaN)).toBe('NaN');
    expect(digits(-Infinity)).toBe('−∞');
  });

  it('signed writes + and a true minus, and no sign for zero', () => {
    expect(signed(82688)).toBe('+82,688');
    expect(signed(-82688n)).toBe('−82,688');
    expect(signed(0)).toBe('0');
  });

  it('short and bytes keep three significant digits and never show 1,000 of a unit', () => {
    expect(short(15742104)).toBe('15.7 M');
    expect(short(3060043776n)).toBe('3.06 G');
    expect(short(999)).toBe('999');
    expect(short(999_950)).toBe('1 M');
    expect(short(-1234)).toBe('−1.23 k');
    expect(bytes(20074400)).toBe('20.1 MB');
    expect(bytes(512)).toBe('512 B');
    expect(bytes(281e6)).toBe('281 MB');
  });

  it('ratio carries its sign, and only equal counts are a bare 1, only none a bare 0', () => {
    expect(ratio(1.0053)).toBe('× 1.0053');
    expect(ratio(8 / 6, 2)).toBe('× 1.33');
    expect(ratio(1)).toBe('× 1');
    expect(ratio(0)).toBe('× 0');
    expect(ratio(1 + 1e-7)).toBe('× 1.0000');
    expect(ratio(0 / 0)).toBe('–');
    expect(ratio(1 / 0)).toBe('× ∞');
  });

  it('percent takes a share', () => {
    expect(percent(0.96)).toBe('96 %');
    expect(percent(82688 / 15742104)).toBe('0.53 %');
    expect(signedPercent(82688 / 15742104)).toBe('+0.53 %');
    expect(signedPercent(-0.5)).toBe('−50 %');
  });

  it('shapes are joined by ×', () => {
    expect(shapeText([128, 28, 28])).toBe('128×28×28');
    expect(shapeText([7, 7])).toBe('7×7');
  });

  it('milliseconds grows into seconds and minutes', () => {
    expect(milliseconds(0.42)).toBe('0.42 ms');
    expect(milliseconds(223.4)).toBe('223 ms');
    expect(milliseconds(999.9)).toBe('1 s');
    expect(milliseconds(3677)).toBe('3.68 s');
    expect(milliseconds(60_000)).toBe('1 min');
    expect(milliseconds(65_000)).toBe('1 min 5 s');
  });
});
