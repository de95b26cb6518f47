import { expect, it } from 'vitest';
import { listStep } from './list-step.ts';

const step = (key: string, at: number, ctrlKey = false) => listStep({ key, ctrlKey }, at, 10, 4);

it('arrows go from line to line and round, pages stop at the ends (I23)', () => {
  expect([step('ArrowDown', 3), step('ArrowDown', 9), step('ArrowUp', 3), step('ArrowUp', 0)]).toEqual([4, 0, 2, 9]);
  expect([step('PageDown', 3), step('PageDown', 8), step('PageUp', 6), step('PageUp', 1)]).toEqual([7, 9, 2, 0]);
});

it('keys that move within the text stay with the field (I23)', () => {
  expect([step('Home', 3), step('End', 3), step('ArrowLeft', 3), step('a', 3)]).toEqual(Array(4).fill(undefined));
  expect([step('Home', 3, true), step('End', 3, true)]).toEqual([0, 9]);
});
