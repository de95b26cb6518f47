import { expect, test } from 'vitest';
import { readChoice } from './picture-choice.svelte.ts';

const first = { format: 'svg', scale: '2', colours: 'light', transparent: false, counts: true, legend: false };

test('how pictures were chosen is remembered; what is no choice is as at first', () => {
  for (const text of [null, '', 'x', '[]', '7', '{"scale":5,"format":"gif"}']) expect(readChoice(text)).toEqual(first);
  expect(readChoice('{"scale":"4","legend":true,"colours":7}')).toEqual({ ...first, scale: '4', legend: true });
});
