import { expect, test } from 'vitest';
import { scaled } from '../scaled.ts';
import { formats } from './bad-input/formats.ts';
import { checkPrototypes, sharesOf, tryCase } from './bad-input/law.ts';

/** So many by count, not by time; `npm run fuzz` tries a hundred thousand. */
const CASES = scaled(40_000, 4000);

/** What was found and mended, by format: cases that stay. */
const once: Readonly<Record<string, readonly number[]>> = {
  // Directions of writing in a message turned its words around.
  config: [48],
  // A number as the place of a node called `constructor`.
  graph: [0, 36, 1002640],
  // And a number beyond all, which no file could be written with; a file that ends within U+FFFD.
  lesson: [23, 25, 1724, 2452, 2756, 3255, 3654],
  sweep: [9, 35],
  script: [41],
  // A sum of no maps.
  onnx: [5591],
  clipboard: [5, 47],
};

test.each(sharesOf(formats, CASES).map(([format, cases]) => ({ name: format.name, format, cases })))(
  '$name: whatever it is, it is read or refused with an issue ($cases cases)',
  async ({ name, format, cases }) => {
    const outcomes = new Set<string>();
    const seeds = new Set([...(once[name] ?? []), ...Array.from({ length: cases }, (_, seed) => seed)]);
    for (const seed of seeds) {
      try {
        outcomes.add(await tryCase(format, seed));
      } catch (error) {
        throw new Error(`${name}, seed ${seed}`, { cause: error });
      }
    }
    checkPrototypes();
    // Cases that all come to the same would prove nothing.
    expect(outcomes).toContain('read');
    expect(outcomes.size).toBeGreaterThan(1);
  },
);
