import { fillSeeded } from '#lib/dla/weights/seeded.ts';
import { expect, test } from 'vitest';
import { seededWeights } from './seeded-weights.ts';

const tensor = (name: string) =>
  ({ name, role: 'weight', shape: [2, 3, 1, 1], fill: 'weight', buffer: false }) as const;

test('[seeds] a tensor has its own seed, whatever it is called, or that of the name that it is given', () => {
  const weights = seededWeights(new Map([['b.weight', 'a.weight']]));
  for (const [name, seed] of [
    ['a.weight', 'a.weight'],
    ['b.weight', 'a.weight'],
    ['constructor', 'constructor'],
    ['__proto__', '__proto__'],
  ] as const)
    expect(weights.read(tensor(name))).toEqual(fillSeeded(seed, [2, 3, 1, 1], 'conv'));
  expect(weights.key).not.toBe(seededWeights().key);
});
