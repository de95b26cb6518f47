import type { Detection } from '#lib/dla/detection/detections.ts';
import { expect } from 'vitest';

/** Compares the first detections with those of PyTorch; lists of a golden file may hold the first values alone. */
export function expectDetections(found: readonly Detection[], expected: readonly Detection[]): void {
  expect(found.length).toBeGreaterThanOrEqual(expected.length);
  expected.forEach((wanted, index) => {
    const detection = found[index]!;
    expect(detection.class, String(index)).toBe(wanted.class);
    expect(Math.abs(detection.score - wanted.score)).toBeLessThan(1e-4);
    for (const [own, theirs, most] of [
      [detection.box, wanted.box, 5e-3],
      [detection.embedding, wanted.embedding, 1e-4],
    ] as const)
      theirs?.forEach((value, at) => expect(Math.abs(own![at]! - value), `${index}: ${at}`).toBeLessThan(most));
  });
}
