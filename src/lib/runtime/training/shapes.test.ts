import { expect, test } from 'vitest';
import { SHAPE_CLASSES, shapeExamples } from './shapes.ts';

test('shapes and textures: the same seed gives the same images, another one others, in any size (N16)', () => {
  const first = shapeExamples(400, [1, 16, 16], 1);
  expect(shapeExamples(400, [1, 16, 16], 1)).toEqual(first);
  expect(shapeExamples(400, [1, 16, 16], 2).images).not.toEqual(first.images);
  expect(shapeExamples(2, [3, 24, 32], 1).images).toHaveLength(2 * 3 * 24 * 32);
  // Every class is there about as often.
  const counts = Array.from({ length: SHAPE_CLASSES }, (_, label) => first.labels.filter((l) => l === label).length);
  for (const count of counts) expect(Math.abs(count - 100)).toBeLessThan(35);
});

test('neither the mean of an image nor any one pixel says what its class is (N16)', () => {
  const { images, labels } = shapeExamples(2000, [1, 16, 16], 3);
  const means = Array.from({ length: SHAPE_CLASSES }, (_, label) => {
    const of = [...labels.keys()].filter((image) => labels[image] === label);
    const brightness = (image: number) =>
      images.subarray(256 * image, 256 * (image + 1)).reduce((sum, value) => sum + value ** 2, 0) / 256;
    return of.reduce((sum, image) => sum + brightness(image), 0) / of.length;
  });
  // The filled area depends on the shape alone, and every class has every shape.
  expect(Math.max(...means) / Math.min(...means)).toBeLessThan(1.08);
});
