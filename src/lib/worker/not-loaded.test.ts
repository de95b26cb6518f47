import { expect, it } from 'vitest';
import { isNotLoaded, isUnloaded } from './not-loaded.ts';

it.each([
  ['Chromium', 'Failed to fetch dynamically imported module: http://localhost/_app/immutable/a.js'],
  ['Firefox', 'error loading dynamically imported module: http://localhost/_app/immutable/a.js'],
  ['WebKit', 'Importing a module script failed.'],
])('a file that is gone is told from a mistake, in the words of %s (R15)', (_browser, message) => {
  expect(isNotLoaded(new TypeError(message))).toBe(true);
});

it('a mistake is none, nor is what a worker did not catch (R15)', () => {
  expect(isNotLoaded(new TypeError('undefined is not a function'))).toBe(false);
  expect(isUnloaded(new Event('error'))).toBe(true);
  expect(isUnloaded(Object.assign(new Event('error'), { message: 'out of memory' }))).toBe(false);
});
