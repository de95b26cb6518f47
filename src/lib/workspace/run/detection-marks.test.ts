import { wayBack } from '#lib/dla/image/fit.ts';
import type { Found } from '#lib/dla/detection/detections.ts';
import { describe, expect, it } from 'vitest';
import { BONES, embeddingColour, markAt, marksOf } from './detection-marks.ts';

const peak = { class: 0, x: 3, y: 4, score: 0.5 };
const foundAt = (more: Partial<Found['detection']>): Found => ({ peak, detection: { class: 0, score: 0.5, ...more } });

describe('marks of detections over what a network saw', () => {
  const way = wayBack('C', { width: 200, height: 100 }, { width: 64, height: 64 });

  it('go back into the input, a box that is inverted too', () => {
    const [left, top] = way.point(8, 20);
    const [right, bottom] = way.point(24, 44);
    const marks = marksOf(
      [foundAt({ box: [left, top, right, bottom] }), foundAt({ box: [right, bottom, left, top] })],
      way,
    );
    for (const [index, { x, y, width, height, ...mark }] of marks.entries()) {
      [x - 8, y - 20, width - 16, height - 24].forEach((error) => expect(Math.abs(error)).toBeLessThan(1e-9));
      expect(mark).toMatchObject({ index, joints: [] });
    }
  });

  it('have the joints of a person, and the heading of what is turned', () => {
    const keypoints = Array.from({ length: 17 }, (_, joint) => way.point(joint, 2 * joint));
    const [person, car] = marksOf(
      [foundAt({ keypoints, box: [0, 0, 1, 1] }), foundAt({ alpha: Math.PI / 2, point: [100, 50] })],
      way,
    );
    person!.joints.forEach(([x, y], joint) => {
      expect(x).toBeCloseTo(joint, 9);
      expect(y).toBeCloseTo(2 * joint, 9);
    });
    expect(new Set(BONES.flat())).toEqual(new Set(Array.from({ length: 17 }, (_, joint) => joint)));
    expect([car!.x, car!.y, car!.width]).toEqual([32, 32, 0]);
    expect(car!.heading![1]).toBeCloseTo(1, 9);
  });

  it('of boxes behind each other the smallest is meant', () => {
    const marks = marksOf([foundAt({ box: [0, 0, 40, 40] }), foundAt({ box: [10, 10, 20, 20] })], {
      into: (x, y) => [x, y],
    });
    expect(markAt(marks, [15, 15])?.index).toBe(1);
    expect(markAt(marks, [30, 30])?.index).toBe(0);
    expect(markAt(marks, [50, 5])).toBeUndefined();
  });

  it('identities alike have colours alike', () => {
    const embedding = Array.from({ length: 128 }, (_, at) => Math.sin(at * at));
    const hueOf = (colour: string) => Number(/hsl\((\d+)/.exec(colour)![1]);
    const near = embedding.map((value, at) => value + (at % 7 === 0 ? 1e-3 : 0));
    expect(Math.abs(hueOf(embeddingColour(near)) - hueOf(embeddingColour(embedding)))).toBeLessThan(3);
    const others = [1, 2, 3, 4].map((phase) => hueOf(embeddingColour(embedding.map((_, at) => Math.cos(at * phase)))));
    expect(new Set(others).size).toBe(4);
  });
});
