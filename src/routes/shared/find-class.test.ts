import { expect, it } from 'vitest';
import { findClass } from './find-class.ts';

const names = ['tench', 'goldfish', 'tiger', 'tiger shark'];

it('a class is meant by its number, its name, or how its name begins', () => {
  expect(findClass('2', 4, names)).toBe(2);
  expect(findClass('1 goldfish', 4, names)).toBe(1);
  expect(findClass(' Tiger ', 4, names)).toBe(2);
  expect(findClass('tiger s', 4, names)).toBe(3);
  expect(findClass('gold', 4, names)).toBe(1);
});

it('what is no class is none', () => {
  for (const text of ['', '4', '-1', 'whale', 'igershark']) expect(findClass(text, 4, names)).toBeUndefined();
  expect(findClass('tench', 10, [])).toBeUndefined();
});
