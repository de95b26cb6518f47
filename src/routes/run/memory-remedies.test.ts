import { expect, test } from 'vitest';
import { fittingSize } from './memory-remedies.ts';

test('an image is halved until its activations fit, to sides that five halvings leave whole', () => {
  expect(fittingSize([1024, 2048], 4e9, 1e9)).toEqual([512, 1024]);
  expect(fittingSize([1024, 2048], 4e9, 0.9e9)).toEqual([256, 512]);
  expect(fittingSize([1000, 1000], 4e9, 3e9)).toEqual([480, 480]);
});

test('where the weights alone are too much, or nothing would be left of the image, there is no size', () => {
  expect(fittingSize([224, 224], 4e9, 0)).toBeUndefined();
  expect(fittingSize([64, 64], 4e9, 1e8)).toBeUndefined();
});
